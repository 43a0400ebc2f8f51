package io.noisette.seq2seq.generation;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.noisette.run.DurableFiles;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writer of generated texts as JSON Lines: the index of the row from 0, the prediction, its score,
 * whether it is finished, and the references. Each line is written as soon as it is there.
 */
public final class PredictionLines implements AutoCloseable {

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private final Path file;
  private final BufferedWriter out;

  private PredictionLines(Path file, BufferedWriter out) {
    this.file = file;
    this.out = out;
  }

  public static PredictionLines open(Path file) throws IOException {
    return new PredictionLines(file, Files.newBufferedWriter(file));
  }

  public void write(GeneratedText text, List<String> references) {
    try {
      out.write(toLine(text, references));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(DurableFiles.name(file, e));
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

  @Override
  public void close() throws IOException {
    out.close();
  }
}
