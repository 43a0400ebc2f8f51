package io.noisette.bart;

import io.noisette.bart.objective.Denoising;
import io.noisette.evaluation.EvaluationConfig;
import io.noisette.evaluation.EvaluationSettings;
import io.noisette.noise.PluginSettings;
import io.noisette.settings.Setting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings of {@code evaluate --task denoising}. */
public record DenoisingEvaluationConfig(
    ObjectiveEvaluationConfig measurement,
    @Setting(
            help =
                "noise that corrupts the source, as noising functions joined by |; several values"
                    + " give one row of results each (default: the noise of the training run if"
                    + " known, otherwise "
                    + Denoising.PAPER_NOISE
                    + ")",
            placeholder = "SPEC")
        @Nullable List<String> noise,
    PluginSettings plugins)
    implements EvaluationConfig {

  public DenoisingEvaluationConfig {
    noise = noise == null ? null : List.copyOf(noise);
  }

  @Override
  public EvaluationSettings evaluation() {
    return measurement.evaluation();
  }
}
