package io.noisette.seq2seq;

import io.noisette.generate.search.GenerationSettings;
import io.noisette.generate.search.SearchOptions;
import io.noisette.settings.GivenValue;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the settings of a beam search come from: an option, a preset, the model directory or a
 * default.
 *
 * @param options options and settings of the preset
 * @param preset preset of the run
 * @param stored settings of the model directory
 */
record SearchOrigins(SearchOptions options, Seq2SeqPreset preset, GenerationSettings stored) {

  private static final GenerationSettings ASSUMED = GenerationSettings.DEFAULT;

  /**
   * Returns name, value and origin of each setting.
   *
   * @param base settings without the options
   * @param longest where the maximum length of {@code base} comes from; null: from the directory
   */
  List<String> describe(GenerationSettings base, @Nullable String longest) {
    return List.of(
        describe("beam", options.beam(), base.numBeams(), stored.numBeams(), ASSUMED.numBeams()),
        describe(
            "length-penalty",
            options.lengthPenalty(),
            base.lengthPenalty(),
            stored.lengthPenalty(),
            ASSUMED.lengthPenalty()),
        describe(
            "no-repeat-ngram-size",
            options.noRepeatNgramSize(),
            base.noRepeatNgramSize(),
            stored.noRepeatNgramSize(),
            ASSUMED.noRepeatNgramSize()),
        describe(
            "min-tokens",
            options.minTokens(),
            base.minNewTokens(),
            stored.minNewTokens(),
            ASSUMED.minNewTokens()),
        options.maxTokens() == null && longest != null
            ? describe("max-tokens", base.maxNewTokens(), longest)
            : describe(
                "max-tokens", options.maxTokens(), base.maxNewTokens(), stored.maxNewTokens(), 0));
  }

  private String describe(
      String name, @Nullable Number option, Number base, Number inDirectory, Number assumed) {
    if (option != null) {
      return describe(name, option, isOfPreset(name, option) ? "preset" : "option");
    }
    boolean isStored = base.equals(inDirectory) && !base.equals(assumed);
    return describe(name, base, isStored ? "checkpoint" : "default");
  }

  private static String describe(String name, Number value, String origin) {
    return name + " " + value + " (" + origin + ")";
  }

  /** Returns whether the user has given a length penalty, with which hypotheses are compared. */
  boolean hasGivenLengthPenalty() {
    Double penalty = options.lengthPenalty();
    return penalty != null && !isOfPreset("length-penalty", penalty);
  }

  private boolean isOfPreset(String name, Number value) {
    GivenValue given = preset.getSettings().get(name);
    List<String> texts = given == null ? null : given.texts();
    return texts != null
        && texts.size() == 1
        && Double.parseDouble(Objects.requireNonNull(texts.get(0))) == value.doubleValue();
  }
}
