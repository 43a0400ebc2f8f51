package io.noisette.tokenizer;

import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tokenizers that tests train in a moment. */
public final class SmallTokenizers {

  private SmallTokenizers() {}

  /** Trains on a file and gives back the {@code tokenizer.json}. */
  public static Path train(Path directory, Path text, int vocabSize) throws IOException {
    Path output = directory.resolve("tokenizer.json");
    Files.deleteIfExists(output); // training does not overwrite
    new TokenizerTrainCommand()
        .execute(
            new TokenizerTrainConfig(List.of(text), vocabSize, output), new RecordingConsole());
    return output;
  }

  /** Trains on the lines of a table, which would be refused as text, headings and all. */
  public static Path trainOnTable(Path directory, Path table, int vocabSize) throws IOException {
    return train(directory, Files.readString(table), vocabSize);
  }

  /** Trains on a few lines. */
  public static Path train(Path directory, String text, int vocabSize) throws IOException {
    Path file = Files.writeString(directory.resolve("training.txt"), text);
    try {
      return train(directory, file, vocabSize);
    } finally {
      Files.delete(file);
    }
  }
}
