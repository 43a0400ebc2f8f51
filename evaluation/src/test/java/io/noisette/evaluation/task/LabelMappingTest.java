package io.noisette.evaluation.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noisette.failure.UsageException;
import io.noisette.model.Labels;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LabelMappingTest {

  @Test
  void labelsAreMatchedByNameWhateverTheirOrderAndCase() throws IOException {
    assertArrayEquals(new float[] {3, 2, 1}, map("mnli", "CONTRADICTION", "NEUTRAL", "ENTAILMENT"));
    assertArrayEquals(new float[] {1, 2}, map("sst2", "NEGATIVE", "POSITIVE"));
    assertArrayEquals(new float[] {2, 1}, map("sst2", "1", "0"));
  }

  @Test
  void labelsThatHaveNoNamesAreMatchedByNumber() throws IOException {
    assertArrayEquals(new float[] {1, 2, 3}, map("mnli", "LABEL_0", "LABEL_1", "LABEL_2"));
    assertArrayEquals(new float[] {1, 2}, map("rte", "0", "1"));
    assertArrayEquals(new float[] {1}, map(Labels.numbered(1), "stsb"));
  }

  @Test
  void otherLabelsAreAnErrorThatNamesBoth() {
    assertRefused(
        "the model has 3 labels (LABEL_0, LABEL_1, LABEL_2), but the task rte has 2 labels"
            + " (entailment, not_entailment); fine-tune a model for this task",
        Labels.numbered(3),
        "rte");
    assertRefused(
        "the model has 2 labels (happy, sad), but the task sst2 has 2 labels (negative, positive);"
            + " fine-tune a model for this task",
        Labels.of(List.of("happy", "sad")),
        "sst2");
    assertRefused(
        "the model has one score (regression), but the task rte has 2 labels (entailment,"
            + " not_entailment); fine-tune a model for this task",
        Labels.numbered(1),
        "rte");
    assertRefused(
        "the model has 2 labels (LABEL_0, LABEL_1), but the task stsb has one score (regression);"
            + " fine-tune a model for this task",
        Labels.numbered(2),
        "stsb");
  }

  private static void assertRefused(String message, Labels model, String task) {
    assertEquals(message, assertThrows(UsageException.class, () -> map(model, task)).getMessage());
  }

  private static float[] map(String task, String... names) throws IOException {
    return map(Labels.of(List.of(names)), task);
  }

  /** Scores 1, 2, 3 of the model's labels in the order of the task's. */
  private static float[] map(Labels model, String task) throws IOException {
    LabelMapping mapping = LabelMapping.of(model, TaskLookup.find(task));
    float[] scores = {1, 2, 3};
    float[] ordered = new float[model.size()];
    mapping.reorder(scores, 0, ordered, 0);
    return ordered;
  }
}
