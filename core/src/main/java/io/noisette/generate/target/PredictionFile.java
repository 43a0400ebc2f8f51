package io.noisette.generate.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.file.Uninterrupted;
import io.noisette.run.DurableFiles;
import io.noisette.run.OutputPlace;
import io.noisette.text.LineReader;
import io.noisette.text.StrictJson;
import io.noisette.text.WholeFile;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A file of predictions that grows by whole lines, and a file beside it, {@code
 * NAME.settings.json}, that says of which input, model and settings they are. A device or pipe
 * takes the lines as they come and has no such file.
 */
public final class PredictionFile implements AutoCloseable {

  private static final int BLOCK = 1 << 16;
  private static final String SUFFIX = ".settings.json";

  /**
   * Files that this process is writing. One of them is not opened again: POSIX releases the locks
   * of a process on a file when the process closes any descriptor of that file.
   */
  private static final Set<String> HELD = ConcurrentHashMap.newKeySet();

  private final Path output;
  private final String key; // in HELD
  private final OutputStream out;
  private final @Nullable RandomAccessFile file; // null for a device or pipe
  private long lines;

  /** Goes through streams, which unlike channels stay open when the thread is interrupted. */
  private PredictionFile(
      Path output, String key, OutputStream out, @Nullable RandomAccessFile file) {
    this.output = output;
    this.key = key;
    this.out = out;
    this.file = file;
  }

  /**
   * Creates the file, or opens one that was written for the same, without its unfinished last line.
   *
   * @param origin what the predictions depend on
   * @param inputs files that are read, none of which may be the file or the one beside it
   * @throws UsageException if there are predictions for something else, or of unknown origin, or
   *     another process is writing to the file
   */
  public static PredictionFile open(Path output, JsonObject origin, List<Path> inputs)
      throws IOException {
    OutputPlace.requireFile("--output", output);
    Path place = OutputPlace.follow(output);
    OutputPlace.requireOther("--output", place, inputs);
    OutputPlace.requireOther("the settings of --output", settingsOf(place), inputs);
    boolean isStream = Files.exists(place) && !Files.isRegularFile(place);
    if (isStream) {
      return new PredictionFile(output, "", new FileOutputStream(place.toFile()), null);
    }
    String key = place.resolveSibling(".").toRealPath().resolve(place.getFileName()).toString();
    if (!HELD.add(key)) {
      throw inUse(output);
    }
    try {
      return open(output, place, key, origin);
    } catch (IOException | RuntimeException e) {
      HELD.remove(key);
      throw e;
    }
  }

