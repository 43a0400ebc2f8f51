package io.noisette.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import io.noisette.failure.CorruptDataException;
import io.noisette.text.Excerpt;
import io.noisette.text.StrictJson;
import java.io.BufferedWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Log {@code metrics.jsonl} of a run: one JSON object per line, each with a {@code step}; the
 * source of all plots. Doubles are written so that they read back exactly; NaN and infinities are
 * written as null.
 */
public final class MetricsLog implements AutoCloseable {

  private static final int MOST_SHOWN = 80; // characters of a line in a message

  /** Name of the metrics log in the run directory. */
  public static final String FILE_NAME = "metrics.jsonl";

  private static final long MAX_BYTES = 1L << 30;
  private static final String STEP = "step";

  /** Key that lines of validations lack. */
  private static final String LOSS = "loss";

  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private final Writer writer;

  private MetricsLog(Path path) throws IOException {
    // Unlike a channel, it stays open when the thread is interrupted.
    OutputStream out = new FileOutputStream(path.toFile(), true);
    this.writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }

  /**
   * Opens the log of a run to append lines after {@code lastStep}; later lines, and a last line cut
   * by a crash, are deleted.
   *
   * @param lastStep step of the checkpoint from which the run resumes; 0 for a new run
   * @param validationDue whether the run resumes with the validation of that step, of which an
   *     earlier session may have left a line
   */
  public static MetricsLog open(Path runDirectory, long lastStep, boolean validationDue)
      throws IOException {
    Path path = runDirectory.resolve(FILE_NAME);
    if (Files.exists(path)) {
      requireFile(path);
      StringBuilder kept = new StringBuilder();
      List<String> lines = completeLines(path);
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        JsonObject figures = parse(path, i + 1, line);
        long step = figures.get(STEP).getAsLong();
        boolean isRepeated = validationDue && step == lastStep && !figures.has(LOSS);
        if (step <= lastStep && !isRepeated) {
          kept.append(line).append('\n');
        }
      }
      DurableFiles.replace(path, kept.toString().getBytes(StandardCharsets.UTF_8));
    }
    return new MetricsLog(path);
  }

  /** Appends a line; on return it is in the file, though perhaps not on disk. */
  public void append(Map<String, ? extends @Nullable Object> metrics) throws IOException {
    JsonObject line = new JsonObject();
    metrics.forEach((key, value) -> line.add(key, toJson(value)));
    if (!isStep(line.get(STEP))) {
      throw new IllegalArgumentException(
          "each line of metrics needs the key 'step', whose value is an integer, not "
              + line.get(STEP));
    }
    writer.write(GSON.toJson(line) + "\n");
    writer.flush();
  }

  /** Flushes the log of a run to disk, if there is one. */
  public static void force(Path runDirectory) throws IOException {
    Path path = runDirectory.resolve(FILE_NAME);
    if (Files.isRegularFile(path)) {
      DurableFiles.force(path, StandardOpenOption.WRITE);
    }
  }

  /** Returns a number of a line; NaN for null, as numbers that are not finite are written. */
  public static double toDouble(JsonElement value) {
    return value.isJsonNull() ? Double.NaN : value.getAsDouble();
  }

  /** Reads the lines of a log as objects, ignoring a last line cut by a crash. */
  public static List<JsonObject> read(Path runDirectory) throws IOException {
    Path path = runDirectory.resolve(FILE_NAME);
    if (Files.exists(path)) {
      requireFile(path);
    }
    List<JsonObject> objects = new ArrayList<>();
    for (String line : completeLines(path)) {
      objects.add(parse(path, objects.size() + 1, line));
    }
    return List.copyOf(objects);
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  /** Checks that a path is no directory, which cannot be read, and no pipe, which never ends. */
  private static void requireFile(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new CorruptDataException(
          path + " is not a file, as the metrics of a run are; move it away");
    }
  }

  /** Returns all lines that end in a line break. */
  private static List<String> completeLines(Path path) throws IOException {
    if (Files.size(path) > MAX_BYTES) {
      throw new CorruptDataException(
          path + " has more than 1 GiB, so it cannot be the metrics of a run; move it away");
    }
    String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  private static JsonObject parse(Path path, int number, String line) {
    try {
      if (StrictJson.parse(line) instanceof JsonObject object && isStep(object.get(STEP))) {
        return object;
      }
    } catch (JsonParseException e) {
      throw new CorruptDataException(describe(path, number, "not valid JSON", line), e);
    }
    throw new CorruptDataException(describe(path, number, "not an object with a step", line));
  }

  /** Formats an error; as resuming does not need the metrics, the user may delete the line. */
  private static String describe(Path path, int number, String what, String line) {
    return String.format(
        Locale.ROOT,
        "%s, line %d: %s: %s; if you delete the line, the run can be resumed",
        path,
        number,
        what,
        Excerpt.of(line, MOST_SHOWN));
  }

  private static JsonElement toJson(@Nullable Object value) {
    boolean isReal = value instanceof Double || value instanceof Float;
    return isReal && value instanceof Number number && !Double.isFinite(number.doubleValue())
        ? JsonNull.INSTANCE
        : GSON.toJsonTree(value);
  }

  private static boolean isStep(@Nullable JsonElement step) {
    return step instanceof JsonPrimitive number
        && number.isNumber()
        && number.getAsString().matches("\\d{1,18}");
  }
}
