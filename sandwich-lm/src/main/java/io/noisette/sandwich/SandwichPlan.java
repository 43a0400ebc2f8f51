package io.noisette.sandwich;

import io.noisette.corpus.TokenStream;
import io.noisette.model.sandwich.SandwichConfig;
import io.noisette.sandwich.OptimizerSettings.OptimizerKind;
import io.noisette.settings.UnusedSettings;
import io.noisette.train.MemoryEstimate;
import io.noisette.train.RunPlan;
import io.noisette.train.TrainingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Describes the planned training of a language model: model, data, validation and memory. */
final class SandwichPlan {

  private final SandwichLmConfig config;
  private final TrainingSettings training;

  SandwichPlan(SandwichLmConfig config) {
    this.config = config;
    training = config.training();
  }

  /**
   * Returns the plan for a model.
   *
   * @param data opened corpora, or null in a dry run
   * @param blocks of the data, or null in a dry run
   */
  RunPlan of(SandwichConfig model, @Nullable LanguageData data, @Nullable StreamBatches blocks) {
    List<String> lines = new ArrayList<>();
    lines.add(describeSublayers(model));
    if (blocks != null) {
      lines.add(describe(blocks));
    }
    String optimizer = config.optimization().optimizer().name().toLowerCase(Locale.ROOT);
    lines.add(training.describe(optimizer, blocks == null ? 0 : blocks.getTokens()));
    if (data != null && data.getValidationStream() != null) {
      lines.add(describeValidation(data.getValidationStream(), data.getNormaliser()));
    }
    return new RunPlan(
        describe(model),
        model.getShapes(),
        memory(model),
        model.countMultiplied(),
        lines,
        findWarnings());
  }

  private List<String> findWarnings() {
    List<String> warnings = new ArrayList<>(training.findWarnings());
    warnings.addAll(
        UnusedSettings.findWarnings(config, "--optimizer, --schedule, --cutoffs and --validation"));
    return warnings;
  }

  int lanes(SandwichConfig model) {
    return training.countLanes(model.getParameterCount(), config.runtime());
  }

  private static String describe(SandwichConfig model) {
    return String.format(
        Locale.ROOT,
        "Sandwich Transformer, d %d, vocabulary %,d",
        model.hiddenSize(),
        model.vocabSize());
  }

  private static String describeSublayers(SandwichConfig model) {
    return String.format(
        Locale.ROOT,
        "sublayers: %s, %d s and %d f, %,d parameters",
        model.sublayers(),
        model.sublayers().countAttention(),
        model.sublayers().countFeedForward(),
        model.getSublayerParameterCount());
  }

  private String describe(StreamBatches blocks) {
    return String.format(
        Locale.ROOT,
        "%,d blocks of %,d tokens from %,d tokens of text",
        blocks.getSize(),
        training.sequenceLength(),
        blocks.getTokens());
  }

  /** Returns a line that describes the data of a validation and the unit of its loss. */
  private String describeValidation(TokenStream stream, String normaliser) {
    int length = training.sequenceLength();
    return String.format(
        Locale.ROOT,
        "validation: %,d tokens in blocks of %,d, %s",
        LanguageValidator.blocksOf(stream, length, config.validationTokens()).getScored(),
        length,
        normaliser);
  }

  private MemoryEstimate memory(SandwichConfig model) {
    int moments = config.optimization().optimizer() == OptimizerKind.NAG ? 1 : 2;
    int tokens = training.countMicroBatchTokens();
    int lanes = lanes(model);
    long window = Math.min(tokens, training.sequenceLength());
    long activations =
        model.countActivations(tokens, window) + lanes * model.countScores(tokens / lanes);
    return new MemoryEstimate(model.getParameterCount(), moments, lanes, activations, tokens);
  }
}
