package io.noisette.train;

import io.noisette.command.Console;
import io.noisette.engine.Precision;
import io.noisette.failure.UsageException;
import io.noisette.run.Machine;
import io.noisette.settings.Setting;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings that every training verb has; the verb's presets give some of them their value. */
@RecordBuilder
public record TrainingSettings(
    @Setting(
            help = "run directory: checkpoints, metrics, run.json; not needed by --dry-run",
            placeholder = "DIR")
        @Nullable Path output,
    @Setting(help = "optimizer steps of the whole run", byPreset = true) int steps,
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
    @Setting(help = "steps of linear warm-up, then linear decay to 0", byPreset = true)
        int warmupSteps,
    @Setting(help = "AdamW's weight decay, of matrices only", byDefault = "0.01")
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
    @Setting(help = "steps between checkpoints", byDefault = "500") int checkpointEvery,
    @Setting(help = "steps between validations", byDefault = "500") int validateEvery,
    @Setting(help = "steps between lines of metrics.jsonl", byDefault = "10") int logEvery,
    @Setting(help = "newest checkpoints to keep, beside the best one", byDefault = "2")
        int keepLast,
    @Setting(help = "of weights, order, noise and dropout", byDefault = "1") long seed,
    @Setting(help = "threads of one operator; 0: all cores", byDefault = "0") int threads,
    @Setting(help = "where to compute: cpu or cuda:N", byDefault = "cpu") String device,
    @Setting(
            help = "of matrix products; auto: bf16 on a cpu with units for it, else fp32",
            byDefault = "fp32")
        Precision precision,
    @Setting(help = "start from the weights of this model: directory, checkpoint or run")
        @Nullable Path initFrom,
    @Setting(
            help = "auto: go on if the output holds a run; never; or the checkpoint to go on from",
            byDefault = "auto",
            placeholder = "auto|never|PATH")
        String resume,
    @Setting(
            help = "a loss or gradient that is NaN: fail (exit 4), or skip, 10 times in a row",
            byDefault = "fail")
        NonFinitePolicy nonFinite,
    @Setting(help = "only show settings, shapes, memory and parameter count; needs no data")
        boolean dryRun)
    implements TrainingSettingsBuilder.With {

  public TrainingSettings {
    requireAtLeast("steps", steps, 1);
    requireAtLeast("tokens-per-step", tokensPerStep, 1);
    requireAtLeast("micro-batch-tokens", microBatchTokens, 1);
    requireAtLeast("sequence-length", sequenceLength, 3);
    requireAtLeast("warmup-steps", warmupSteps, 0);
    requireAtLeast("checkpoint-every", checkpointEvery, 1);
    requireAtLeast("validate-every", validateEvery, 1);
    requireAtLeast("log-every", logEvery, 1);
    requireAtLeast("keep-last", keepLast, 1);
    requireAtLeast("threads", threads, 0);
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

  /**
   * The run directory, which only a dry run does without.
   *
   * @throws UsageException if none is given
   */
  public Path requireOutput() {
    if (output == null) {
      throw new UsageException("--output is missing: run directory for checkpoints and metrics");
    }
    return output;
  }

  /**
   * These settings with a precision that is no longer auto, so that a run's record names it.
   *
   * @param machine as {@link Machine#describe} tells it
   */
  public TrainingSettings settledOn(Map<String, String> machine, Console console) {
    Precision settled = PrecisionRule.settle(precision, device, machine, console);
    return with(it -> it.precision(settled));
  }

  /** What of these the loop itself has to know. */
  public LoopSettings toLoopSettings() {
    return new LoopSettings(
        steps, seed, dropoutFreeFraction, validateEvery, checkpointEvery, nonFinite);
  }

  private static void requireAtLeast(String key, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(key + " must be at least " + least + ", not " + value);
    }
  }

  private static void requireNotNegative(String key, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(key + " must be a number from 0 on, not " + value);
    }
  }

  private static void requireShare(String key, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(key + " must be in [0, 1), not " + value);
    }
  }
}
