package io.noisette.sandwich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DryRunTest {

  @ParameterizedTest
  @ValueSource(strings = {"sandwich-16-6-paper", "baseline-paper"})
  void theModelsOfThePaperHaveTheirParameters(String preset) {
    TinyLms.Outcome outcome = TinyLms.runVerb(List.of("--dry-run", "--preset", preset));
    assertEquals(0, outcome.exitCode(), outcome::err);
    List<String> lines = outcome.out().lines().toList();
    assertTrue(lines.contains("parameters: 246,933,504"), outcome::out);
    assertTrue(outcome.out().contains(" 201,539,584 parameters"), outcome::out);
    assertTrue(lines.contains("preset: " + preset), outcome::out);
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("memory: about ")), outcome::out);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--ordering;sxf;column 2: 'x' is not a sublayer; expected s (self-attention)",
        "--ordering;sandwich(4,5);k must be in [0, n = 4], not 5",
        "--d-model;127;--d-model must be even, for the sinusoidal position embeddings",
        "--heads;3;--heads 3 must divide --d-model = 128",
        "--heads;0;heads must be at least 1, not 0",
        "--ffn-dim;0;ffn-dim must be at least 1, not 0",
        "--adaptive-factor;0;adaptive-factor must be at least 1, not 0",
        "--adaptive-factor;12;with --adaptive-factor 12 the last of 3 clusters would have",
        "--cutoffs;1;--cutoffs 1 must ascend and be above 1, the id of <pad>; 0 means one full"
            + " softmax",
        "--cutoffs;80,40;--cutoffs 80,40 must ascend and be above 1",
        "--cutoffs;267744;--cutoffs 267744 must be below the vocabulary size of 267,744",
        "--gate;sideways;must be one of none, addition, input",
        "--momentum;1;momentum must be in [0, 1), not 1.0",
        "--period-shrink;0;period-shrink must be in (0, 1], not 0.0",
        "--attention-dropout;1;attention-dropout must be in [0, 1), not 1.0",
        "--max-positions;0;max-positions must be at least 1, not 0",
        "--max-positions;10;--max-positions 10 must be at least --sequence-length = 128",
        "--validation-tokens;-5;validation-tokens must be at least 0, not -5",
        "--corpus;absent;there is no corpus absent",
        "--device;gpu;--device must be cpu or cuda:N, not 'gpu'",
        "--device;cuda:999;--device cuda:999: libtorch finds only ",
        "--vocab-size;-5;vocab-size must be at least 1, not -5",
        "--lowest-rate;0.5;lowest-rate must be at most learning-rate = 0.003, not 0.5",
        "--warmup-start-rate;0.5;warmup-start-rate must be at most learning-rate = 0.003, not 0.5",
      })
  void whatMakesNoModelIsRefusedInALine(String option, String value, String message) {
    TinyLms.Outcome outcome = TinyLms.runVerb(List.of("--dry-run", option, value));
    assertEquals(2, outcome.exitCode(), outcome::err);
    assertTrue(outcome.err().contains(message), outcome::err);
    assertEquals(1, outcome.err().lines().count(), outcome::err);
  }

  @ParameterizedTest
  @CsvSource({"10000,2000 8000", "8000,2000", "2001,2000", "2000,0", "5,0"})
  void cutoffsThatNobodyGaveFitTheVocabulary(String size, String cutoffs) {
    TinyLms.Outcome outcome = TinyLms.runVerb(List.of("--dry-run", "--vocab-size", size));
    assertEquals(0, outcome.exitCode(), outcome::err);
    String inYaml = "cutoffs: [" + cutoffs.replace(" ", ", ") + "]";
    assertTrue(outcome.out().lines().toList().contains(inYaml), outcome::out);
    boolean isChanged = !size.equals("10000");
    assertEquals(
        isChanged, outcome.err().contains("instead of the preset's 2000,8000"), outcome::err);
  }

  @Test
  void theVocabularyIsThatOfTheStartingModel(@TempDir Path directory) throws Exception {
    Path run = directory.resolve("run");
    TinyLms lms = new TinyLms(directory.resolve("lms"));
    assertEquals(0, lms.runVerb(run, Map.of("steps", 1)).exitCode());
    int size = SandwichLmConfig.readVocabularySize(run.resolve("checkpoints/latest"));
    TinyLms.Outcome outcome =
        TinyLms.runVerb(
            List.of("--dry-run", "--init-from", run.toString(), "--sequence-length", "20"));
    assertEquals(0, outcome.exitCode(), outcome::err);
    assertTrue(outcome.out().contains("d 16, vocabulary " + size), outcome::out);
  }

  @Test
  void settingsWithoutEffectAreNamed() {
    String told =
        TinyLms.runVerb(List.of("--dry-run", "--optimizer", "adamw", "--momentum", "0.9")).err();
    assertTrue(told.contains("these settings have no effect beside"), told);
    assertTrue(told.stripTrailing().endsWith("as they are: --momentum"), told);
    assertEquals("", TinyLms.runVerb(List.of("--dry-run", "--optimizer", "adamw")).err());
  }

  @Test
  void cutoffsThatWereGivenMustFitTheVocabulary() {
    TinyLms.Outcome outcome =
        TinyLms.runVerb(List.of("--dry-run", "--vocab-size", "300", "--cutoffs", "100,300"));
    assertEquals(2, outcome.exitCode(), outcome::err);
  }

  @Test
  void withoutCutoffsThereIsOneTable() {
    List<String> options =
        List.of("--dry-run", "--cutoffs", "0", "--vocab-size", "1000", "--final-norm");
    TinyLms.Outcome outcome = TinyLms.runVerb(options);
    assertEquals(0, outcome.exitCode(), outcome::err);
    assertTrue(outcome.out().contains("embed_tokens.weight"), outcome::out);
    assertTrue(outcome.out().contains("final_norm.bias"), outcome::out);
  }

  @Test
  void aRunNeedsACorpusAndAnOutput() {
    TinyLms.Outcome noCorpus = TinyLms.runVerb(List.of("--output", "runs/x"));
    assertEquals(2, noCorpus.exitCode());
    assertTrue(noCorpus.err().contains("--corpus is missing"), noCorpus::err);
    TinyLms.Outcome noOutput = TinyLms.runVerb(List.of("--corpus", "corpus"));
    assertEquals(2, noOutput.exitCode());
    assertTrue(noOutput.err().contains("--output is missing"), noOutput::err);
  }
}
