package io.noisette.evaluation.tagging;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.noisette.run.DurableFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
