package io.noisette.evaluation.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Vocabulary of a BERT that knows letters: 57 special ones, letters, and letters inside words. */
public final class SmallBert {

  private SmallBert() {}

  /** Writes {@code vocab.txt} and returns its directory. */
  public static Path writeVocabulary(Path directory) throws IOException {
    List<String> words = new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"));
    for (char letter = 'a'; letter <= 'z'; letter++) {
      words.add(String.valueOf(letter));
      words.add("##" + letter);
    }
    Files.write(directory.resolve("vocab.txt"), words);
    return directory;
  }
}
