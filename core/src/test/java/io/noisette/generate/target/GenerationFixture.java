package io.noisette.generate.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Torch;
import io.noisette.failure.UsageException;
import io.noisette.generate.GenerateCommand;
import io.noisette.generate.GenerateConfig;
import io.noisette.generate.LanguageSettings;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.bart.BartModel;
import io.noisette.model.bart.SmallBarts;
import io.noisette.testing.RecordingConsole;
import io.noisette.tokenizer.SmallTokenizers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of {@code generate} with sources share: a small model, an input and an output. */
abstract class GenerationFixture {
  static final List<String> LINES =
      List.of("the day", "the day and the night and the day", "night", "and the day", "the");
  static final TargetSettings JSONL =
      TargetSettings.NONE.withFormat(PredictionFormat.JSONL).withMaxTokens(9);

  @TempDir static Path model;

  @TempDir Path directory;
  final RecordingConsole console = new RecordingConsole();
  Path input;
  Path output;

  @BeforeAll
  static void writeModel() throws IOException {
    SmallTokenizers.train(model, "the day and the night and the day\n".repeat(5), 270);
    try (NDManager manager = Torch.newManager("cpu");
        BartModel untrained = SmallBarts.create(manager, SmallBarts.config(270))) {
      new BartDirectory(model).write(untrained);
    }
  }

  @BeforeEach
  void writeInput() throws IOException {
    input = directory.resolve("input.txt");
    output = directory.resolve("output.jsonl");
    Files.write(input, LINES);
  }

  final void assertRefused(String beginning, TargetSettings settings) {
    UsageException refused = assertThrows(UsageException.class, () -> run(settings));
    assertTrue(String.valueOf(refused.getMessage()).startsWith(beginning), refused.getMessage());
  }

  final void run(TargetSettings settings) throws IOException {
    run(model, settings);
  }

  final void run(Path path, TargetSettings settings) throws IOException {
    GenerateConfig config = new GenerateConfig(path, settings, LanguageSettings.NONE, 0, "cpu");
    assertEquals(0, new GenerateCommand().execute(config, console));
  }

  final Path copyOfModel() throws IOException {
    Path copy = Files.createDirectories(directory.resolve("copy"));
    try (var files = Files.list(model)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }
}