  private static PredictionFile open(Path output, Path place, String key, JsonObject origin)
      throws IOException {
    RandomAccessFile file = new RandomAccessFile(place.toFile(), "rw");
    try {
      requireAlone(output, file);
      settle(output, place, origin);
      PredictionFile opened =
          new PredictionFile(output, key, new FileOutputStream(file.getFD()), file);
      opened.keep(Long.MAX_VALUE);
      return opened;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Locks the file until it is closed or the process ends. */
  private static void requireAlone(Path output, RandomAccessFile file) throws IOException {
    boolean isAlone;
    try {
      isAlone = Uninterrupted.call(() -> file.getChannel().tryLock() != null);
    } catch (OverlappingFileLockException e) {
      isAlone = false; // held by a copy of this class in another class loader
    }
    if (!isAlone) {
      throw inUse(output);
    }
  }

  private static UsageException inUse(Path output) {
    return new UsageException(
        "%s is being written by another process; wait for it, or give another --output"
            .formatted(output));
  }

  private static void settle(Path output, Path place, JsonObject origin) throws IOException {
    Path settings = settingsOf(place);
    if (Files.exists(place) && Files.size(place) > 0) {
      requireSame(output, settings, origin);
    } else {
      DurableFiles.replace(settings, (origin + "\n").getBytes(UTF_8));
    }
  }

  private static Path settingsOf(Path place) {
    return place.resolveSibling(place.getFileName() + SUFFIX);
  }

  /** Returns the number of lines that were there when the file was opened, or were kept then. */
  public long getLines() {
    return lines;
  }

  /** Removes what follows the first {@code most} lines, before any line is appended. */
  public void keep(long most) throws IOException {
    if (file != null) {
      keepLines(file, most);
    }
  }

  /**
   * Checks that the lines are JSON objects with the indices 0, 1, … of their sources.
   *
   * @throws CorruptDataException with the first line that is not
   */
  void requireIndices() throws IOException {
    if (file == null) {
      return;
    }
    file.seek(0);
    // Of the open file, and not closed: the lock goes with the first descriptor that is closed.
    LineReader reader = LineReader.of(output, new FileInputStream(file.getFD()));
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      long index = reader.getLineNumber() - 1;
      if (!isOfIndex(line, index)) {
        throw new CorruptDataException(
            output
                + ":"
                + reader.getLineNumber()
                + " is not the prediction with the index "
                + index
                + ", so the file cannot be continued; remove it");
      }
    }
    file.seek(file.length());
  }

  private static boolean isOfIndex(String line, long index) {
    try {
      return StrictJson.parse(line) instanceof JsonObject prediction
          && show(prediction.get("index")).equals(Long.toString(index));
    } catch (JsonParseException e) {
      return false;
    }
  }

  /** Appends one or several lines; they are with the operating system when the call returns. */
  public void append(String line) throws IOException {
    try {
      out.write((line + "\n").getBytes(UTF_8));
    } catch (IOException e) {
      throw DurableFiles.name(output, e);
    }
  }

  @Override
  public void close() throws IOException {
    try (out) {
      if (file != null) {
        file.getFD().sync();
      }
    } catch (IOException e) {
      throw DurableFiles.name(output, e);
    } finally {
      HELD.remove(key);
    }
  }

  private static void requireSame(Path output, Path settings, JsonObject origin)
      throws IOException {
    if (Files.notExists(settings)) {
      throw new UsageException(
          "%s is there, but %s, which says how its predictions were made, is not; give another"
                  .formatted(output, settings.getFileName())
              + " --output, or remove the file");
    }
    JsonObject other;
    try {
      other = StrictJson.parse(WholeFile.readText(settings)).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException | CharacterCodingException e) {
      throw new UsageException(
          settings + " is damaged, so " + output + " cannot be continued; remove both", e);
    }
    Set<String> keys = new LinkedHashSet<>(origin.keySet());
    keys.addAll(other.keySet());
    for (String key : keys) {
      if (!Objects.equals(origin.get(key), other.get(key))) {
        throw new UsageException(
            "%s has predictions %s; give another --output, or remove the file"
                .formatted(output, difference(key, other.get(key), origin.get(key))));
      }
    }
  }

  /** Says how predictions differ from those to come, in terms of the options. */
  private static String difference(
      String key, @Nullable JsonElement there, @Nullable JsonElement own) {
    if (isDigest(there) || isDigest(own)) {
      return "of another " + nameOf(key);
    }
    return key.equals("lists-best")
        ? "with%s --best, not with%s it".formatted(without(there), without(own))
        : "with %s %s, not %s".formatted(nameOf(key), show(there), show(own));
  }

  private static boolean isDigest(@Nullable JsonElement value) {
    return show(value).matches("[0-9a-f]{64}");
  }

  private static String without(@Nullable JsonElement given) {
    return show(given).equals("true") ? "" : "out";
  }

  private static String nameOf(String key) {
    return switch (key) {
      case "num_beams" -> "--beam";
      case "num_return_sequences" -> "--best";
      case "max_new_tokens" -> "--max-tokens";
      case "min_new_tokens" -> "--min-tokens";
      case "length_penalty", "no_repeat_ngram_size" -> "--" + key.replace('_', '-');
      case "input", "model", "teacher", "prefix", "format", "truncate", "precision" -> "--" + key;
      case "source", "bad-rows", "max-source-length" -> "--" + key;
      default -> key;
    };
  }

  private static String show(@Nullable JsonElement value) {
    return value instanceof JsonPrimitive primitive ? primitive.getAsString() : "none";
  }

  /** Removes what follows the last line end, or some lines. */
  private void keepLines(RandomAccessFile file, long most) throws IOException {
    byte[] block = new byte[BLOCK];
    lines = 0;
    long end = 0;
    long at = 0;
    file.seek(0);
    for (int count = file.read(block); count > 0; count = file.read(block)) {
      for (int i = 0; i < count; i++) {
        if (block[i] == '\n' && lines < most) {
          lines++;
          end = at + i + 1;
        }
      }
      at += count;
    }
    file.setLength(end);
    file.seek(end);
  }
}
