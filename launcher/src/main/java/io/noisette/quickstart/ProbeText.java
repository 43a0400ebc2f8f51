package io.noisette.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.noisette.random.Mix;
import io.noisette.run.DurableFiles;
import io.noisette.text.Document;
import io.noisette.text.DocumentFormat;
import io.noisette.text.DocumentReader;
import io.noisette.text.SentenceSplitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Data of the bigram-shift probe (Conneau et al., 2018, section 2.3): a classification task in
 * which two neighbouring words are exchanged in every other sentence.
 */
final class ProbeText {

  static final String TASK_FILE = "bigram-shift.yaml";

  private static final int LEAST_WORDS = 5;
  private static final int MOST_WORDS = 30;
  private static final int DEV_EXAMPLES = 500;
  private static final long SEED = 1;
  private static final String TASK =
      """
      # Sentences as they are, and with two neighbouring words exchanged.
      text: sentence
      label: order
      labels: [original, shifted]
      train: train.tsv
      dev: dev.tsv
      metrics: [acc]
      """;

  private ProbeText() {}

  /**
   * Writes the task file and the examples of the probe, unless they exist.
   *
   * @param training text that the model was trained on
   * @param heldOut text for validation, which the model has not seen
   * @param most maximum number of training examples
   * @return whether both texts have enough sentences for a probe
   */
  static boolean write(Path directory, Path training, Path heldOut, DocumentFormat format, int most)
      throws IOException {
    Path train = directory.resolve("train.tsv");
    Path dev = directory.resolve("dev.tsv");
    if (Files.notExists(directory.resolve(TASK_FILE))) {
      Files.createDirectories(directory);
      writeRows(train, examples(training, format, most));
      writeRows(dev, examples(heldOut, format, DEV_EXAMPLES));
      DurableFiles.replace(directory.resolve(TASK_FILE), TASK.getBytes(UTF_8));
    }
    return hasExamples(train) && hasExamples(dev);
  }

  /** Returns whether there are at least two examples below the header. */
  private static boolean hasExamples(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.limit(3).count() == 3;
    }
  }

  private static void writeRows(Path file, List<String> rows) throws IOException {
    String content = "sentence\torder\n" + String.join("\n", rows) + "\n";
    DurableFiles.replace(file, content.getBytes(UTF_8));
  }

  private static List<String> examples(Path text, DocumentFormat format, int most)
      throws IOException {
    SentenceSplitter splitter = new SentenceSplitter("en");
    List<String> rows = new ArrayList<>();
    try (DocumentReader reader = DocumentReader.open(text, format)) {
      for (Document read = reader.read(); read != null; read = reader.read()) {
        for (String sentence : splitter.split(read.text().substring(read.titleLength()))) {
          List<String> words = Arrays.asList(sentence.strip().split("\\s+"));
          if (words.size() >= LEAST_WORDS && words.size() <= MOST_WORDS) {
            rows.add(rows.size() % 2 == 0 ? row(words, "original") : shifted(words, rows.size()));
          }
          if (rows.size() == most) {
            return rows;
          }
        }
      }
    }
    return rows;
  }

  /**
   * Exchanges two random neighbouring words, but never the last one, because its full stop would
   * reveal the exchange.
   */
  private static String shifted(List<String> words, int number) {
    int pairs = words.size() - 2;
    int first = (int) Long.remainderUnsigned(Mix.of(SEED, number), pairs);
    Collections.swap(words, first, first + 1);
    return row(words, "shifted");
  }

  private static String row(List<String> words, String order) {
    return String.join(" ", words) + "\t" + order;
  }
}
