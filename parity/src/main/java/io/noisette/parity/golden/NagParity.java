package io.noisette.parity.golden;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Torch;
import io.noisette.optim.Nag;
import io.noisette.parity.CaseOptions;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.ParityKind;
import io.noisette.parity.ParityTensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Golden files of kind {@code optim-nag}: parameters and momentum buffers after updates with given
 * gradients and rates, clipped and scheduled as in training.
 */
public final class NagParity implements ParityKind {

  @Override
  public Map<String, ParityTensor> compute(GoldenCase golden) {
    CaseOptions options = golden.getOptions();
    double momentum = options.getDouble("momentum");
    double decay = options.getDouble("weight_decay");
    try (NDManager manager = Torch.newManager("cpu")) {
      OptimizerCase steps = new OptimizerCase(golden, manager);
      try (Nag optimizer = new Nag(manager, steps.getParameters(), momentum, decay)) {
        return steps.update(optimizer, rate -> buffers(optimizer, rate));
      }
    }
  }

  /** fairseq's buffer is -rate times our velocity. */
  private static Map<String, ParityTensor> buffers(Nag optimizer, double rate) {
    Map<String, ParityTensor> buffers = new LinkedHashMap<>();
    optimizer
        .getState()
        .forEach(
            (name, velocity) ->
                buffers.put(
                    name.replaceFirst("velocity", "momentum"),
                    ArrayReader.read(velocity.mul(-rate))));
    return buffers;
  }
}
