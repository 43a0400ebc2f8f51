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
 * Parity check of Nesterov's accelerated gradient (kind {@code optim-nag}): parameters and momentum
 * buffers after updates with given gradients and learning rates, with gradient clipping as in
 * training.
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

  /**
   * Returns fairseq's momentum buffers, which are the velocities of {@link Nag} times minus the
   * learning rate.
   */
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
