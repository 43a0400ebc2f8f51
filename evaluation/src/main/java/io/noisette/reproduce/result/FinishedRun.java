package io.noisette.reproduce.result;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.ToNumberPolicy;
import io.noisette.failure.CorruptDataException;
import io.noisette.run.DurableFiles;
import io.noisette.run.RunRecord;
import io.noisette.text.InvalidUtf8Exception;
import io.noisette.text.JsonFault;
import io.noisette.text.StrictJson;
import io.noisette.text.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Contents of the JSON file about a finished run of {@code reproduce}: metrics, settings and input
 * digests.
 *
 * @param settings values by option, defaults included
 * @param metrics values by name; null where a value is not finite
 * @param seconds duration, or null if the run was resumed
 * @param inputs SHA-256 of the outputs of earlier stages that the run started from, by option
 * @param output SHA-256 of what the run wrote for later stages, or null
 */
public record FinishedRun(
    String recipe,
    Map<String, Object> settings,
    Map<String, @Nullable Double> metrics,
    @Nullable Double seconds,
    Map<String, String> inputs,
    @Nullable String output) {

  private static final long MAX_BYTES = 1 << 20;
  private static final String REMEDY = "; delete it to measure the run again";
  private static final Gson GSON =
      new GsonBuilder()
          .setPrettyPrinting()
          .serializeNulls()
          .disableHtmlEscaping()
          .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
          .create();

  public FinishedRun {
    Objects.requireNonNull(recipe, "recipe");
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    // Files of single stages, and those of before there were stages, have none.
    inputs = inputs == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    inputs.forEach((name, digest) -> Objects.requireNonNull(digest, name));
  }

  /** Writes the JSON file atomically. */
  public void write(Path file) throws IOException {
    DurableFiles.replace(file, (GSON.toJson(this) + "\n").getBytes(UTF_8));
  }

  /**
   * Reads the JSON file about a finished run.
   *
   * @throws CorruptDataException if it is not one
   */
  public static FinishedRun read(Path file) throws IOException {
    FinishedRun run = find(file);
    if (run == null) {
      throw new CorruptDataException(file + " is not the result of a run" + REMEDY);
    }
    return run;
  }

  /**
   * Reads the JSON file about a finished run, or returns null if it holds anything else.
   *
   * @throws CorruptDataException if it is not JSON
   */
  public static @Nullable FinishedRun find(Path file) throws IOException {
    if (Files.isDirectory(file) || Files.size(file) > MAX_BYTES) {
      return null;
    }
    try {
      return StrictJson.read(GSON, WholeFile.readText(file), FinishedRun.class);
    } catch (JsonParseException | InvalidUtf8Exception e) {
      throw new CorruptDataException(
          "%s is not the result of a run: %s%s".formatted(file, JsonFault.describe(e), REMEDY), e);
    } catch (RuntimeException e) {
      return null; // Gson wraps what the compact constructor throws when a component is absent
    }
  }

  /** Returns the value of a metric, NaN if it was not finite. */
  public double metric(String name) {
    Double value = metrics.get(name);
    return value == null ? Double.NaN : value;
  }

  /**
   * Returns the settings and inputs as a run record, to be compared with those of a planned run.
   */
  public RunRecord toRecord() {
    Map<String, Object> own = new LinkedHashMap<>(settings);
    own.keySet().removeAll(inputs.keySet()); // paths: the digests are compared instead
    return new RunRecord(recipe, own, Map.of(), Map.of(), inputs, List.of());
  }
}
