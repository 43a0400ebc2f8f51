package io.noisette.classify;

import com.google.gson.JsonObject;
import io.noisette.failure.UsageException;
import io.noisette.model.weights.ConfigJson;
import io.noisette.tokenizer.PairFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The separator of pairs with which a model was fine-tuned: the key {@code pair_format} of {@code
 * config.json}, which other software ignores. Without it, it is that of transformers.
 */
public final class StoredPairFormat {

  private static final String KEY = "pair_format";

  private StoredPairFormat() {}

  /**
   * Reads the format from a model directory.
   *
   * @throws UsageException if the file names another one
   */
  public static PairFormat read(Path directory) throws IOException {
    PairFormat stored = find(directory);
    return stored == null ? PairFormat.TRANSFORMERS : stored;
  }

  /** Reads the format from a model directory, or returns null if it names none. */
  public static @Nullable PairFormat find(Path directory) throws IOException {
    String name = ConfigJson.read(directory, json -> json.text(KEY, ""));
    for (PairFormat format : PairFormat.values()) {
      if (nameOf(format).equals(name)) {
        return format;
      }
    }
    if (name.isEmpty()) {
      return null;
    }
    throw new UsageException(
        "%s has %s '%s'; supported: transformers, single"
            .formatted(directory.resolve(ConfigJson.NAME), KEY, name));
  }

  /** Writes a format into the {@code config.json} of a directory; other keys stay. */
  public static void write(Path directory, PairFormat format) throws IOException {
    if (format != PairFormat.TRANSFORMERS) {
      JsonObject json = ConfigJson.read(directory, ConfigJson::toJson);
      json.addProperty(KEY, nameOf(format));
      ConfigJson.write(directory, ConfigJson.NAME, json);
    }
  }

  private static String nameOf(PairFormat format) {
    return format.name().toLowerCase(Locale.ROOT);
  }
}
