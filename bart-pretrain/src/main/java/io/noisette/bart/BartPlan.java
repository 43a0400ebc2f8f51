package io.noisette.bart;

import io.noisette.model.bart.BartConfig;
import io.noisette.settings.UnusedSettings;
import io.noisette.train.MemoryEstimate;
import io.noisette.train.RunPlan;
import io.noisette.train.TrainingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Describes the planned pretraining of a BART: model, data, objective and memory. */
final class BartPlan {

  /**
   * Number of values that AdamW keeps per parameter: means of gradients and of squared gradients.
   */
  private static final int MOMENTS = 2;

  private final BartPretrainConfig config;
  private final TrainingSettings training;

  BartPlan(BartPretrainConfig config) {
    this.config = config;
    training = config.training();
  }

  /**
   * Returns the plan for a model.
   *
   * @param data opened corpora, or null in a dry run
   */
  RunPlan of(BartConfig model, @Nullable PretrainingData data) {
    List<String> lines = new ArrayList<>();
    if (data != null) {
      lines.add(describe(data));
    }
    lines.add(training.describe("adamw", data == null ? 0 : data.getTokens()));
    return new RunPlan(
        model.describe(),
        model.getShapes(),
        memory(model),
        model.countMultiplied(
            config.objective().getObjective().countReadPerTarget(training.sequenceLength())),
        lines,
        findWarnings());
  }

  private List<String> findWarnings() {
    List<String> warnings = new ArrayList<>(training.findWarnings());
    warnings.addAll(UnusedSettings.findWarnings(config, "--objective and --validation"));
    return warnings;
  }

  int lanes(BartConfig model) {
    return training.countLanes(model.getParameterCount(), config.runtime());
  }

  private String describe(PretrainingData data) {
    return String.format(
        Locale.ROOT,
        "%,d sequences of at most %d tokens from %,d tokens of text; %s",
        data.getSequences().getSize(),
        training.sequenceLength(),
        data.getTokens(),
        config.describeObjective());
  }

  /** Estimates the memory, assuming sources as long as targets. */
  private MemoryEstimate memory(BartConfig model) {
    int tokens = training.countMicroBatchTokens();
    int lanes = lanes(model);
    long activations =
        model.countActivations(tokens, training.sequenceLength())
            + lanes * model.countScores(tokens / lanes);
    return new MemoryEstimate(model.getParameterCount(), MOMENTS, lanes, activations, tokens);
  }
}
