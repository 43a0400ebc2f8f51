package io.noisette.train;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Parameters;
import io.noisette.engine.Torch;
import io.noisette.optim.AdamW;
import io.noisette.testing.HostileFile;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run has saved of itself may hold anything, if its manifest was made to fit. */
final class HostileTrainerFilesTest {

  @TempDir Path directory;

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
