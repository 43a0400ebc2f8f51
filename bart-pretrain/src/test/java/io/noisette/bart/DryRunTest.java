package io.noisette.bart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DryRunTest {

  @ParameterizedTest
  @CsvSource({"base, '139,420,416', '(50265, 768)'", "large, '406,291,456', '(50265, 1024)'"})
  void parametersAndShapesAreShownWithoutData(String preset, String parameters, String words) {
    TinyRuns.Outcome outcome = TinyRuns.runVerb(List.of("--dry-run", "--preset", preset));
    assertEquals(0, outcome.exitCode(), outcome::err);
    List<String> lines = outcome.out().lines().toList();
    assertTrue(lines.contains("parameters: " + parameters), outcome::out);
    assertTrue(lines.contains("preset: " + preset), outcome::out);
    assertTrue(
        lines.stream().anyMatch(l -> l.startsWith("model.shared.weight ") && l.endsWith(words)),
        outcome::out);
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("memory: about ")), outcome::out);
  }

  @Test
  void aRunNeedsACorpusAndAnOutput() {
    TinyRuns.Outcome noCorpus = TinyRuns.runVerb(List.of("--output", "runs/x"));
    assertEquals(2, noCorpus.exitCode());
    assertTrue(noCorpus.err().contains("--corpus is missing"), noCorpus::err);
    TinyRuns.Outcome noOutput = TinyRuns.runVerb(List.of("--corpus", "corpus"));
    assertEquals(2, noOutput.exitCode());
    assertTrue(noOutput.err().contains("--output is missing"), noOutput::err);
  }
}
