package io.noisette.train;

import static io.noisette.settings.Bounds.requireAtLeast;
import static io.noisette.settings.Bounds.requireLanes;
import static io.noisette.settings.Bounds.requireNotNegative;
import static io.noisette.settings.Bounds.requirePositive;
import static io.noisette.settings.Bounds.requireShare;

import io.noisette.optim.AdamW;
import io.noisette.settings.OnResume;
import io.noisette.settings.Setting;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Training settings common to the pretraining subcommands; presets set some of the values. */
@RecordBuilder
public record TrainingSettings(
    @Setting(
            help = "total number of optimizer steps of the run",
            byPreset = true,
            resume = OnResume.RAISABLE)
        int steps,
    @Setting(
            help =
                "maximum number of tokens per optimizer step, special tokens"
                    + " included; filled with whole sequences",
            byPreset = true)
        int tokensPerStep,
    @Setting(
            help =
                "number of tokens per forward and backward pass; a smaller number"
                    + " needs less memory, and a step then accumulates the gradients of more"
                    + " passes",
            byPreset = true)
        int microBatchTokens,
    @Setting(
            help =
                "number of model replicas that process parts of each micro-batch in parallel, each"
                    + " with an equal share of the threads; 0: chosen by model size",
            byDefault = "0")
        int lanes,
    @Setting(
            help = "maximum number of tokens per sequence, special tokens included",
            byPreset = true)
        int sequenceLength,
    @Setting(help = "peak learning rate", byPreset = true) double learningRate,
    @Setting(
            help =
                "number of steps of linear learning-rate warm-up, after which the learning"
                    + " rate decays",
            byPreset = true)
        int warmupSteps,
    @Setting(
            help =
                "weight decay; adamw applies it to weight matrices only, nag to all"
                    + " parameters",
            byDefault = "0.01")
        double weightDecay,
    @Setting(help = "AdamW's beta2 (fairseq's recipe: 0.98)", byDefault = "0.98") double adamBeta2,
    @Setting(
            help =
                "AdamW's epsilon; larger values damp the updates of parameters with small"
                    + " gradients",
            byDefault = "1e-8")
        double adamEps,
    @Setting(
            help =
                "maximum gradient norm over all parameters, for gradient clipping; 0: no"
                    + " clipping",
            byDefault = "1.0")
        double clipNorm,
    @Setting(help = "dropout probability after embeddings and sublayers", byPreset = true)
        double dropout,
    @Setting(
            help =
                "fraction of the run, at its end, that is trained without dropout (the BART paper's"
                    + " recipe: 0.1)",
            byDefault = "0")
        double dropoutFreeFraction,
    @Setting(help = "number of steps between validations", byDefault = "500") int validateEvery,
    @Setting(
            help = "random seed of weight initialization, data order, noise and dropout",
            byDefault = "1")
        long seed,
    @Setting(
            help = "source of the initial weights: model directory, checkpoint or run directory",
            resume = OnResume.INPUT)
        @Nullable Path initFrom)
    implements TrainingSettingsBuilder.With {

  private static final double ADAM_BETA1 = 0.9;

  public TrainingSettings {
    requireAtLeast("steps", steps, 1);
    requireAtLeast("tokens-per-step", tokensPerStep, 1);
    requireAtLeast("micro-batch-tokens", microBatchTokens, 1);
    requireLanes(lanes);
    requireAtLeast("sequence-length", sequenceLength, 3);
    requireAtLeast("warmup-steps", warmupSteps, 0);
    requireAtLeast("validate-every", validateEvery, 1);
    requireNotNegative("learning-rate", learningRate);
    requireNotNegative("weight-decay", weightDecay);
    requirePositive("adam-eps", adamEps); // 0/0 without a gradient
    requireNotNegative("clip-norm", clipNorm);
    requireShare("dropout", dropout);
    requireShare("adam-beta2", adamBeta2);
    if (!(dropoutFreeFraction >= 0 && dropoutFreeFraction <= 1)) {
      throw new IllegalArgumentException(
          "dropout-free-fraction must be in [0, 1], not " + dropoutFreeFraction);
    }
  }

  /** Returns the number of lanes as set by the user or, if that is 0, chosen by model size. */
  public int countLanes(long parameters, RuntimeSettings runtime) {
    int tokens = Math.min(tokensPerStep, microBatchTokens);
    return LaneRule.lanesOf(parameters, lanes, tokens, runtime);
  }

  /**
   * Returns the number of tokens in the largest micro-batch: no more than a step has, which has at
   * least one sequence.
   */
  public int countMicroBatchTokens() {
    return Math.min(microBatchTokens, Math.max(tokensPerStep, sequenceLength));
  }

  /** Returns the hyperparameters of AdamW. */
  public AdamW.Settings toAdamSettings() {
    return new AdamW.Settings(ADAM_BETA1, adamBeta2, adamEps, weightDecay);
  }

  /**
   * Returns one line with the length of the run in steps, tokens and epochs.
   *
   * @param textTokens number of tokens of one epoch; 0 if unknown
   */
  public String describe(String optimizer, long textTokens) {
    String epochs =
        textTokens == 0 ? "" : describeEpochs((double) steps * tokensPerStep / textTokens);
    return String.format(
        Locale.ROOT,
        "%,d steps of %,d tokens%s with %s, learning rate %s after %,d steps of warm-up",
        steps,
        tokensPerStep,
        epochs,
        optimizer,
        learningRate,
        warmupSteps);
  }

  /** Returns epochs in parentheses, as a share of one if there are few. */
  private static String describeEpochs(double epochs) {
    if (epochs >= 0.95) {
      return String.format(Locale.ROOT, " (%.1f epochs)", epochs);
    }
    double percent = 100 * epochs;
    return percent < 0.01
        ? " (less than 0.01 % of an epoch)"
        : String.format(
            Locale.ROOT,
            percent < 1 ? " (%.2f %% of an epoch)" : " (%.0f %% of an epoch)",
            percent);
  }

  /** Returns warnings about the settings, such as a run that ends before the warmup does. */
  public List<String> findWarnings() {
    if (steps > warmupSteps) {
      return List.of();
    }
    return List.of(
        String.format(
            Locale.ROOT,
            "--steps %,d: the run ends within the warm-up of %,d steps, so the rate never reaches"
                + " --learning-rate; lower --warmup-steps",
            steps,
            warmupSteps));
  }

  /** Returns the settings of the training loop. */
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
