package io.noisette.generate.target;

import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.generate.search.GenerationConfigFile;
import io.noisette.generate.search.GenerationSettings;
import io.noisette.generate.search.GenerationSettingsBuilder;
import io.noisette.model.bart.BartConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a search, each with its origin: an option, the checkpoint or a default.
 *
 * @param settings what the search uses
 * @param origins one text per setting, such as {@code beam 4 (option)}
 */
public record GenerationPlan(GenerationSettings settings, List<String> origins) {

  private static final int DEFAULT_BEAMS = 4;

  /** Length limit of models that say nothing of it and have more positions. */
  private static final int DEFAULT_TOKENS = 256;

  /** Fewest tokens of a source: {@code <s>}, a token of text and {@code </s>}. */
  private static final int LEAST_SOURCE = 3;

  public GenerationPlan {
    origins = List.copyOf(origins);
  }

  /**
   * Combines options with the settings of a checkpoint.
   *
   * @param directory of the model
   * @throws UsageException if an option does not fit the model or the other settings
   * @throws CorruptDataException if a setting of the checkpoint is invalid
   */
  public static GenerationPlan of(TargetSettings given, Path directory, BartConfig config)
      throws IOException {
    GenerationConfigFile file = GenerationConfigFile.open(directory);
    return new Planner(given, file, config).plan(directory);
  }

  /**
   * Checks that a length penalty, which the user has given, has hypotheses to compare.
   *
   * @throws UsageException if there is one beam only
   */
  public static void requireComparison(int beams) {
    if (beams == 1) {
      throw new UsageException(
          "--length-penalty compares the texts of a beam, but greedy search (beam 1) finds a"
              + " single one; give --beam or leave it out");
    }
  }

  /** Collects origins while settings are chosen. */
  private static final class Planner {

    private final TargetSettings given;
    private final GenerationConfigFile file;
    private final GenerationSettings stored;
    private final BartConfig config;
    private final int positions; // of a target, if its source is as short as can be
    private final List<String> origins = new ArrayList<>();

    Planner(TargetSettings given, GenerationConfigFile file, BartConfig config) {
      this.given = given;
      this.file = file;
      this.config = config;
      positions = config.getTargetPositions(LEAST_SOURCE);
      GenerationSettings read = file.getSettings();
      stored = config.isSingleStack() ? read.withFreeStart() : read;
    }

    GenerationPlan plan(Path directory) {
      int beams = choose("beam", given.beam(), stored.numBeams(), DEFAULT_BEAMS, "num_beams");
      int best = best(beams);
      GenerationSettings settings =
          GenerationSettingsBuilder.builder(stored)
              .numBeams(beams)
              .numReturnSequences(best)
              .lengthPenalty(lengthPenalty(beams))
              .noRepeatNgramSize(
                  choose(
                      "no-repeat-ngram-size",
                      given.noRepeatNgramSize(),
                      stored.noRepeatNgramSize(),
                      0,
                      "no_repeat_ngram_size"))
              .maxNewTokens(maxTokens())
              .minNewTokens(
                  choose(
                      "min-tokens",
                      given.minTokens(),
                      stored.minNewTokens(),
                      0,
                      "min_new_tokens",
                      "min_length"))
              .build();
      tellRest(settings);
      requireFit(directory, settings);
      return new GenerationPlan(settings, origins);
    }

    private int best(int beams) {
      int best = Objects.requireNonNullElse(given.best(), 1);
      if (best > beams) {
        throw new UsageException(
            String.format(
                Locale.ROOT,
                "--best %d: there are only as many texts as beams, %d; give --beam %d",
                best,
                beams,
                best));
      }
      return best;
    }

    private double lengthPenalty(int beams) {
      if (given.lengthPenalty() != null) {
        requireComparison(beams);
        return tell("length-penalty", given.lengthPenalty(), "option");
      }
      if (file.has("length_penalty")) {
        return tell("length-penalty", stored.lengthPenalty(), file.getName());
      }
      return tell("length-penalty", 1.0, "default");
    }

    private int maxTokens() {
      Integer option = given.maxTokens();
      if (option != null) {
        if (option > positions) {
          throw new UsageException(
              String.format(
                  Locale.ROOT,
                  "--max-tokens %d: the model has only %d positions%s; give %d or less",
                  option,
                  config.maxPositionEmbeddings(),
                  config.isSingleStack() ? ", for source and target together" : "",
                  positions));
        }
        return tell("max-tokens", option, "option");
      }
      if (file.has("max_new_tokens") || file.has("max_length")) {
        return stored.maxNewTokens() <= positions
            ? tell("max-tokens", stored.maxNewTokens(), file.getName())
            : tell("max-tokens", positions, "positions of the model");
      }
      int half = config.maxPositionEmbeddings() / 2;
      if (config.isSingleStack() && half <= DEFAULT_TOKENS) {
        return tell("max-tokens", half, "half of the positions of the model");
      }
      return positions <= DEFAULT_TOKENS
          ? tell("max-tokens", positions, "positions of the model")
          : tell(
              "max-tokens",
              DEFAULT_TOKENS,
              String.format(Locale.ROOT, "default; the model has %,d positions", positions));
    }

    private int choose(
        String name, @Nullable Integer option, int value, int byDefault, String... keys) {
      if (option != null) {
        return tell(name, option, "option");
      }
      for (String key : keys) {
        if (file.has(key)) {
          return tell(name, value, file.getName());
        }
      }
      return tell(name, byDefault, "default");
    }

    private void tellRest(GenerationSettings settings) {
      if (settings.numBeams() > 1) {
        String origin = file.has("early_stopping") ? file.getName() : "default";
        tell("early_stopping", settings.earlyStopping(), origin);
      }
      tellForced("forced_bos_token_id", settings.forcedBosTokenId());
      tellForced("forced_eos_token_id", settings.forcedEosTokenId());
      origins.addAll(file.listUnused(config.special()));
    }

    private void tellForced(String key, @Nullable Integer token) {
      if (token != null) {
        tell(key, token, file.getName());
      }
    }

    private <T> T tell(String name, T value, String origin) {
      origins.add(name + " " + value + " (" + origin + ")");
      return value;
    }

    private void requireFit(Path directory, GenerationSettings settings) {
      if (settings.minNewTokens() > settings.maxNewTokens()) {
        throw new UsageException(
            String.format(
                Locale.ROOT,
                "min-tokens %d is above max-tokens %d (%s); give --min-tokens or --max-tokens",
                settings.minNewTokens(),
                settings.maxNewTokens(),
                String.join(", ", origins)));
      }
      try {
        settings.requireTokensBelow(config.vocabSize());
      } catch (IllegalArgumentException e) {
        throw new CorruptDataException(directory + ": " + e.getMessage(), e);
      }
    }
  }
}
