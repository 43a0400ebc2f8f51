package io.noisette.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidationCurveTest {

  private static final List<ValidationPoint> POINTS =
      List.of(
          new ValidationPoint(1000, 8.0, 0.0),
          new ValidationPoint(2000, 6.0, 0.25),
          new ValidationPoint(3000, 2.0, 1.0));

  @Test
  void aPointStandsAtItsStepAndHeight() {
    List<String> lines = new ValidationCurve(POINTS).draw().lines().toList();
    String top = "  8.00 ┤" + " ".repeat(20) + "●" + " ".repeat(39) + "○├ 100 %";
    assertEquals(top, lines.get(1));
    assertEquals("  5.00 ┤" + " ".repeat(61) + "├  50 %", lines.get(7));
    String bottom = "  2.00 ┤" + " ".repeat(20) + "○" + " ".repeat(39) + "●├   0 %";
    assertEquals(bottom, lines.get(13));
    assertEquals('●', lines.get(5).charAt(8 + 40)); // 6.0 is a third of the way down
    assertEquals('○', lines.get(10).charAt(8 + 40));
  }

  @Test
  void whereBothMeetBothAreSeen() {
    String text = new ValidationCurve(List.of(new ValidationPoint(9, 4.0, 0.0))).draw();
    assertEquals("  4.00 ┤" + " ".repeat(60) + "◉├   0 %", text.lines().toList().get(13));
  }

  @Test
  void theEndIsSaidInWords() {
    String text = new ValidationCurve(POINTS).draw();
    assertTrue(
        text.endsWith("After step 3,000: loss 2.000; 100.0 % of uncorrupted tokens copied.\n"));
  }

  @Test
  void itFitsATerminalOfEightyColumns() {
    List<ValidationPoint> large = List.of(new ValidationPoint(123_456_789, 123.4, 0.5));
    for (List<ValidationPoint> points : List.of(POINTS, large)) {
      new ValidationCurve(points)
          .draw()
          .lines()
          .forEach(line -> assertTrue(line.length() <= 80, line));
    }
  }

  @Test
  void aFlatCurveWithoutCopyAccuracyIsDrawnToo() {
    List<ValidationPoint> flat =
        List.of(new ValidationPoint(1, 4.0, Double.NaN), new ValidationPoint(2, 4.0, Double.NaN));
    List<String> lines = new ValidationCurve(flat).draw().lines().toList();
    assertEquals("  4.00 ┤" + " ".repeat(30) + "●" + " ".repeat(29) + "●├   0 %", lines.get(13));
    assertFalse(String.join("\n", lines.subList(1, 14)).contains("○"));
    assertEquals("After step 2: loss 4.000.", lines.get(lines.size() - 1));
  }

  @Test
  void onlyValidationsOfTheMetricsAreRead(@TempDir Path run) throws Exception {
    Files.writeString(
        run.resolve("metrics.jsonl"),
        """
        {"step":10,"loss":5.5}
        {"step":10,"validation_loss":4.5,"validation_copy_accuracy":0.25}
        {"step":20,"validation_loss":null}
        {"step":30,"validation_loss":3.5}
        """);
    assertEquals(
        List.of(new ValidationPoint(10, 4.5, 0.25), new ValidationPoint(30, 3.5, Double.NaN)),
        ValidationPoint.readAll(run));
  }
}
