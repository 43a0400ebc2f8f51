package io.noisette.seq2seq;

import static io.noisette.settings.Bounds.requireAtLeast;
import static io.noisette.settings.Bounds.requireLanes;
import static io.noisette.settings.Bounds.requireNotNegative;
import static io.noisette.settings.Bounds.requirePositive;
import static io.noisette.settings.Bounds.requireShare;

import io.noisette.model.DropoutRates;
import io.noisette.model.LabelSmoothing;
import io.noisette.model.SmoothingForm;
import io.noisette.optim.AdamW;
import io.noisette.settings.OnResume;
import io.noisette.settings.Setting;
import io.noisette.settings.UnusedSettings;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Hyperparameters of fine-tuning on pairs of texts: number of steps, batch size, label smoothing,
 * learning rate, AdamW, dropout and early stopping.
 */
@RecordBuilder
public record Seq2SeqTrainingSettings(
    @Setting(help = "number of epochs", byDefault = "3", resume = OnResume.RAISABLE) int epochs,
    @Setting(
            help = "total number of optimizer steps; replaces --epochs",
            replaces = "epochs",
            resume = OnResume.RAISABLE)
        @Nullable Integer steps,
    @Setting(
            help =
                "maximum number of tokens per optimizer step; an example counts by its source or"
                    + " target, whichever is longer, as in fairseq's --max-tokens; the last batch"
                    + " of an epoch may be smaller",
            byDefault = "8192")
        int tokensPerStep,
    @Setting(
            help = "number of examples per optimizer step; replaces --tokens-per-step",
            replaces = "tokens-per-step")
        @Nullable Integer batchSize,
    @Setting(
            help =
                "number of tokens per forward and backward pass, counted as in --tokens-per-step; a"
                    + " smaller number needs less memory, and a step then accumulates the gradients"
                    + " of more passes",
            byDefault = "4096")
        int microBatchTokens,
    @Setting(
            help =
                "number of model replicas that process parts of each micro-batch in parallel, each"
                    + " with an equal share of the threads; 0: chosen by model size",
            byDefault = "0")
        int lanes,
    @Setting(
            help =
                "label smoothing: probability moved from the label to other tokens of the"
                    + " vocabulary in the loss; the default is the BART paper's (docs/papers.md"
                    + " 1.4); 0: none",
            byDefault = "0.1")
        double labelSmoothing,
    @Setting(
            help =
                "form of label smoothing: fairseq moves that probability to all other tokens,"
                    + " transformers to all tokens, the label included",
            byDefault = "fairseq")
        SmoothingForm labelSmoothingForm,
    @Setting(help = "peak learning rate", byDefault = "3e-5") double learningRate,
    @Setting(
            help =
                "fraction of the steps with linear learning-rate warm-up; the learning rate then"
                    + " decays linearly to 0",
            byDefault = "0.06")
        double warmupShare,
    @Setting(help = "number of warm-up steps; replaces --warmup-share", replaces = "warmup-share")
        @Nullable Integer warmupSteps,
    @Setting(help = "AdamW's weight decay, applied to weight matrices only", byDefault = "0.01")
        double weightDecay,
    @Setting(help = "AdamW's beta2", byDefault = "0.999") double adamBeta2,
    @Setting(help = "AdamW's epsilon", byDefault = "1e-8") double adamEps,
    @Setting(
            help =
                "maximum gradient norm over all parameters, for gradient clipping; 0: no clipping",
            byDefault = "1.0")
        double clipNorm,
    @Setting(
            help =
                "dropout probability after embeddings and sublayers (default: from the model"
                    + " config)")
        @Nullable Double dropout,
    @Setting(
            help =
                "dropout probability of attention weights; above 0 training is slower, without the"
                    + " fused attention kernel (default: from the model config)")
        @Nullable Double attentionDropout,
    @Setting(help = "number of steps between validations; 0: about one per epoch", byDefault = "0")
        int validateEvery,
    @Setting(
            help =
                "early stopping: number of validations without improvement of the metric; 0: never"
                    + " stop early",
            byDefault = "0")
        int patience)
    implements Seq2SeqTrainingSettingsBuilder.With, UnusedSettings {

  private static final double BETA1 = 0.9;

  public Seq2SeqTrainingSettings {
    requireAtLeast("epochs", epochs, 1);
    requireAtLeast("steps", steps == null ? 1 : steps, 1);
    requireAtLeast("tokens-per-step", tokensPerStep, 1);
    requireAtLeast("batch-size", batchSize == null ? 1 : batchSize, 1);
    requireAtLeast("micro-batch-tokens", microBatchTokens, 1);
    requireLanes(lanes);
    requireAtLeast("warmup-steps", warmupSteps == null ? 0 : warmupSteps, 0);
    requireAtLeast("validate-every", validateEvery, 0);
    requireAtLeast("patience", patience, 0);
    requireNotNegative("learning-rate", learningRate);
    requireNotNegative("weight-decay", weightDecay);
    requirePositive("adam-eps", adamEps); // 0/0 without a gradient
    requireNotNegative("clip-norm", clipNorm);
    requireShare("label-smoothing", labelSmoothing);
    requireShare("warmup-share", warmupShare);
    requireShare("adam-beta2", adamBeta2);
    requireShare("dropout", dropout == null ? 0 : dropout);
    requireShare("attention-dropout", attentionDropout == null ? 0 : attentionDropout);
  }

  /** Returns the maximum number of source tokens, and of target tokens, of a micro-batch. */
  int countMicroBatchTokens() {
    return batchSize == null ? Math.min(tokensPerStep, microBatchTokens) : microBatchTokens;
  }

  /** Returns the dropout probabilities for training a model that was stored with others. */
  DropoutRates toDropout(DropoutRates stored) {
    return new DropoutRates(
        dropout == null ? stored.hidden() : dropout,
        attentionDropout == null ? stored.attention() : attentionDropout,
        stored.activation(),
        stored.head());
  }

  AdamW.Settings toAdamSettings() {
    return new AdamW.Settings(BETA1, adamBeta2, adamEps, weightDecay);
  }

  /** Returns the label smoothing of the loss. */
  public LabelSmoothing toLabelSmoothing() {
    return new LabelSmoothing(labelSmoothing, labelSmoothingForm);
  }

  @Override
  public Set<String> findUnused() {
    Set<String> unused = new TreeSet<>();
    if (steps != null) {
      unused.add("epochs");
    }
    if (batchSize != null) {
      unused.add("tokens-per-step");
    }
    if (warmupSteps != null) {
      unused.add("warmup-share");
    }
    if (labelSmoothing == 0) {
      unused.add("label-smoothing-form");
    }
    return unused;
  }
}
