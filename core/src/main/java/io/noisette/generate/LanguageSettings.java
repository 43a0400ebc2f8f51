package io.noisette.generate;

import io.noisette.settings.Setting;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Settings of {@code generate} with a language model; null where the default counts. */
@RecordBuilder
public record LanguageSettings(
    @Setting(help = "beginning of the text, which the model continues (language model)")
        @Nullable String prompt,
    @Setting(help = "number of tokens to generate (language model; default 100)")
        @Nullable Integer tokens,
    @Setting(
            help =
                "nucleus sampling: sample from the smallest set of most likely tokens whose"
                    + " total probability is at least this (language model; default 0.9)",
            placeholder = "X")
        @Nullable Double topP,
    @Setting(
            help =
                "sampling temperature: below 1 favours likely tokens, above 1 rare ones; 0:"
                    + " greedy decoding (language model; default 1.0)",
            placeholder = "X")
        @Nullable Double temperature,
    @Setting(help = "random seed of sampling (language model; default 1)") @Nullable Long seed)
    implements LanguageSettingsBuilder.With {

  /** No setting given. */
  public static final LanguageSettings NONE = new LanguageSettings(null, null, null, null, null);

  public LanguageSettings {
    if (tokens != null && tokens < 1) {
      throw new IllegalArgumentException("tokens must be at least 1, not " + tokens);
    }
    if (topP != null && !(topP > 0 && topP <= 1)) {
      throw new IllegalArgumentException("top-p must be in (0, 1], not " + topP);
    }
    if (temperature != null && !(temperature >= 0)) {
      throw new IllegalArgumentException("temperature must be at least 0, not " + temperature);
    }
  }

  int countTokens() {
    return Objects.requireNonNullElse(tokens, 100);
  }

  TokenSampler newSampler() {
    return new TokenSampler(
        Objects.requireNonNullElse(topP, 0.9),
        Objects.requireNonNullElse(temperature, 1.0),
        new SplittableRandom(Objects.requireNonNullElse(seed, 1L)));
  }

  /** Returns the names of the options that are given. */
  List<String> findGiven() {
    List<String> given = new ArrayList<>();
    add(given, "--prompt", prompt);
    add(given, "--tokens", tokens);
    add(given, "--top-p", topP);
    add(given, "--temperature", temperature);
    add(given, "--seed", seed);
    return given;
  }

  private static void add(List<String> given, String name, @Nullable Object value) {
    if (value != null) {
      given.add(name);
    }
  }
}
