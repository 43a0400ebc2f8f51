package io.noisette.evaluation.tagging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.evaluation.task.TaskLabels;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TagPredictionsTest {

  private static final List<TaggedText> TEXTS =
      List.of(
          new TaggedText(List.of("a", "b", "c d"), List.of(0, 1, 2), 1),
          new TaggedText(List.of("e", "f"), List.of(1, 0), 5));

  @TempDir private Path directory;

  /** The numbers are those of scikit-learn's {@code f1_score(labels=[1, 2], average="micro")}. */
  @Test
  void f1LeavesTheOutsideOut() {
    Map<String, Double> metrics = predictions("O", 0, 1, 1, 0, 0).toMetrics();
    assertEquals(3 / 5.0, metrics.get("t.acc"));
    // 1 of 2 predicted tags is right, and 1 of 3 tags is found.
    assertEquals(2 * (1 / 2.0) * (1 / 3.0) / (1 / 2.0 + 1 / 3.0), metrics.get("t.f1"), 1e-12);
  }

  @Test
  void f1IsZeroWithoutAnyTagAndOneIfAllAreRight() {
    assertEquals(0.0, predictions("O", 0, 0, 0, 0, 0).toMetrics().get("t.f1"));
    assertEquals(1.0, predictions("O", 0, 1, 2, 1, 0).toMetrics().get("t.f1"));
  }

  @Test
  void f1IsAccuracyIfNoTagIsOutside() {
    Map<String, Double> metrics = predictions("DET", 0, 1, 1, 0, 0).toMetrics();
    assertEquals(metrics.get("t.acc"), metrics.get("t.f1"));
  }

  @Test
  void theFileHasAWordAndItsTagPerLine() throws IOException {
    Path file = directory.resolve("t.tsv");
    predictions("O", 0, 1, 1, 0, 0).write(file);
    assertEquals("a\tO\nb\tX\nc d\tX\n\ne\tO\nf\tO\n\n", Files.readString(file));
  }

  @Test
  void onlyEarlierPredictionsAreReplaced() throws IOException {
    Path file = directory.resolve("t.tsv");
    predictions("O", 0, 1, 1, 0, 0).write(file);
    TagPredictions.requireEarlier(task("O"), file);
    for (String other : List.of("my thesis\n", "a\tO\nb\tZ\n", "a\tO\tX\n")) {
      Files.writeString(file, other);
      UsageException refused =
          assertThrows(UsageException.class, () -> TagPredictions.requireEarlier(task("O"), file));
      assertTrue(refused.getMessage().contains("was not written by this subcommand"), other);
    }
    Files.write(file, new byte[] {(byte) 0xC3, 0, 1});
    assertThrows(UsageException.class, () -> TagPredictions.requireEarlier(task("O"), file));
  }

  private static TaggingTask task(String first) {
    return new TaggingTask("t", TaskLabels.named(List.of(first, "X", "Y")), Map.of(), null, null);
  }

  private static TagPredictions predictions(String first, int... tags) {
    int[][] each = {{tags[0], tags[1], tags[2]}, {tags[3], tags[4]}};
    return new TagPredictions(task(first), new TaggedTexts(Path.of("t"), "", TEXTS), each, 0);
  }
}
