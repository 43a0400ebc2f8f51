package io.noisette.seq2seq;

import io.noisette.model.bart.BartConfig;
import io.noisette.train.LaneRule;
import io.noisette.train.MemoryEstimate;
import io.noisette.train.RunPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Describes the planned fine-tuning: model, data, steps, generation and memory. */
final class Seq2SeqPlan {

  /**
   * Number of values that AdamW keeps per parameter: means of gradients and of squared gradients.
   */
  private static final int MOMENTS = 2;

  /** Learning rate below which random weights hardly change. */
  private static final double LEAST_RATE_OF_NEW = 1e-4;

  private final Seq2SeqFinetuneConfig config;
  private final Seq2SeqTrainingSettings training;

  Seq2SeqPlan(Seq2SeqFinetuneConfig config) {
    this.config = config;
    training = config.training();
  }

  RunPlan of(BartConfig model, Seq2SeqData data, EpochPlan steps, SearchPlan search) {
    return new RunPlan(
        model.describe(),
        model.getShapes(),
        memory(model),
        model.countPairMultiplied(data.train().countSourcesPerTarget())
            * config.adversary().countPasses(),
        List.of(data.describe(), describe(steps), search.describe()),
        findWarnings(steps));
  }

  int lanes(BartConfig model) {
    return LaneRule.lanesOf(
        model.getParameterCount(),
        training.lanes(),
        training.countMicroBatchTokens(),
        config.runtime());
  }

  private String describe(EpochPlan steps) {
    Integer batchSize = training.batchSize();
    String batch =
        batchSize == null
            ? String.format(Locale.ROOT, "%,d tokens", training.tokensPerStep())
            : String.format(Locale.ROOT, "%,d examples", batchSize);
    String smoothing =
        training.labelSmoothing() == 0
            ? "no label smoothing"
            : "label smoothing "
                + training.labelSmoothing()
                + " as in "
                + training.labelSmoothingForm().name().toLowerCase(Locale.ROOT);
    return String.format(
        Locale.ROOT,
        "%,d steps of at most %s, about %,d per epoch, with adamw, learning rate %s after %,d steps"
            + " of warm-up, %s%s",
        steps.getSteps(),
        batch,
        steps.getEpochSteps(),
        training.learningRate(),
        steps.getWarmupSteps(),
        smoothing,
        config.adversary().describe());
  }

  private List<String> findWarnings(EpochPlan steps) {
    List<String> warnings = new ArrayList<>(config.adversary().findWarnings());
    if (steps.getSteps() <= steps.getWarmupSteps()) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "the run of %,d steps ends within the warm-up of %,d steps, so the rate never reaches"
                  + " --learning-rate; lower --warmup-steps",
              steps.getSteps(),
              steps.getWarmupSteps()));
    }
    if (config.sourceLanguage().sourceEncoder() != null
        && training.learningRate() < LEAST_RATE_OF_NEW) {
      warnings.add(
          "--learning-rate %s is for pretrained weights, and a new source encoder begins with random"
                  .formatted(training.learningRate())
              + " ones, which it hardly changes; give 1e-3 or so");
    }
    return warnings;
  }

  /** Estimates the memory; sources and targets of a micro-batch have at most its tokens each. */
  private MemoryEstimate memory(BartConfig model) {
    int tokens = training.countMicroBatchTokens();
    int lanes = lanes(model);
    BartConfig trained = model.withDropout(training.toDropout(model.getDropoutRates()));
    long activations =
        trained.countPairActivations(tokens) + lanes * model.countScores(tokens / lanes);
    return new MemoryEstimate(model.getParameterCount(), MOMENTS, lanes, activations, tokens);
  }
}
