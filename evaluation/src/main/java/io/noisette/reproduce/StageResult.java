package io.noisette.reproduce;

import io.noisette.model.directory.ModelDirectory;
import io.noisette.run.ModelPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of a finished stage and, if it trained a model, the path of its run directory.
 *
 * @param metrics values by name, such as {@code cola.mcc}; the columns of a table choose among them
 * @param output SHA-256 of what later stages start from, null if they cannot
 */
public record StageResult(Map<String, Double> metrics, @Nullable String output) {

  public StageResult {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  /** Creates the result of a stage that evaluates a model. */
  public static StageResult of(Map<String, Double> metrics) {
    return new StageResult(metrics, null);
  }

  /**
   * Creates the result of a stage that trained a model.
   *
   * @param run run directory; later stages take its best checkpoint, or else the latest
   */
  public static StageResult ofModel(Map<String, Double> metrics, Path run) throws IOException {
    ModelDirectory model = new ModelDirectory(ModelPath.resolve(run), notice -> {});
    return new StageResult(metrics, model.readDigest());
  }
}
