package io.noisette.evaluation.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noisette.evaluation.metric.Metric;
import io.noisette.testing.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The official files: no row is lost, and a constant prediction gets what counting says. */
final class GlueDataTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "cola, TRAIN, 8551, 6023",
    "cola, DEV, 1043, 721",
    "sst2, TRAIN, 67349, 37569",
    "sst2, DEV, 872, 444",
    "mrpc, TRAIN, 3668, 2474",
    "mrpc, DEV, 408, 279",
    "rte, TRAIN, 2490, 1241",
    "rte, DEV, 277, 131",
    "wnli, TRAIN, 635, 312",
    "qnli, DEV, 5463, 2761",
    "mnli, DEV, 9815, 3123"
  })
  void allRowsAreThere(String name, Split split, int rows, int ofLabelOne) throws IOException {
    TaskExamples file = read(name, split);
    float[] targets = targets(file);
    int ones = 0;
    for (float target : targets) {
      ones += target == 1 ? 1 : 0;
    }
    assertEquals(List.of(rows, ofLabelOne, 0L), List.of(targets.length, ones, file.badRows()));
  }

  @Test
  void filesOfOtherNamesAreReadAsAFileDescribesThem() throws IOException {
    assertEquals(
        23_496,
        count(
            """
            text: question1
            second-text: question2
            label: is_duplicate
            labels: [0, 1]
            train: QQP/train_subset.tsv.gz
            """));
    assertEquals(
        1000,
        count(
            """
            header: false
            text: 2
            second-text: 3
            label: 1
            labels: [entailment, neutral, contradiction]
            train: MNLI/dev_mismatched_sample1000.tsv
            """));
  }

  @Test
  void theScoresOfStsbAreThere() throws IOException {
    float[] targets = targets(read("stsb", Split.TRAIN));
    double sum = 0;
    for (float target : targets) {
      sum += target;
    }
    assertEquals(5749, targets.length);
    assertEquals(2.7010, sum / targets.length, 5e-5);
  }

  @ParameterizedTest
  @CsvSource({
    "cola, MCC, 0",
    "sst2, ACC, 0.5091743119266054",
    "mrpc, ACC, 0.6838235294117647",
    "mrpc, F1, 0.8122270742358079",
    "rte, ACC, 0.4729241877256318"
  })
  void alwaysTheSecondLabelGetsWhatCountingSays(String name, Metric metric, double expected)
      throws IOException {
    float[] targets = targets(read(name, Split.DEV));
    float[] ones = new float[targets.length];
    Arrays.fill(ones, 1);
    assertEquals(expected, metric.of(ones, targets), 1e-15);
  }

  private int count(String yaml) throws IOException {
    Path file = Files.writeString(directory.resolve("task.yaml"), yaml);
    TaskExamples examples = read(file.toString(), Split.TRAIN);
    assertEquals(0, examples.badRows());
    return examples.examples().size();
  }

  private static float[] targets(TaskExamples file) {
    float[] targets = new float[file.examples().size()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = file.examples().get(i).target();
    }
    return targets;
  }

  private static TaskExamples read(String name, Split split) throws IOException {
    Path glue = SharedFiles.find("data/glue");
    return new TaskReader(TaskLookup.find(name), glue, warning -> {}).read(split).get(0);
  }
}
