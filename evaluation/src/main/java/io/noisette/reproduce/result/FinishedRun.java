package io.noisette.reproduce.result;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.ToNumberPolicy;
import io.noisette.failure.CorruptDataException;
import io.noisette.reproduce.CellResult;
import io.noisette.run.DurableFiles;
import io.noisette.run.RunRecord;
import io.noisette.text.JsonFault;
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
 * The file of a run that ended: what it came to, and with which settings.
 *
 * @param settings after defaults, by option
 * @param metrics by name; null where a number is not finite
 * @param seconds it took, or null if it was done in several goes
 */
public record FinishedRun(
    String recipe,
    Map<String, Object> settings,
    Map<String, @Nullable Double> metrics,
    @Nullable Double seconds) {

  private static final long MAX_BYTES = 1 << 20;
  private static final String REMEDY = "; without it, the run is measured again";
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
  }

  /** A run that came to this. */
  public static FinishedRun of(RunRecord record, CellResult result, @Nullable Double seconds) {
    Map<String, @Nullable Double> metrics = new LinkedHashMap<>();
    result
        .metrics()
        .forEach((name, value) -> metrics.put(name, Double.isFinite(value) ? value : null));
    return new FinishedRun(record.verb(), record.settings(), metrics, seconds);
  }

  /** Writes the file, atomically. */
  public void write(Path file) throws IOException {
    DurableFiles.replace(file, (GSON.toJson(this) + "\n").getBytes(UTF_8));
  }

  public static FinishedRun read(Path file) throws IOException {
    if (Files.isDirectory(file) || Files.size(file) > MAX_BYTES) {
      throw new CorruptDataException(file + " is not a result of a run" + REMEDY);
    }
    try {
      FinishedRun run =
          GSON.fromJson(new String(Files.readAllBytes(file), UTF_8), FinishedRun.class);
      if (run != null) {
        return run;
      }
    } catch (JsonParseException e) {
      throw new CorruptDataException(
          "%s is not a result of a run: %s%s".formatted(file, JsonFault.describe(e), REMEDY), e);
    } catch (RuntimeException e) {
      // Gson wraps what a compact constructor throws when a component is absent.
      throw new CorruptDataException(file + " lacks a part of the result of a run" + REMEDY, e);
    }
    throw new CorruptDataException(file + " is not a result of a run" + REMEDY);
  }

  /** The value of a metric, NaN if it was not finite. */
  public double metric(String name) {
    Double value = metrics.get(name);
    return value == null ? Double.NaN : value;
  }

  /** As the rules of going on compare it. */
  public RunRecord toRecord() {
    return new RunRecord(recipe, settings, Map.of(), Map.of(), Map.of(), List.of());
  }
}
