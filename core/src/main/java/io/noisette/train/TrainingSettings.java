package io.noisette.train;

import static io.noisette.settings.Bounds.requireAtLeast;
import static io.noisette.settings.Bounds.requireNotNegative;
import static io.noisette.settings.Bounds.requireShare;

import io.noisette.command.Console;
import io.noisette.settings.OnResume;
import io.noisette.settings.Setting;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The settings that pretraining verbs share; the verb's presets give some of them their value. */
@RecordBuilder
public record TrainingSettings(
    @Setting(help = "optimizer steps of the whole run", byPreset = true, resume = OnResume.RAISABLE)
        int steps,
    @Setting(
            help = "target tokens of a step, specials included: as many whole samples as fit",
            byPreset = true)
        int tokensPerStep,
    @Setting(
            help = "target tokens that are in memory at a time; more are accumulated",
            byPreset = true)
        int microBatchTokens,
    @Setting(help = "most tokens of a sample, specials included", byPreset = true)
        int sequenceLength,
    @Setting(help = "peak learning rate", byPreset = true) double learningRate,
    @Setting(help = "steps of linear warm-up, after which the rate falls", byPreset = true)
        int warmupSteps,
    @Setting(help = "weight decay; adamw: of matrices only, nag: of all", byDefault = "0.01")
        double weightDecay,
    @Setting(help = "AdamW's beta2 (fairseq's recipe: 0.98)", byDefault = "0.98") double adamBeta2,
    @Setting(
            help = "AdamW's epsilon; a larger one slows what has small gradients",
            byDefault = "1e-8")
        double adamEps,
    @Setting(help = "largest norm of all gradients together; 0: no limit", byDefault = "1.0")
        double clipNorm,
    @Setting(help = "dropout after embeddings and sublayers", byPreset = true) double dropout,
    @Setting(
            help = "last share of the steps without dropout (the paper's recipe: 0.1)",
            byDefault = "0")
        double dropoutFreeFraction,
    @Setting(help = "steps between validations", byDefault = "500") int validateEvery,
    @Setting(help = "of weights, order, noise and dropout", byDefault = "1") long seed,
    @Setting(
            help = "start from the weights of this model: directory, checkpoint or run",
            resume = OnResume.INPUT)
        @Nullable Path initFrom)
    implements TrainingSettingsBuilder.With {

  public TrainingSettings {
    requireAtLeast("steps", steps, 1);
    requireAtLeast("tokens-per-step", tokensPerStep, 1);
    requireAtLeast("micro-batch-tokens", microBatchTokens, 1);
    requireAtLeast("sequence-length", sequenceLength, 3);
    requireAtLeast("warmup-steps", warmupSteps, 0);
    requireAtLeast("validate-every", validateEvery, 1);
    requireNotNegative("learning-rate", learningRate);
    requireNotNegative("weight-decay", weightDecay);
    requireNotNegative("adam-eps", adamEps);
    requireNotNegative("clip-norm", clipNorm);
    requireShare("dropout", dropout);
    requireShare("adam-beta2", adamBeta2);
    if (!(dropoutFreeFraction >= 0 && dropoutFreeFraction <= 1)) {
      throw new IllegalArgumentException(
          "dropout-free-fraction must be in [0, 1], not " + dropoutFreeFraction);
    }
  }

  /** Warns of a run that ends while its rate still rises. */
  public void warnOfShortRun(Console console) {
    if (steps < warmupSteps) {
      console.warn(
          "--steps %,d: the run ends within the warm-up of %,d steps, so the rate never reaches --learning-rate; lower --warmup-steps"
              .formatted(steps, warmupSteps));
    }
  }

  /** What of these the loop itself has to know. */
  public LoopSettings toLoopSettings(RuntimeSettings runtime) {
    return new LoopSettings(
        steps,
        seed,
        dropoutFreeFraction,
        validateEvery,
        runtime.checkpointEvery(),
        runtime.nonFinite());
  }
}
