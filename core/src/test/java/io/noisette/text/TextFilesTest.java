package io.noisette.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noisette.failure.UsageException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextFilesTest {

  @ParameterizedTest
  @CsvSource({
    "dev.jsonl, true",
    "dev.json, true",
    "DEV.JSONL, true",
    "dev.jsonl.gz, true",
    "dev.Json.GZ, true",
    "dev.tsv, false",
    "jsonl, false",
    "dev.jsonl.txt, false",
    "/, false",
  })
  void jsonLinesAreKnownByTheirName(Path file, boolean expected) {
    assertEquals(expected, TextFiles.isJsonLines(file));
  }

  @Test
  void endingsAreComparedInAnyCaseAndBelowGzip() {
    assertEquals(true, TextFiles.hasEnding(Path.of("a/TRAIN.TSV.gz"), ".tsv"));
    assertEquals(false, TextFiles.hasEnding(Path.of("train.tsv/data"), ".tsv"));
  }

  @Test
  void tablesAreNoRunningText() {
    List<Path> files = List.of(Path.of("a.txt"), Path.of("b.Csv.gz"));
    UsageException refused = assertThrows(UsageException.class, () -> TextFiles.measureText(files));
    assertEquals(
        "b.Csv.gz is a table; write the column with the texts to a file of lines or JSON Lines",
        refused.getMessage());
    assertThrows(
        UsageException.class, () -> DocumentReader.open(Path.of("b.tsv"), DocumentFormat.AUTO));
  }
}
