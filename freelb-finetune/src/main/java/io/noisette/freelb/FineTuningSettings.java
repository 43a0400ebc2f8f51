package io.noisette.freelb;

import static io.noisette.settings.Bounds.requireAtLeast;
import static io.noisette.settings.Bounds.requireNotNegative;
import static io.noisette.settings.Bounds.requireShare;

import io.noisette.optim.AdamW;
import io.noisette.settings.OnResume;
import io.noisette.settings.Setting;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** How long and how fast a model is fine-tuned. */
@RecordBuilder
public record FineTuningSettings(
    @Setting(
            help = "passes through the training examples",
            byDefault = "3",
            resume = OnResume.RAISABLE)
        int epochs,
    @Setting(
            help = "optimizer steps of the whole run, instead of --epochs",
            resume = OnResume.RAISABLE)
        @Nullable Integer steps,
    @Setting(help = "examples of a step; the last of an epoch may have fewer", byDefault = "32")
        int batchSize,
    @Setting(help = "tokens that are in memory at a time; more are accumulated", byDefault = "8192")
        int microBatchTokens,
    @Setting(help = "most tokens of a text or pair, specials included", byDefault = "128")
        int maxLength,
    @Setting(help = "peak learning rate", byDefault = "3e-5") double learningRate,
    @Setting(
            help = "share of the steps with linear warm-up; then linear decay to 0",
            byDefault = "0.1")
        double warmupShare,
    @Setting(help = "steps of warm-up, instead of --warmup-share") @Nullable Integer warmupSteps,
    @Setting(help = "AdamW's weight decay, of matrices only", byDefault = "0.01")
        double weightDecay,
    @Setting(help = "AdamW's beta2", byDefault = "0.999") double adamBeta2,
    @Setting(help = "AdamW's epsilon", byDefault = "1e-6") double adamEps,
    @Setting(help = "largest norm of all gradients together; 0: no limit", byDefault = "1.0")
        double clipNorm,
    @Setting(help = "dropout of hidden states; else the model's") @Nullable Double dropout,
    @Setting(help = "dropout of attention weights; else the model's; 0 is fast")
        @Nullable Double attentionDropout,
    @Setting(help = "steps between validations; 0: after every epoch", byDefault = "0")
        int validateEvery,
    @Setting(
            help = "stop after so many epochs without a better dev figure; 0: never",
            byDefault = "0")
        int patience)
    implements FineTuningSettingsBuilder.With {

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
    requireNotNegative("adam-eps", adamEps);
    requireNotNegative("clip-norm", clipNorm);
    requireShare("warmup-share", warmupShare);
    requireShare("adam-beta2", adamBeta2);
    requireShare("dropout", dropout == null ? 0 : dropout);
    requireShare("attention-dropout", attentionDropout == null ? 0 : attentionDropout);
  }

  AdamW.Settings toAdamSettings() {
    return new AdamW.Settings(BETA1, adamBeta2, adamEps, weightDecay);
  }
}
