package io.noisette.tokenizer;

import io.noisette.testing.HostileFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The native library is only given what would not bring the JVM down. */
final class HostileTokenizerTest {

  @TempDir Path directory;

  @Test
  void aHostileTokenizer() throws IOException {
    Path file = SmallTokenizers.train(directory, "A cat sat on the mat. ☕\n".repeat(9), 280);
    new HostileFile(file)
        .assertNothingElseHappens(
            () -> {
              try (Tokenizer tokenizer = Tokenizer.load(file)) {
                tokenizer.decode(tokenizer.encode("The cat, ☕ and \u0000 \ud83d\ude00."));
                tokenizer.encodeMarked("a <mask> day</s>");
              }
            });
  }

  @Test
  void hostileTextToLearnFrom() throws IOException {
    Path text = directory.resolve("text.txt");
    Files.writeString(
        text, "A cat sat on the mat. ☕ naïve {\"text\": \"x\"}\n\n = Title =\n".repeat(4));
    new HostileFile(text, "")
        .assertNothingElseHappens(() -> SmallTokenizers.train(directory, text, 270));
  }
}
