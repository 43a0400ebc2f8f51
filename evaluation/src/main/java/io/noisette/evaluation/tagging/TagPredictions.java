package io.noisette.evaluation.tagging;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.run.DurableFiles;
import io.noisette.text.LineReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Predicted tags of all words of a file. */
public final class TagPredictions {

  private final TaggingTask task;
  private final TaggedTexts file;
  private final int[][] tags;
  private final double loss;

  /**
   * Creates predictions.
   *
   * @param tags index of the tag of each word of each text
   * @param loss mean of -log p over the words
   */
  TagPredictions(TaggingTask task, TaggedTexts file, int[][] tags, double loss) {
    this.task = task;
    this.file = file;
    this.tags = tags;
    this.loss = loss;
  }

  /** Returns the mean of -log p of the right tag, over all words with a token, in nats. */
  public double getLoss() {
    return loss;
  }

  /**
   * Computes the metrics by name: accuracy over all words, and F1, micro-averaged over all tags but
   * {@value TaggingTask#OUTSIDE} word by word, as scikit-learn's {@code f1_score(average="micro")}
   * with these labels is; 0 if no word has or gets another tag.
   */
  public Map<String, Double> toMetrics() {
    int outside = task.getOutside();
    long words = 0;
    long right = 0;
    long rightInside = 0;
    long inside = 0; // words with a tag, and words that get one
    for (int text = 0; text < tags.length; text++) {
      List<Integer> targets = file.texts().get(text).tags();
      for (int word = 0; word < targets.size(); word++) {
        int target = targets.get(word);
        int predicted = tags[text][word];
        words++;
        right += predicted == target ? 1 : 0;
        rightInside += predicted == target && target != outside ? 1 : 0;
        inside += (target == outside ? 0 : 1) + (predicted == outside ? 0 : 1);
      }
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put(task.name() + ".f1", inside == 0 ? 0 : 2.0 * rightInside / inside);
    metrics.put(task.name() + ".acc", (double) right / words);
    return metrics;
  }

  /**
   * Checks that a file which predictions would replace has earlier ones of the task, or nothing.
   *
   * @param file output, or null for none
   * @throws UsageException if there is a file with anything else in it
   */
  static void requireEarlier(TaggingTask task, @Nullable Path file) throws IOException {
    if (file != null && Files.isRegularFile(file) && !hasOnlyTags(task, file)) {
      throw new UsageException(
          "--predictions %s exists, and was not written by this subcommand; choose another path, or"
                  .formatted(file)
              + " delete it");
    }
  }

  private static boolean hasOnlyTags(TaggingTask task, Path file) throws IOException {
    try (LineReader lines = LineReader.open(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] columns = line.split("\t", -1);
        boolean isTag = columns.length == 2 && task.tags().spellings().contains(columns[1]);
        if (!isTag && !line.isEmpty()) {
          return false;
        }
      }
      return true;
    } catch (CorruptDataException | UsageException e) {
      return false; // no text
    }
  }

  /**
   * Writes a line for each word, with a tab and the predicted tag behind it, and an empty line
   * behind each text.
   */
  public void write(Path target) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int text = 0; text < tags.length; text++) {
      List<String> words = file.texts().get(text).words();
      for (int word = 0; word < words.size(); word++) {
        lines.append(words.get(word).replaceAll("\\s+", " ")).append('\t');
        lines.append(task.tags().spellings().get(tags[text][word])).append('\n');
      }
      lines.append('\n');
    }
    DurableFiles.replace(target, lines.toString().getBytes(UTF_8));
  }
}
