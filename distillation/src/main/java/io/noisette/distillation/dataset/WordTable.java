package io.noisette.distillation.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.digest.Sha256;
import io.noisette.engine.Parameters;
import io.noisette.failure.UsageException;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.random.Mix;
import io.noisette.run.ModelPath;
import io.noisette.tokenizer.Tokenizer;
import io.noisette.tokenizer.WordVocabulary;
import io.noisette.tokenizer.bpe.WordCounts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Word vectors of a tokenizer's tokens. They are not trained. */
public final class WordTable implements AutoCloseable {

  /** Value of {@code --words} for random vectors. */
  public static final String RANDOM = "random";

  private static final int LEAST_COUNT = 2; // rarer words are unknown
  private static final int PURPOSE = 0x776f7264;

  private final Tokenizer tokenizer;
  private final float[] values; // (vocabulary, d)
  private final int wordSize;

  private WordTable(Tokenizer tokenizer, float[] values, int wordSize) {
    this.tokenizer = tokenizer;
    this.values = values;
    this.wordSize = wordSize;
  }

  /** Reads the embedding matrix and the tokenizer of a BERT, RoBERTa or BART. */
  public static WordTable read(Path model) throws IOException {
    Path directory = ModelPath.resolve(model);
    ModelDirectory reader = new ModelDirectory(directory, notice -> {});
    int vocabulary = reader.readVocabSize();
    float[] values = reader.readWordEmbeddings();
    Tokenizer tokenizer = Tokenizer.load(directory);
    try {
      tokenizer.requireIdsBelow(vocabulary, warning -> {});
      return new WordTable(tokenizer, values, values.length / vocabulary);
    } catch (RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  /**
   * Creates standard normal vectors, a function of the seed, for the tokens of a tokenizer, which
   * is closed with the table.
   *
   * @throws UsageException if they do not fit into an array
   */
  public static WordTable random(Tokenizer tokenizer, int wordSize, long seed) {
    long numbers = (long) tokenizer.getSize() * wordSize;
    if (numbers > Integer.MAX_VALUE) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--word-size %d for %d words makes %d numbers, but at most %d are possible; choose a"
                  + " smaller one",
              wordSize,
              tokenizer.getSize(),
              numbers,
              Integer.MAX_VALUE));
    }
    float[] values = new float[(int) numbers];
    SplittableRandom random = new SplittableRandom(Mix.of(seed, PURPOSE));
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new WordTable(tokenizer, values, wordSize);
  }

  /** Returns a tokenizer of the words between spaces that occur at least twice in some texts. */
  public static Tokenizer tokenizerOf(List<String> texts) {
    WordCounts counts = new WordCounts();
    for (String text : texts) {
      for (String word : text.strip().split("\\s+", -1)) {
        if (!word.isEmpty()) {
          counts.add(word);
        }
      }
    }
    return Tokenizer.of(WordVocabulary.of(counts, LEAST_COUNT));
  }

  /** Returns a table each of whose dimensions has mean 0 and standard deviation 1. */
  public WordTable toStandardized() {
    float[] scaled = values.clone();
    int words = values.length / wordSize;
    for (int i = 0; i < wordSize; i++) {
      double mean = mean(i);
      double deviation = deviation(i);
      for (int word = 0; word < words; word++) {
        int at = word * wordSize + i;
        scaled[at] = (float) ((values[at] - mean) / (deviation == 0 ? 1 : deviation));
      }
    }
    return new WordTable(tokenizer, scaled, wordSize);
  }

  /** Returns the mean of a dimension over all words. */
  double mean(int dimension) {
    double sum = 0;
    for (int at = dimension; at < values.length; at += wordSize) {
      sum += values[at];
    }
    return sum * wordSize / values.length;
  }

  /** Returns the standard deviation of a dimension over all words. */
  double deviation(int dimension) {
    double mean = mean(dimension);
    double sum = 0;
    for (int at = dimension; at < values.length; at += wordSize) {
      sum += (values[at] - mean) * (values[at] - mean);
    }
    return Math.sqrt(sum * wordSize / values.length);
  }

  /** Returns the tokenizer. */
  public Tokenizer getTokenizer() {
    return tokenizer;
  }

  /** Returns the dimension of the vectors. */
  public int getWordSize() {
    return wordSize;
  }

  /** Returns the number of vectors. */
  public int getWordCount() {
    return values.length / wordSize;
  }

  /** Returns SHA-256 over vectors and tokenizer. */
  public String getDigest() {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
    bytes.asFloatBuffer().put(values);
    return Sha256.of(
        String.format(Locale.ROOT, "%s %s", Sha256.of(bytes.array()), tokenizer.getDigest())
            .getBytes(UTF_8));
  }

  /** Returns a copy of the vectors as (vocabulary, d). */
  public NDArray toArray(NDManager owner) {
    return Parameters.copy(owner, new Shape(getWordCount(), wordSize), values);
  }

  /** Returns the vector of a token. */
  public double[] getVector(int id) {
    double[] vector = new double[wordSize];
    for (int i = 0; i < wordSize; i++) {
      vector[i] = values[id * wordSize + i];
    }
    return vector;
  }

  /** Frees the native memory; no thread may use it meanwhile. */
  @Override
  public void close() {
    tokenizer.close();
  }
}
