package io.noisette.train;

import ai.djl.ndarray.NDArray;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.noisette.engine.TensorMemory;
import io.noisette.failure.CorruptDataException;
import io.noisette.optim.Optimizer;
import io.noisette.run.Checkpoint;
import io.noisette.safetensors.SafetensorsFile;
import io.noisette.safetensors.SafetensorsTensor;
import io.noisette.safetensors.SafetensorsWriter;
import io.noisette.text.JsonFault;
import io.noisette.text.StrictJson;
import io.noisette.text.WholeFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * Files of a checkpoint besides the model: optimizer moments and training state, so that a resumed
 * run writes the same bytes as an uninterrupted run.
 */
final class TrainerFiles {

  /** Name of the file with the training state. */
  static final String STATE = "trainer.json";

  private static final String MOMENTS = "optimizer.safetensors";
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().serializeNulls().create();

  private final Path directory;

  TrainerFiles(Path checkpoint) {
    directory = checkpoint;
  }

  void write(TrainingState state, Optimizer optimizer) throws IOException {
    Files.writeString(directory.resolve(STATE), GSON.toJson(state) + "\n");
    SafetensorsWriter writer = new SafetensorsWriter();
    optimizer
        .getState()
        .forEach(
            (name, array) -> {
              long[] shape = array.getShape().getShape();
              writer.floatBytes(name, shape, () -> TensorMemory.bytesOf(array));
            });
    writer.write(directory.resolve(MOMENTS));
  }

  TrainingState readState() throws IOException {
    Path path = directory.resolve(STATE);
    if (Files.notExists(path)) {
      throw new CorruptDataException(
          directory
              + " has no "
              + STATE
              + ", so training cannot be resumed from it; give a checkpoint of a run");
    }
    try {
      String text = WholeFile.readText(path);
      TrainingState state = StrictJson.read(GSON, text, TrainingState.class);
      if (state != null && state.cursor() != null && text.contains("\"position\"")) {
        requireSound(state, path);
        return state;
      }
    } catch (JsonParseException | NumberFormatException | CharacterCodingException e) {
      throw new CorruptDataException(
          path + " is not a valid training state: " + JsonFault.describe(e), e);
    }
    throw new CorruptDataException(
        path + " is not a training state: step or cursor is missing or malformed");
  }

  /** Values that no run has come to are refused, as they would make the run go on elsewhere. */
  private void requireSound(TrainingState state, Path path) {
    requireFrom(0, Long.MAX_VALUE, "step", state.step(), path);
    requireFrom(0, Long.MAX_VALUE, "updates", state.updates(), path);
    requireFrom(0, Long.MAX_VALUE, "targetTokens", state.targetTokens(), path);
    requireFrom(0, state.step(), "skippedInARow", state.skippedInARow(), path);
    requireFrom(0, state.step(), "bestStep", state.bestStep(), path);
    requireFrom(0, Integer.MAX_VALUE, "cursor.epoch", state.cursor().epoch(), path);
    requireFrom(0, Long.MAX_VALUE, "cursor.position", state.cursor().position(), path);
    if (!Checkpoint.isNamedAfter(directory, state.step())) {
      throw new CorruptDataException(path + " is the training state of step " + state.step());
    }
  }

  private static void requireFrom(long least, long most, String key, long value, Path path) {
    if (value < least || value > most) {
      String range = most == Long.MAX_VALUE ? "at least " + least : "from " + least + " to " + most;
      throw new CorruptDataException(
          path + " is not a training state: " + key + " must be " + range + ", not " + value);
    }
  }

  void restore(Optimizer optimizer, TrainingState state) throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(directory.resolve(MOMENTS))) {
      for (Map.Entry<String, NDArray> entry : optimizer.getState().entrySet()) {
        set(entry.getValue(), file.getTensor(entry.getKey()), file.getPath());
      }
    }
    optimizer.restore(state.updates());
  }

  private static void set(NDArray array, SafetensorsTensor tensor, Path path) {
    if (!Arrays.equals(tensor.getShape(), array.getShape().getShape())) {
      throw new CorruptDataException(
          "%s: the tensor %s has shape %s, but the parameter requires %s"
              .formatted(
                  path, tensor.getName(), Arrays.toString(tensor.getShape()), array.getShape()));
    }
    TensorMemory.overwrite(array, tensor::copyFloats);
  }
}
