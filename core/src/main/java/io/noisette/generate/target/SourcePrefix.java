package io.noisette.generate.target;

import com.google.gson.JsonObject;
import io.noisette.model.weights.ConfigJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Text that is put before every source of a model: the key {@code prefix} of {@code config.json},
 * as in transformers.
 */
public final class SourcePrefix {

  private static final String KEY = "prefix";

  private SourcePrefix() {}

  /**
   * Returns the prefix to use.
   *
   * @param given that of an option, or null for that of the model
   * @param directory of the model
   * @param notices receives a line about it, if there is one
   * @return empty for none
   */
  public static String choose(@Nullable String given, Path directory, Consumer<String> notices)
      throws IOException {
    String prefix = given != null ? given : ConfigJson.read(directory, json -> json.text(KEY, ""));
    if (!prefix.isEmpty()) {
      String origin = given != null ? "option" : ConfigJson.NAME;
      notices.accept("prefix of every source: '%s' (%s)".formatted(prefix, origin));
    }
    return prefix;
  }

  /** Writes a prefix into the {@code config.json} of a directory; other keys stay. */
  public static void write(Path directory, String prefix) throws IOException {
    if (!prefix.isEmpty()) {
      JsonObject json = ConfigJson.read(directory, ConfigJson::toJson);
      json.addProperty(KEY, prefix);
      ConfigJson.write(directory, ConfigJson.NAME, json);
    }
  }
}
