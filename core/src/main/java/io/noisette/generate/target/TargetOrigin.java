package io.noisette.generate.target;

import com.google.gson.JsonObject;
import io.noisette.digest.Sha256;
import io.noisette.model.weights.WeightFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** What the predictions of an output file depend on. */
final class TargetOrigin {

  private TargetOrigin() {}

  /**
   * Returns the origin as JSON. Settings that were added later are in it only where they are given,
   * so that files of before can be continued.
   *
   * @param directory of the model
   * @param input SHA-256 of the input
   */
  static JsonObject of(
      Path directory,
      String input,
      TextToText generator,
      PredictionFormat format,
      TargetSettings settings)
      throws IOException {
    JsonObject origin = new JsonObject();
    origin.addProperty("input", input);
    origin.addProperty("model", digestOf(directory));
    if (!generator.getPrefix().isEmpty()) {
      origin.addProperty("prefix", generator.getPrefix());
    }
    if (settings.source() != null) {
      origin.addProperty("source", settings.source());
    }
    if (settings.badRows() == BadRows.SKIP) {
      origin.addProperty("bad-rows", nameOf(settings.badRows()));
    }
    origin.addProperty("format", nameOf(format));
    generator.getPlan().settings().toMap().forEach(origin::addProperty);
    origin.addProperty("lists-best", settings.best() != null);
    if (generator.getLimit().most() != null) {
      origin.addProperty("max-source-length", generator.getLimit().most());
    }
    origin.addProperty("truncate", nameOf(generator.getLimit().truncation()));
    origin.addProperty("precision", String.valueOf(settings.precision()));
    return origin;
  }

  private static String nameOf(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String digestOf(Path directory) throws IOException {
    StringBuilder digests = new StringBuilder();
    for (Path file : WeightFiles.find(directory)) {
      digests.append(Sha256.of(file));
    }
    return Sha256.of(digests.toString().getBytes(StandardCharsets.UTF_8));
  }
}
