package io.noisette.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Autograd;
import io.noisette.engine.Kernels;
import io.noisette.engine.Parameters;
import io.noisette.engine.Torch;
import io.noisette.model.Gate;
import io.noisette.model.GateKernel;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.ParityKind;
import io.noisette.parity.ParityTensor;
import io.noisette.safetensors.SafetensorsTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Golden files of kind {@code gtrxl-gates}: what a gate makes of two streams, and all gradients. */
public final class GatesParity implements ParityKind {

  private static final String OUTPUT_GRADIENT = "output_gradient";

  @Override
  public Map<String, ParityTensor> compute(GoldenCase golden) {
    Gate gate = Gate.named(golden.getOptions().getString("gate").replace('_', '-'));
    Map<String, ParityTensor> results = new LinkedHashMap<>();
    try (NDManager manager = Torch.newManager("cpu");
        GateKernel kernel = new GateKernel(manager, gate)) {
      Map<String, NDArray> leaves = readLeaves(golden, manager);
      List<NDArray> parameters = parameters(gate, leaves);
      NDArray output =
          Autograd.recorded(() -> kernel.join(leaves.get("x"), leaves.get("y"), parameters));
      SafetensorsTensor gradient = golden.getInput(OUTPUT_GRADIENT);
      Autograd.backward(
          output, Parameters.copy(manager, output.getShape(), gradient.toFloats()));
      results.put("expected/output", ofShape(gradient, output));
      leaves.forEach(
          (name, leaf) ->
              results.put("grad/" + name, ofShape(golden.getInput(name), leaf.getGradient())));
    }
    return results;
  }

  /** Streams of (…, d) become (tokens, d). */
  private static Map<String, NDArray> readLeaves(GoldenCase golden, NDManager manager) {
    Map<String, NDArray> leaves = new LinkedHashMap<>();
    for (String name : golden.getInputNames()) {
      if (!name.equals(OUTPUT_GRADIENT)) {
        SafetensorsTensor tensor = golden.getInput(name);
        long[] shape = tensor.getShape();
        long d = shape[shape.length - 1];
        Shape rows = shape.length < 2 ? new Shape(d) : new Shape(tensor.getElementCount() / d, d);
        NDArray leaf = Parameters.copy(manager, rows, tensor.toFloats());
        leaf.setRequiresGradient(true);
        leaves.put(name, leaf);
      }
    }
    return leaves;
  }

  private static List<NDArray> parameters(Gate gate, Map<String, NDArray> leaves) {
    List<String> names = new ArrayList<>(gate.getMatrices());
    if (gate.hasBias()) {
      names.add("b");
    }
    List<NDArray> parameters = names.stream().map(leaves::get).toList();
    Kernels.list(parameters);
    return parameters;
  }

  private static ParityTensor ofShape(SafetensorsTensor model, NDArray array) {
    return ParityTensor.ofFloats(model.getShape(), array.toFloatArray());
  }
}
