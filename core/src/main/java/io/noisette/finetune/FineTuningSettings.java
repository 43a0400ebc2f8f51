package io.noisette.finetune;

import static io.noisette.settings.Bounds.requireAtLeast;
import static io.noisette.settings.Bounds.requireNotNegative;
import static io.noisette.settings.Bounds.requirePositive;
import static io.noisette.settings.Bounds.requireShare;

import io.noisette.model.DropoutRates;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.optim.AdamW;
import io.noisette.settings.OnResume;
import io.noisette.settings.Setting;
import io.noisette.settings.UnusedSettings;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Hyperparameters of fine-tuning: number of steps, batch size, learning rate, AdamW, dropout and
 * early stopping.
 */
@RecordBuilder
public record FineTuningSettings(
    @Setting(help = "number of epochs", byDefault = "3", resume = OnResume.RAISABLE) int epochs,
    @Setting(
            help = "total number of optimizer steps; replaces --epochs",
            replaces = "epochs",
            resume = OnResume.RAISABLE)
        @Nullable Integer steps,
    @Setting(
            help =
                "number of examples per optimizer step; the last batch of an epoch may be"
                    + " smaller",
            byDefault = "32")
        int batchSize,
    @Setting(
            help =
                "number of tokens per forward and backward pass; a smaller number needs"
                    + " less memory, and a step then accumulates the gradients of more passes",
            byDefault = "8192")
        int microBatchTokens,
    @Setting(
            help =
                "maximum number of tokens per text or pair, special tokens included; longer"
                    + " ones are truncated",
            byDefault = "128")
        int maxLength,
    @Setting(help = "peak learning rate", byDefault = "3e-5") double learningRate,
    @Setting(
            help =
                "fraction of the steps with linear learning-rate warm-up; the learning rate"
                    + " then decays linearly to 0",
            byDefault = "0.1")
        double warmupShare,
    @Setting(help = "number of warm-up steps; replaces --warmup-share", replaces = "warmup-share")
        @Nullable Integer warmupSteps,
    @Setting(help = "AdamW's weight decay, applied to weight matrices only", byDefault = "0.01")
        double weightDecay,
    @Setting(help = "AdamW's beta2", byDefault = "0.999") double adamBeta2,
    @Setting(help = "AdamW's epsilon", byDefault = "1e-6") double adamEps,
    @Setting(
            help =
                "maximum gradient norm over all parameters, for gradient clipping; 0: no"
                    + " clipping",
            byDefault = "1.0")
        double clipNorm,
    @Setting(help = "dropout probability of hidden states (default: from the model config)")
        @Nullable Double dropout,
    @Setting(
            help =
                "dropout probability of attention weights; above 0 training is slower,"
                    + " without the fused attention kernel (default: from the model config)")
        @Nullable Double attentionDropout,
    @Setting(help = "number of steps between validations; 0: one after each epoch", byDefault = "0")
        int validateEvery,
    @Setting(
            help =
                "early stopping: number of epochs without improvement of the dev metric; 0:"
                    + " never stop early",
            byDefault = "0")
        int patience)
    implements FineTuningSettingsBuilder.With, UnusedSettings {

  private static final double BETA1 = 0.9;
  private static final int LEAST_LENGTH = 5; // three or four special tokens and some text

  public FineTuningSettings {
    requireAtLeast("epochs", epochs, 1);
    requireAtLeast("steps", steps == null ? 1 : steps, 1);
    requireAtLeast("batch-size", batchSize, 1);
    requireAtLeast("micro-batch-tokens", microBatchTokens, 1);
    requireAtLeast("max-length", maxLength, LEAST_LENGTH);
    requireAtLeast("warmup-steps", warmupSteps == null ? 0 : warmupSteps, 0);
    requireAtLeast("validate-every", validateEvery, 0);
    requireAtLeast("patience", patience, 0);
    requireNotNegative("learning-rate", learningRate);
    requireNotNegative("weight-decay", weightDecay);
    requirePositive("adam-eps", adamEps); // 0/0 without a gradient
    requireNotNegative("clip-norm", clipNorm);
    requireShare("warmup-share", warmupShare);
    requireShare("adam-beta2", adamBeta2);
    requireShare("dropout", dropout == null ? 0 : dropout);
    requireShare("attention-dropout", attentionDropout == null ? 0 : attentionDropout);
  }

  /** Returns the dropout probabilities for training a model. */
  public DropoutRates toDropout(ModelDirectory model) throws IOException {
    return model.readDropout(dropout, attentionDropout);
  }

  /** Returns the settings of the optimizer. */
  public AdamW.Settings toAdamSettings() {
    return new AdamW.Settings(BETA1, adamBeta2, adamEps, weightDecay);
  }

  /**
   * Returns the amount of work of a run, such as {@code 500 steps of 32 examples}.
   *
   * @param unit of the batch size, in the plural
   */
  public String describeCost(String unit) {
    return steps == null
        ? String.format(Locale.ROOT, "%,d epochs with batches of %,d %s", epochs, batchSize, unit)
        : String.format(Locale.ROOT, "%,d steps of %,d %s", steps, batchSize, unit);
  }

  @Override
  public Set<String> findUnused() {
    Set<String> unused = new TreeSet<>();
    if (steps != null) {
      unused.add("epochs");
    }
    if (warmupSteps != null) {
      unused.add("warmup-share");
    }
    return unused;
  }
}
