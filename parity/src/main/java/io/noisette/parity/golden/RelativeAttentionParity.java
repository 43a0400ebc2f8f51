package io.noisette.parity.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Autograd;
import io.noisette.engine.Parameters;
import io.noisette.engine.Torch;
import io.noisette.failure.CorruptDataException;
import io.noisette.model.encoder.RelativeAttention;
import io.noisette.model.encoder.RelativeAttentionConfig.Norm;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.ParityKind;
import io.noisette.parity.ParityTensor;
import io.noisette.safetensors.SafetensorsTensor;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Parity check of Transformer-XL's self-attention (kind {@code transformer-xl-attention}): output,
 * attention weights and the gradients of input and parameters.
 */
public final class RelativeAttentionParity implements ParityKind {

  @Override
  public Map<String, ParityTensor> compute(GoldenCase golden) throws IOException {
    Map<String, ParityTensor> results = new LinkedHashMap<>();
    try (NDManager manager = Torch.newManager("cpu");
        RelativeAttention layer =
            RelativeAttention.read(manager, golden.getModelDirectory(), norm(golden))) {
      NDArray hidden = leaf(manager, golden.getInput("hidden", -1, -1, -1));
      NDArray memory = memory(golden, manager);
      RelativeAttention.Result result = Autograd.recorded(() -> layer.attend(hidden, memory));
      float[] gradient =
          golden.getInput("output_gradient", hidden.getShape().getShape()).toFloats();
      NDArray output = result.output();
      Autograd.backward(output, Parameters.copy(manager, output.getShape(), gradient));
      results.put("expected/output", ArrayReader.read(output));
      results.put("expected/attention", ArrayReader.read(result.attention()));
      results.put("expected/probabilities", ArrayReader.read(result.probabilities()));
      results.put("grad/hidden", ArrayReader.read(hidden.getGradient()));
      GoldenModel.addGradients(results, layer.getParameters());
    }
    return results;
  }

  /** Returns a copy of an input tensor that requires a gradient. */
  private static NDArray leaf(NDManager manager, SafetensorsTensor tensor) {
    NDArray leaf = Parameters.copy(manager, new Shape(tensor.getShape()), tensor.toFloats());
    leaf.setRequiresGradient(true);
    return leaf;
  }

  private static NDArray memory(GoldenCase golden, NDManager manager) {
    long[] shape = golden.getInput("hidden").getShape();
    if (golden.hasInput("memory")) {
      SafetensorsTensor memory = golden.getInput("memory", shape[0], -1, shape[2]);
      return Parameters.copy(manager, new Shape(memory.getShape()), memory.toFloats());
    }
    return manager.zeros(new Shape(shape[0], 0, shape[2]));
  }

  private static Norm norm(GoldenCase golden) {
    String name = golden.getOptions().getString("norm");
    for (Norm norm : Norm.values()) {
      if (norm.name().toLowerCase(Locale.ROOT).equals(name)) {
        return norm;
      }
    }
    throw new CorruptDataException(
        "%s: case %s: unknown norm '%s'; supported: none, pre, post"
            .formatted(golden.getModelDirectory(), golden.getName(), name));
  }
}
