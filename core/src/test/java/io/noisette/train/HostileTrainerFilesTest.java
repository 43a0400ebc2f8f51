package io.noisette.train;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Parameters;
import io.noisette.engine.Torch;
import io.noisette.failure.CorruptDataException;
import io.noisette.optim.AdamW;
import io.noisette.testing.HostileFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run has saved of itself may hold anything, if its manifest was made to fit. */
final class HostileTrainerFilesTest {

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"step\": 4, \"updates\": -7, \"cursor\": {\"epoch\": 0, \"position\": 1}} | updates must be",
        "{\"step\": 4, \"cursor\": {\"epoch\": -1, \"position\": 5}} | cursor.epoch must be",
        "{\"step\": 4, \"cursor\": {\"epoch\": 0, \"position\": -5}} | cursor.position must be",
        "{\"step\": 4, \"cursor\": {\"epoch\": 2147483648, \"position\": 0}} | cursor.epoch must be",
        "{\"step\": 4, \"cursor\": {\"epoch\": 0}} | step or cursor is missing",
        "{\"step\": 4, \"bestStep\": 9, \"cursor\": {\"epoch\": 0, \"position\": 1}} | bestStep must be",
        "{\"step\": 4, \"skippedInARow\": 9, \"cursor\": {\"epoch\": 0, \"position\": 1}} | skippedInARow",
        "{\"step\": 4, \"targetTokens\": -5, \"cursor\": {\"epoch\": 0, \"position\": 1}} | targetTokens",
        "{\"step\": 3, \"cursor\": {\"epoch\": 0, \"position\": 1}} | is the training state of step 3",
      })
  void whatNoRunHasComeToIsRefused(String state, String refusal) throws IOException {
    Path checkpoint = Files.createDirectory(directory.resolve("step-000004"));
    Files.writeString(checkpoint.resolve("trainer.json"), state);
    CorruptDataException refused =
        assertThrows(CorruptDataException.class, () -> new TrainerFiles(checkpoint).readState());
    assertTrue(String.valueOf(refused.getMessage()).contains(refusal), refused::getMessage);
  }

  @Test
  void hostileStateAndMoments() throws IOException {
    try (NDManager manager = Torch.newManager("cpu")) {
      Parameters parameters = new Parameters(manager);
      parameters.add("weight", new Shape(2, 3), new float[6]);
      AdamW.Settings settings = new AdamW.Settings(0.9, 0.98, 1e-8, 0.01);
      try (AdamW optimizer = new AdamW(manager, parameters, settings)) {
        TrainerFiles files = new TrainerFiles(directory);
        files.write(TrainingState.START, optimizer);
        new HostileFile(directory.resolve("trainer.json"))
            .assertNothingElseHappens(files::readState);
        for (String name : new String[] {"trainer.json", "optimizer.safetensors"}) {
          new HostileFile(directory.resolve(name))
              .assertNothingElseHappens(() -> files.restore(optimizer, files.readState()));
        }
      }
    }
  }
}
