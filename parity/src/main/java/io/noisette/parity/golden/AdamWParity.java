package io.noisette.parity.golden;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Torch;
import io.noisette.optim.AdamW;
import io.noisette.parity.CaseOptions;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.ParityKind;
import io.noisette.parity.ParityTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parity check of AdamW (kind {@code optim-adamw}): parameters and moments after updates with given
 * gradients and learning rates, with gradient clipping as in training.
 */
public final class AdamWParity implements ParityKind {

  @Override
  public Map<String, ParityTensor> compute(GoldenCase golden) {
    CaseOptions options = golden.getOptions();
    List<Double> betas = options.getDoubles("betas", 2);
    AdamW.Settings settings =
        new AdamW.Settings(
            betas.get(0),
            betas.get(1),
            options.getDouble("eps"),
            options.getDouble("weight_decay"));
    List<String> decayed = options.getStrings("decayed");
    try (NDManager manager = Torch.newManager("cpu")) {
      OptimizerCase steps = new OptimizerCase(golden, manager);
      try (AdamW optimizer =
          new AdamW(manager, steps.getParameters(), settings, decayed::contains)) {
        return steps.update(optimizer, rate -> moments(optimizer));
      }
    }
  }

  private static Map<String, ParityTensor> moments(AdamW optimizer) {
    Map<String, ParityTensor> moments = new LinkedHashMap<>();
    optimizer.getState().forEach((name, array) -> moments.put(name, ArrayReader.read(array)));
    return moments;
  }
}
