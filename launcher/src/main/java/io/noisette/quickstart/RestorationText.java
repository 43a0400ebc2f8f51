package io.noisette.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.noisette.run.DurableFiles;
import io.noisette.text.Document;
import io.noisette.text.DocumentFormat;
import io.noisette.text.DocumentReader;
import io.noisette.text.SentenceSplitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Data of a rewriting task that any text gives: sentences in lower case and without punctuation,
 * which are to be restored.
 */
final class RestorationText {

  private static final int LEAST_WORDS = 5;
  private static final int MOST_WORDS = 20;
  private static final int LEAST_PAIRS = 20;
  private static final int VALIDATION_PAIRS = 200;
  private static final Pattern PUNCTUATION = Pattern.compile("[^\\p{L}\\p{M}\\p{N}\\s'’-]+");
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final Gson GSON = new Gson();

  private RestorationText() {}

  static Path training(Path directory) {
    return directory.resolve("train.jsonl");
  }

  static Path validation(Path directory) {
    return directory.resolve("validation.jsonl");
  }

  /**
   * Writes the pairs of sentences, unless they exist.
   *
   * @param training text that the model was pretrained on
   * @param heldOut text for validation, which the model has not seen
   * @param most maximum number of training pairs
   * @return whether both texts have enough sentences
   */
  static boolean write(Path directory, Path training, Path heldOut, DocumentFormat format, int most)
      throws IOException {
    if (Files.exists(validation(directory))) {
      return true;
    }
    List<String> sentences = sentences(training, format, most);
    List<String> others = sentences(heldOut, format, VALIDATION_PAIRS);
    if (sentences.size() < LEAST_PAIRS || others.size() < LEAST_PAIRS) {
      return false;
    }
    Files.createDirectories(directory);
    writePairs(training(directory), sentences);
    writePairs(validation(directory), others);
    return true;
  }

  /** Returns a sentence in lower case and without punctuation. */
  static String strip(String sentence) {
    String words = PUNCTUATION.matcher(sentence).replaceAll(" ");
    return SPACES.matcher(words).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
  }

  private static List<String> sentences(Path text, DocumentFormat format, int most)
      throws IOException {
    SentenceSplitter splitter = new SentenceSplitter("en");
    List<String> chosen = new ArrayList<>();
    try (DocumentReader reader = DocumentReader.open(text, format)) {
      for (Document read = reader.read(); read != null; read = reader.read()) {
        for (String sentence : splitter.split(read.text().substring(read.titleLength()))) {
          String spaced = SPACES.matcher(sentence.strip()).replaceAll(" ");
          if (chosen.size() < most && isTask(spaced)) {
            chosen.add(spaced);
          }
        }
      }
    }
    return chosen;
  }

  private static boolean isTask(String sentence) {
    int words = SPACES.split(sentence).length;
    String stripped = strip(sentence);
    return words >= LEAST_WORDS
        && words <= MOST_WORDS
        && !stripped.isEmpty()
        && !stripped.equals(sentence);
  }

  private static void writePairs(Path file, List<String> sentences) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String sentence : sentences) {
      JsonObject pair = new JsonObject();
      pair.addProperty("source", strip(sentence));
      pair.addProperty("target", sentence);
      lines.append(GSON.toJson(pair)).append('\n');
    }
    DurableFiles.replace(file, lines.toString().getBytes(UTF_8));
  }
}
