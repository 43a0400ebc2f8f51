package io.noisette.evaluation.answer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run has written about its model may have been edited or damaged since. */
final class AnsweringRunTest {

  @TempDir private Path run;
  private Path model;
  private Path threshold;

  @BeforeEach
  void createsTheDirectories() throws IOException {
    model = Files.createDirectories(run.resolve("checkpoints/step-000001"));
    threshold =
        Files.createDirectory(run.resolve("predictions")).resolve("no-answer-threshold.json");
    Files.writeString(run.resolve("run.json"), "{\"settings\": {}}");
  }

  @Test
  void theThresholdIsThatOfTheRun() throws IOException {
    Files.writeString(threshold, "{\"no_answer_threshold\": 0.25}");
    assertEquals(0.25, AnsweringRun.readThreshold(model));
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"no_answer_threshold\": \"\u00e9\"}', invalid UTF-8 at byte 26 of line 1",
    "'{\"threshold\": 0.25}', not a JSON object with the key no_answer_threshold",
    "'{\"no_answer_threshold\": null}', 'no_answer_threshold must be a number, not null'",
    "'[]', not a JSON object with the key no_answer_threshold"
  })
  void aDamagedThresholdIsNamedWithTheOptionInItsPlace(String text, String fault)
      throws IOException {
    Files.writeString(threshold, text, ISO_8859_1);
    assertEquals(
        threshold + ": no threshold: " + fault + "; give --no-answer-threshold instead",
        assertThrows(CorruptDataException.class, () -> AnsweringRun.readThreshold(model))
            .getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"doc-stride", "max-question-length", "max-answer-length"})
  void aWindowOfNothingIsRefusedWithTheFile(String key) throws IOException {
    Files.writeString(run.resolve("run.json"), "{\"settings\": {\"" + key + "\": 0}}");
    String message =
        String.valueOf(
            assertThrows(UsageException.class, () -> AnsweringRun.of(model)).getMessage());
    assertTrue(message.endsWith("run.json: " + key + " must be at least 1, not 0"), message);
  }
}
