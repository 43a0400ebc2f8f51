package io.noisette.generate;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Torch;
import io.noisette.generate.search.GenerationConfigFile;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.bart.BartModel;
import io.noisette.model.bart.SmallBarts;
import io.noisette.testing.HostileFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model directory from elsewhere may hold anything. */
final class HostileModelTest {

  @TempDir Path directory;
  @AutoClose private final NDManager manager = Torch.newManager("cpu");

  @BeforeEach
  void write() throws IOException {
    try (BartModel model = SmallBarts.create(manager, SmallBarts.config(20))) {
      new BartDirectory(directory).write(model);
    }
  }

  @Test
  void aHostileConfig() throws IOException {
    new HostileFile(directory.resolve("config.json"), directory.toString())
        .tenThousandTimes()
        .assertNothingElseHappens(() -> new BartDirectory(directory).readConfig());
  }

  @Test
  void hostileSettingsOfGeneration() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("generation_config.json"),
            "{\"num_beams\": 4, \"num_return_sequences\": 2, \"length_penalty\": 2.0,"
                + " \"early_stopping\": true, \"no_repeat_ngram_size\": 3, \"max_length\": 20,"
                + " \"min_length\": 2, \"forced_eos_token_id\": 2}");
    new HostileFile(file)
        .tenThousandTimes()
        .assertNothingElseHappens(() -> GenerationConfigFile.read(directory));
  }

  @ParameterizedTest
  @ValueSource(strings = {"config.json", "generation_config.json", "model.safetensors"})
  void aHostileFile(String name) throws IOException {
    new HostileFile(directory.resolve(name))
        .assertNothingElseHappens(
            () -> {
              GenerationConfigFile.read(directory);
              try (NDManager scope = manager.newSubManager();
                  BartModel model = new BartDirectory(directory).read(scope)) {
                model.getConfig();
              }
            });
  }
}
