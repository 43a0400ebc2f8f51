package io.noisette.parity.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Autograd;
import io.noisette.engine.Parameters;
import io.noisette.engine.Torch;
import io.noisette.model.sandwich.Gate;
import io.noisette.model.sandwich.GateKernel;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.ParityKind;
import io.noisette.parity.ParityTensor;
import io.noisette.safetensors.SafetensorsTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parity check of the gating layers of GTrXL (kind {@code gtrxl-gates}): output and the gradients
 * of inputs and parameters.
 */
public final class GatesParity implements ParityKind {

  @Override
  public Map<String, ParityTensor> compute(GoldenCase golden) {
    Gate gate = Gate.named(golden.getOptions().getString("gate").replace('_', '-'));
    List<String> names = new ArrayList<>(List.of("x", "y"));
    names.addAll(gate.getTensors());
    Map<String, ParityTensor> results = new LinkedHashMap<>();
    try (NDManager manager = Torch.newManager("cpu");
        GateKernel kernel = new GateKernel(manager, gate)) {
      List<NDArray> leaves = names.stream().map(name -> leaf(golden, manager, name)).toList();
      List<NDArray> parameters = leaves.subList(2, leaves.size());
      NDArray output =
          Autograd.recorded(() -> kernel.join(leaves.get(0), leaves.get(1), parameters));
      long[] shape = golden.getInput("x").getShape();
      golden.getInput("y", shape);
      SafetensorsTensor gradient = golden.getInput("output_gradient", shape);
      Autograd.backward(output, Parameters.copy(manager, output.getShape(), gradient.toFloats()));
      results.put("expected/output", ofShape(gradient, output));
      for (int i = 0; i < names.size(); i++) {
        String name = names.get(i);
        results.put("grad/" + name, ofShape(golden.getInput(name), leaves.get(i).getGradient()));
      }
    }
    return results;
  }

  /** Returns a copy of an input that requires a gradient; streams (…, d) become (tokens, d). */
  private static NDArray leaf(GoldenCase golden, NDManager manager, String name) {
    SafetensorsTensor tensor = golden.getInput(name);
    long[] shape = tensor.getShape();
    if (shape.length == 0 || shape[shape.length - 1] == 0) {
      throw golden.corruptInput(name, "has the shape " + Arrays.toString(shape) + ": no columns");
    }
    long d = shape[shape.length - 1];
    Shape rows = shape.length < 2 ? new Shape(d) : new Shape(tensor.getElementCount() / d, d);
    NDArray leaf = Parameters.copy(manager, rows, tensor.toFloats());
    leaf.setRequiresGradient(true);
    return leaf;
  }

  private static ParityTensor ofShape(SafetensorsTensor model, NDArray array) {
    return ParityTensor.ofFloats(model.getShape(), array.toFloatArray());
  }
}
