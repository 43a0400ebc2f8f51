package io.noisette.generate.target;

import com.google.gson.JsonObject;
import io.noisette.failure.UsageException;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.weights.ConfigJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How much of a source is read, and what happens with longer ones. Fine-tuned models keep it in
 * {@code config.json}, under the keys {@code max_source_length} and {@code truncate_sources}, which
 * other software ignores.
 *
 * @param most maximum number of tokens, special tokens included; null: as many as the model can
 *     read
 * @param truncation of longer sources
 */
public record SourceLimit(@Nullable Integer most, Truncation truncation) {

  /** No limit but the model's, as in models that keep none. */
  public static final SourceLimit NONE = new SourceLimit(null, Truncation.REFUSE);

  /** Fewest tokens of a source: {@code <s>}, a token of text and {@code </s>}. */
  static final int LEAST = 3;

  private static final String LENGTH = "max_source_length";
  private static final String TRUNCATE = "truncate_sources";

  /**
   * Returns the limit to use.
   *
   * @param most that of an option, or null for that of the model
   * @param truncation that of an option, or null for that of the model
   * @param directory of the model
   * @param notices receives a line about it, unless all is as it is without settings
   * @throws UsageException if the option is longer than the model can read, or the directory has a
   *     value that is none
   */
  public static SourceLimit choose(
      @Nullable Integer most,
      @Nullable Truncation truncation,
      Path directory,
      BartConfig config,
      Consumer<String> notices)
      throws IOException {
    if (most != null && most > config.getSourcePositions()) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--max-source-length %d is longer than %s allows (max_position_embeddings = %d)",
              most,
              directory,
              config.getSourcePositions()));
    }
    SourceLimit stored = read(directory);
    SourceLimit chosen =
        new SourceLimit(
            most == null ? stored.most : most,
            Objects.requireNonNullElse(truncation, stored.truncation));
    if (!chosen.equals(NONE)) {
      notices.accept(chosen.describe(most != null, truncation != null, stored));
    }
    return chosen;
  }

  private String describe(boolean isMostGiven, boolean isTruncationGiven, SourceLimit stored) {
    return String.format(
        Locale.ROOT,
        "sources: max-source-length %s, truncate %s (%s)",
        most == null
            ? "that of the model (default)"
            : most + " (" + (isMostGiven ? "option" : ConfigJson.NAME) + ")",
        truncation.name().toLowerCase(Locale.ROOT),
        isTruncationGiven
            ? "option"
            : stored.truncation == Truncation.REFUSE ? "default" : ConfigJson.NAME);
  }

  private static SourceLimit read(Path directory) throws IOException {
    int most = ConfigJson.read(directory, json -> json.integer(LENGTH, Integer.MAX_VALUE));
    boolean isCut = ConfigJson.read(directory, json -> json.flag(TRUNCATE, false));
    if (most < LEAST) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "%s has %s %d; it must be at least %d",
              directory.resolve(ConfigJson.NAME),
              LENGTH,
              most,
              LEAST));
    }
    return new SourceLimit(
        most == Integer.MAX_VALUE ? null : Integer.valueOf(most),
        isCut ? Truncation.CUT : Truncation.REFUSE);
  }

  /** Writes the limit into the {@code config.json} of a directory; other keys stay. */
  public void write(Path directory) throws IOException {
    if (equals(NONE)) {
      return;
    }
    JsonObject json = ConfigJson.read(directory, ConfigJson::toJson);
    if (most != null) {
      json.addProperty(LENGTH, most);
    }
    if (truncation == Truncation.CUT) {
      json.addProperty(TRUNCATE, true);
    }
    ConfigJson.write(directory, ConfigJson.NAME, json);
  }
}
