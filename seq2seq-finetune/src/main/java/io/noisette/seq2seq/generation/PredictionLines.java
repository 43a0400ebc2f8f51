package io.noisette.seq2seq.generation;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.noisette.run.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writer of generated texts as JSON Lines: the index of the row from 0, the prediction, its score,
 * whether it is finished, and the references. A file appears, or replaces an older one, when it is
 * complete; a device or pipe gets each line as soon as it is there.
 */
public final class PredictionLines implements AutoCloseable {

  /** Beginning of every line. */
  public static final String BEGINNING = "{\"index\":";

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private final AtomicFile file;

  private PredictionLines(AtomicFile file) {
    this.file = file;
  }

  /** Begins a file of predictions. */
  public static PredictionLines open(Path file) throws IOException {
    return new PredictionLines(AtomicFile.create(file));
  }

  /** Writes the line of a text. */
  public void write(GeneratedText text, List<String> references) {
    try {
      file.write(toLine(text, references));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the line of a text, with its line end. */
  public static String toLine(GeneratedText text, List<String> references) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("index", text.row());
    line.put("prediction", text.text());
    line.put("score", text.score());
    line.put("finished", text.finished());
    line.put("references", references);
    return GSON.toJson(line) + "\n";
  }

  /** Puts the complete file into its place; without this call, {@link #close} discards it. */
  public void commit() throws IOException {
    file.commit();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
