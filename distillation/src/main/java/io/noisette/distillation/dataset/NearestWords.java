package io.noisette.distillation.dataset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.noisette.engine.Autograd;
import io.noisette.engine.Parameters;
import io.noisette.run.DurableFiles;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The words whose vectors are nearest to those of synthetic texts, by Euclidean distance, without
 * special tokens. They are for looking at: a synthetic text is not these words.
 */
public final class NearestWords {

  /** Name of the file in a run directory: one text per line, as JSON. */
  static final String FILE_NAME = "nearest-words.jsonl";

  private static final int CHUNK = 64; // vectors at a time
  private static final float FAR = 1e30f;
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private final NDManager manager;
  private final WordTable words;
  private final NDArray table;

  /**
   * Creates the search.
   *
   * @param table vectors of the words, (vocabulary, d)
   */
  public NearestWords(NDManager manager, WordTable words, NDArray table) {
    this.manager = manager;
    this.words = words;
    this.table = table;
  }

  /** Returns the token nearest to each of the vectors (…, d), in order. */
  public int[] find(NDArray vectors) {
    return Autograd.paused(
        () -> {
          // What is computed from the table belongs to its manager, which lives as long as the run.
          try (NDManager scope = manager.newSubManager();
              NDArray squared = table.square();
              NDArray sums = squared.sum(new int[] {1})) {
            NDArray squares = sums.add(excluded(scope));
            squares.attach(scope);
            return find(scope, vectors.toFloatArray(), squares);
          }
        });
  }

  private int[] find(NDManager scope, float[] all, NDArray squares) {
    int size = words.getWordSize();
    int[] ids = new int[all.length / size];
    for (int at = 0; at < ids.length; at += CHUNK) {
      int count = Math.min(CHUNK, ids.length - at);
      try (NDManager own = scope.newSubManager()) {
        float[] values = Arrays.copyOfRange(all, at * size, (at + count) * size);
        NDArray chunk = Parameters.copy(own, new Shape(count, size), values);
        NDArray transposed = table.transpose();
        transposed.attach(own);
        // |x - w|² without |x|², which is the same for all words; all in arrays of this scope
        NDArray distances = chunk.matMul(transposed).muli(-2).addi(squares);
        long[] nearest = distances.argMin(1).toLongArray();
        for (int i = 0; i < count; i++) {
          ids[at + i] = (int) nearest[i];
        }
      }
    }
    return ids;
  }

  /** Writes the words of all synthetic texts of a set, with how close they are (cosine). */
  void write(DistilledSet set, Path directory) throws IOException {
    SetDescription description = set.getDescription();
    int[] ids = find(set.getRows());
    float[] vectors = set.getRows().toFloatArray();
    double[] weights = set.getLabelWeights();
    int length = description.length();
    int classes = description.labels().size();
    int rows = ids.length / length;
    StringBuilder lines = new StringBuilder();
    for (int row = 0; row < rows; row++) {
      List<String> texts = new ArrayList<>();
      List<Double> closeness = new ArrayList<>();
      for (int at = row * length; at < (row + 1) * length; at++) {
        texts.add(words.getTokenizer().getToken(ids[at]));
        closeness.add(cosine(vectors, at, ids[at]));
      }
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("step", row / description.countRows());
      line.put(
          "label", description.labels().get(description.labelOf(row % description.countRows())));
      line.put("weights", Arrays.copyOfRange(weights, row * classes, (row + 1) * classes));
      line.put("words", texts);
      line.put("cosines", closeness);
      lines.append(GSON.toJson(line)).append('\n');
    }
    DurableFiles.replace(
        directory.resolve(FILE_NAME), lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  private double cosine(float[] vectors, int at, int id) {
    double[] word = words.getVector(id);
    double dot = 0;
    double ofVector = 0;
    double ofWord = 0;
    for (int i = 0; i < word.length; i++) {
      double value = vectors[at * word.length + i];
      dot += value * word[i];
      ofVector += value * value;
      ofWord += word[i] * word[i];
    }
    double length = Math.sqrt(ofVector * ofWord);
    return length == 0 ? 0 : Math.round(1000 * dot / length) / 1000.0;
  }

  private NDArray excluded(NDManager scope) {
    float[] penalties = new float[words.getWordCount()];
    Tokenizer tokenizer = words.getTokenizer();
    for (int id = 0; id < penalties.length; id++) {
      penalties[id] = id >= tokenizer.getSize() || tokenizer.isSpecial(id) ? FAR : 0;
    }
    return Parameters.copy(scope, new Shape(penalties.length), penalties);
  }
}
