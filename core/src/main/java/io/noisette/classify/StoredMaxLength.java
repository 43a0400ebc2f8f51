package io.noisette.classify;

import com.google.gson.JsonObject;
import io.noisette.failure.UsageException;
import io.noisette.model.weights.ConfigJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The maximum number of tokens of a text or pair with which a model was fine-tuned: the key {@code
 * max_seq_length} of {@code config.json}, which other software ignores. It is not called {@code
 * max_length}, which transformers reads as the length of generated texts.
 */
public final class StoredMaxLength {

  private static final String KEY = "max_seq_length";
  private static final int LEAST = 5; // special tokens of a pair, and a token

  private StoredMaxLength() {}

  /**
   * Reads the length from a model directory, or returns null if it names none.
   *
   * @throws UsageException if it is too small for a pair of texts
   */
  public static @Nullable Integer find(Path directory) throws IOException {
    int length = ConfigJson.read(directory, json -> json.integer(KEY, Integer.MAX_VALUE));
    if (length < LEAST) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "%s has %s %d; it must be at least %d",
              directory.resolve(ConfigJson.NAME),
              KEY,
              length,
              LEAST));
    }
    return length == Integer.MAX_VALUE ? null : length;
  }

  /**
   * Reads the length from a model directory; without it, or if it is larger, it is that of the
   * model.
   *
   * @param most maximum number of tokens that the model can read
   */
  static int read(Path directory, int most) throws IOException {
    Integer stored = find(directory);
    return stored == null ? most : Math.min(stored, most);
  }

  /** Writes a length into the {@code config.json} of a directory; other keys stay. */
  public static void write(Path directory, int maxLength) throws IOException {
    JsonObject json = ConfigJson.read(directory, ConfigJson::toJson);
    json.addProperty(KEY, maxLength);
    ConfigJson.write(directory, ConfigJson.NAME, json);
  }
}
