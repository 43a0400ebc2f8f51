package io.noisette.bart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.settings.GivenValue;
import io.noisette.settings.SettingsFile;
import io.noisette.settings.SettingsSchema;
import io.noisette.testing.RecordingConsole;
import io.noisette.train.TrainingState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--heads;3;--heads 3 must divide --d-model = 128",
        "--encoder-layers;0;encoder-layers must be in [1, 1000], not 0",
        "--max-positions;10;--max-positions 10 must be at least --sequence-length = 64",
        "--validation-tokens;-5;validation-tokens must be at least 0, not -5",
        "--corpus;absent;there is no corpus absent",
        "--device;gpu;--device must be cpu or cuda:N, not 'gpu'",
        "--device;cuda:999;--device cuda:999: libtorch finds only ",
        "--vocab-size;-5;vocab-size must be at least 1, not -5",
      })
  void whatMakesNoModelIsRefusedInALine(String option, String value, String message) {
    TinyRuns.Outcome outcome = TinyRuns.runVerb(List.of("--dry-run", option, value));
    assertEquals(2, outcome.exitCode(), outcome::err);
    assertTrue(outcome.err().contains(message), outcome::err);
    assertEquals(1, outcome.err().lines().count(), outcome::err);
  }

  @Test
  void theVocabularyIsThatOfTheCorpus(@TempDir Path directory) throws Exception {
    Path corpus = new TinyRuns(directory).corpus();
    TinyRuns.Outcome outcome =
        TinyRuns.runVerb(List.of("--dry-run", "--corpus", corpus.toString()));
    assertEquals(0, outcome.exitCode(), outcome::err);
    assertTrue(outcome.out().contains("(290, 128)"), outcome::out);
  }

  @Test
  void theVocabularyIsThatOfTheStartingModel(@TempDir Path directory) throws Exception {
    TinyRuns runs = new TinyRuns(directory.resolve("runs"));
    Path model = directory.resolve("model");
    assertEquals(0, runs.runVerb(model, Map.of("steps", 1)).exitCode());
    List<String> start = List.of("--dry-run", "--init-from", model.toString());
    TinyRuns.Outcome outcome = TinyRuns.runVerb(start);
    assertEquals(0, outcome.exitCode(), outcome::err);
    assertTrue(outcome.out().contains("(290, 16)"), outcome::out);
    Path other = new TinyRuns(directory.resolve("others"), "few other words stand here").corpus();
    List<String> misfit = new ArrayList<>(start);
    misfit.addAll(List.of("--corpus", other.toString()));
    TinyRuns.Outcome refused = TinyRuns.runVerb(misfit);
    assertEquals(2, refused.exitCode(), refused::out);
    assertTrue(
        refused.err().contains("prepare the corpus with the model's tokenizer"), refused::err);
  }

  @Test
  void settingsWithoutEffectAreNamed(@TempDir Path empty) {
    for (List<String> options :
        List.of(
            List.of("--validate-every", "7"),
            List.of("--objective", "masked-lm", "--plugins", empty.toString()))) {
      List<String> arguments = new ArrayList<>(List.of("--dry-run"));
      arguments.addAll(options);
      TinyRuns.Outcome outcome = TinyRuns.runVerb(arguments);
      assertEquals(0, outcome.exitCode(), outcome::err);
      assertTrue(
          outcome.err().stripTrailing().endsWith("as they are: " + options.get(options.size() - 2)),
          outcome::err);
    }
    assertEquals("", TinyRuns.runVerb(List.of("--dry-run")).err());
  }

  @Test
  void aMicroBatchHasNoMoreTokensThanAStep() {
    List<String> small = List.of("--dry-run", "--tokens-per-step", "100");
    String text = TinyRuns.runVerb(small).out();
    assertTrue(text.contains("for a micro-batch of 100 tokens"), text);
  }

  @Test
  void aValidationCorpusOfAnotherTokenizerIsRefused(@TempDir Path directory) throws Exception {
    Path corpus = new TinyRuns(directory.resolve("runs")).corpus();
    Path other = new TinyRuns(directory.resolve("others"), "few other words stand here").corpus();
    List<String> paths = List.of("--corpus", corpus.toString(), "--validation", other.toString());
    List<String> arguments = new ArrayList<>(List.of("--dry-run"));
    arguments.addAll(paths);
    TinyRuns.Outcome outcome = TinyRuns.runVerb(arguments);
    assertEquals(2, outcome.exitCode(), outcome::out);
    assertTrue(outcome.err().contains("has another tokenizer than --corpus"), outcome::err);
  }

  @Test
  void plugInsAndNoiseAreChecked(@TempDir Path directory) throws Exception {
    String corpus = new TinyRuns(directory).corpus().toString();
    for (String[] faulty :
        new String[][] {
          {"--noise", "infil", "unknown noising function 'infil'"},
          {"--noise", "infill(ratio=2)", "column"},
          {"--plugins", "absent", "the plug-in directory absent does not exist"}
        }) {
      TinyRuns.Outcome outcome =
          TinyRuns.runVerb(List.of("--dry-run", "--corpus", corpus, faulty[0], faulty[1]));
      assertEquals(2, outcome.exitCode(), outcome::out);
      assertTrue(outcome.err().contains(faulty[2]), outcome::err);
    }
  }

  @Test
  void anotherPresetTakesThePlaceOfThatOfAPrintedConfiguration(@TempDir Path directory)
      throws Exception {
    SettingsSchema<BartPretrainConfig> schema = SettingsSchema.of(BartPretrainConfig.class);
    String printed =
        schema.toYaml(BartPretrainConfig.of(BartPreset.TINY).withTraining(it -> it.seed(7)));
    Path file = Files.writeString(directory.resolve("tiny.yaml"), printed);
    GivenValue base = new GivenValue("--preset", List.of("base"));
    assertEquals(
        BartPretrainConfig.of(BartPreset.BASE).withTraining(it -> it.seed(7)),
        schema.read(Map.of("preset", base), SettingsFile.read(file)));
  }

  @Test
  void eachLaneTakesMemory() {
    long one = memory("1");
    long eight = memory("8");
    assertTrue(eight > one, () -> eight + " MiB with 8 lanes, " + one + " with 1");
  }

  @Test
  void aDryRunFromAProgramDoesNotTrain(@TempDir Path directory) throws Exception {
    Path output = directory.resolve("run");
    BartPretrainConfig config =
        new TinyRuns(directory).config(output, Map.of()).withRuntime(it -> it.dryRun(true));
    RecordingConsole console = new RecordingConsole();
    assertEquals(TrainingState.START, TinyRuns.train(config, console));
    assertFalse(Files.exists(output));
    assertTrue(console.text().contains("parameters: "), console::text);
  }

  /** Of parameters and a micro-batch, in MiB. */
  private static long memory(String lanes) {
    TinyRuns.Outcome outcome =
        TinyRuns.runVerb(List.of("--dry-run", "--preset", "tiny", "--lanes", lanes));
    String line =
        outcome.out().lines().filter(it -> it.startsWith("memory: ")).findFirst().orElseThrow();
    return Pattern.compile("([0-9,]+) MiB")
        .matcher(line)
        .results()
        .mapToLong(it -> Long.parseLong(it.group(1).replace(",", "")))
        .sum();
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
