package io.noisette.generate.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.noisette.failure.UsageException;
import io.noisette.run.DurableFiles;
import io.noisette.run.OutputPlace;
import io.noisette.text.StrictJson;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of predictions that grows by whole lines, and a file beside it, {@code
 * NAME.settings.json}, that says of which input, model and settings they are.
 */
public final class PredictionFile implements AutoCloseable {

  private static final int BLOCK = 1 << 16;
  private static final String SUFFIX = ".settings.json";

  private final RandomAccessFile file;
  private long lines;

  private PredictionFile(RandomAccessFile file, long lines) {
    this.file = file;
    this.lines = lines;
  }

  /**
   * Creates the file, or opens one that was written for the same, without its unfinished last line.
   *
   * @param origin what the predictions depend on
   * @throws UsageException if there are predictions for something else, or of unknown origin
   */
  public static PredictionFile open(Path output, JsonObject origin) throws IOException {
    OutputPlace.requireFile("--output", output);
    Path place = OutputPlace.follow(output);
    Path settings = place.resolveSibling(place.getFileName() + SUFFIX);
    if (Files.exists(place) && Files.size(place) > 0) {
      requireSame(output, settings, origin);
    } else {
      DurableFiles.replace(settings, (origin + "\n").getBytes(UTF_8));
    }
    RandomAccessFile file = new RandomAccessFile(place.toFile(), "rw");
    try {
      return new PredictionFile(file, keepLines(file, Long.MAX_VALUE));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Returns the number of lines that were there when the file was opened, or were kept then. */
  public long getLines() {
    return lines;
  }

  /** Removes what follows the first {@code most} lines, before any line is appended. */
  public void keep(long most) throws IOException {
    file.seek(0);
    lines = keepLines(file, most);
  }

  /** Appends one or several lines; they are with the operating system when the call returns. */
  public void append(String line) throws IOException {
    file.write((line + "\n").getBytes(UTF_8));
  }

  @Override
  public void close() throws IOException {
    file.getFD().sync();
    file.close();
  }

  private static void requireSame(Path output, Path settings, JsonObject origin)
      throws IOException {
    if (Files.notExists(settings)) {
      throw new UsageException(
          "--output %s is there, but %s, which says how its predictions were made, is not; give"
                  .formatted(output, settings.getFileName())
              + " another file, or remove it");
    }
    JsonObject other;
    try {
      other = StrictJson.parse(Files.readString(settings)).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw new UsageException(
          settings + " is damaged, so --output " + output + " cannot be continued; remove both", e);
    }
    for (String key : origin.keySet()) {
      if (!origin.get(key).equals(other.get(key))) {
        throw new UsageException(
            "--output %s has predictions with %s %s, not %s; give another file, or remove it"
                .formatted(output, key, other.get(key), origin.get(key)));
      }
    }
  }

  /** Removes what follows the last line end, or some lines, and returns the number of lines. */
  private static long keepLines(RandomAccessFile file, long most) throws IOException {
    byte[] block = new byte[BLOCK];
    long lines = 0;
    long end = 0;
    long at = 0;
    for (int read = file.read(block); read > 0; read = file.read(block)) {
      for (int i = 0; i < read; i++) {
        if (block[i] == '\n' && lines < most) {
          lines++;
          end = at + i + 1;
        }
      }
      at += read;
    }
    file.setLength(end);
    file.seek(end);
    return lines;
  }
}
