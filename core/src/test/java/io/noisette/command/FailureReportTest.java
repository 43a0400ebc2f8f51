package io.noisette.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

final class FailureReportTest {

  @Test
  void aPathWithALineEndStaysOnOneLine() {
    for (Throwable failure :
        new Throwable[] {
          new UsageException("there is no file a\nb"),
          new UsageException("there is no file a\r\nb"),
          new CorruptDataException("there is no file a\n  b"),
        }) {
      assertEquals(
          "there is no file a b", FailureReport.of(failure).message().replaceAll(" +", " "));
    }
    assertEquals("a b does not exist", FailureReport.of(new NoSuchFileException("a\nb")).message());
    assertEquals(
        "internal error: java.lang.IllegalStateException: a b",
        FailureReport.of(new IllegalStateException("a\nb")).message());
  }

  @Test
  void aNoiseSpecIsShownBelowItsMistake() {
    String message = "noise spec, column 1: expected a name\n  (\n  ^";
    assertEquals(message, FailureReport.of(new UsageException(message)).message());
  }
}
