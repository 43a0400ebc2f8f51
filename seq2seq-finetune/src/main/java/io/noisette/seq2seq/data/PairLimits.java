package io.noisette.seq2seq.data;

import io.noisette.failure.UsageException;
import io.noisette.model.bart.BartConfig;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Maximum lengths of sources and targets in tokens, special tokens included.
 *
 * @param source maximum length of a source
 * @param target maximum length of a target
 */
public record PairLimits(int source, int target) {

  private static final String SOURCE = "--max-source-length";
  private static final String TARGET = "--max-target-length";
  private static final int LEAST_SOURCE = 3; // <s>, a token of text and </s>
  private static final int LEAST_TARGET = 2; // a token of text and </s>

  /**
   * Returns the limits of the settings. What is not set is the maximum of the model; where it reads
   * source and target as one text, each side has half of the positions, or what the other one
   * leaves.
   *
   * @param directory of the model, for messages
   * @throws UsageException if the settings are more than the model allows
   */
  public static PairLimits of(LengthSettings settings, BartConfig model, Path directory) {
    Integer source = settings.maxSourceLength();
    Integer target = settings.maxTargetLength();
    int most = model.maxPositionEmbeddings();
    require(SOURCE, source, model.getSourcePositions(), directory);
    require(TARGET, target, most, directory);
    if (!model.isSingleStack()) {
      return new PairLimits(
          Objects.requireNonNullElse(source, model.getSourcePositions()),
          Objects.requireNonNullElse(target, most));
    }
    int half = most / 2;
    int sources = source != null ? source : most - Objects.requireNonNullElse(target, half);
    int targets = target != null ? target : most - sources;
    requireRest(sources, LEAST_SOURCE, TARGET, targets, most, directory);
    requireRest(targets, LEAST_TARGET, SOURCE, sources, most, directory);
    if (sources + targets > most) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "%s %d and %s %d are together more than the %d positions of %s, a single stack that"
                  + " reads source and target as one text; lower one of them",
              SOURCE,
              sources,
              TARGET,
              targets,
              most,
              directory));
    }
    return new PairLimits(sources, targets);
  }

  /**
   * Checks that the longest source leaves room for generated targets.
   *
   * @param maxTokens maximum number of generated tokens
   * @throws UsageException if not
   */
  public void requireRoom(int maxTokens, BartConfig model, Path directory) {
    require("--max-tokens", maxTokens, model.maxPositionEmbeddings(), directory);
    if (maxTokens > model.getTargetPositions(source)) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "%s %d and --max-tokens %d are together more than the %d positions of %s, a single"
                  + " stack that reads source and target as one text; lower one of them",
              SOURCE,
              source,
              maxTokens,
              model.maxPositionEmbeddings(),
              directory));
    }
  }

  /** Checks that a side of which the length is given leaves enough positions to the other one. */
  private static void requireRest(
      int rest, int least, String option, int given, int most, Path directory) {
    if (rest < least) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "%s %d leaves %d of the %d positions of %s, a single stack that reads source and"
                  + " target as one text, but the other side needs at least %d; lower it",
              option,
              given,
              rest,
              most,
              directory,
              least));
    }
  }

  private static void require(String option, @Nullable Integer given, int most, Path directory) {
    if (given != null && given > most) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "%s %d is longer than %s allows (max_position_embeddings = %d)",
              option,
              given,
              directory,
              most));
    }
  }
}
