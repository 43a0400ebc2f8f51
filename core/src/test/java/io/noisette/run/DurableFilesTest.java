package io.noisette.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.corpus.CorpusWriter;
import io.noisette.tokenizer.SmallTokenizers;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DurableFilesTest {

  @TempDir Path directory;

  @Test
  void aFailureNamesWhatTheUserHasNamed() {
    Path corpus = directory.resolve("corpus");
    Path temporary = DurableFiles.temporarySibling(corpus);
    for (Path hidden :
        List.of(
            directory.resolve(".corpus.lock"),
            directory.resolve(".corpus.partial").resolve("shard-00000.bin"),
            temporary,
            temporary.resolve("model.safetensors"))) {
      IOException failure = new FileSystemException(hidden.toString(), null, "No space left");
      assertEquals(corpus + ": No space left", DurableFiles.name(corpus, failure).getMessage());
    }
    assertEquals(
        corpus + ": No space left",
        DurableFiles.name(corpus, new IOException("No space left")).getMessage());
    IOException other = new FileSystemException(directory + "/.other", null, "No space left");
    assertSame(other, DurableFiles.name(corpus, other));
  }

  @Test
  void aLockThatCannotBeMadeLeavesNothing() throws IOException {
    Path file = SmallTokenizers.train(directory, "the day and the night\n".repeat(5), 270);
    Path corpus = directory.resolve("corpus");
    Path lock = Files.createDirectory(directory.resolve(".corpus.lock"));
    try (Tokenizer tokenizer = Tokenizer.load(file)) {
      IOException failure =
          assertThrows(IOException.class, () -> new CorpusWriter(corpus, tokenizer, "en"));
      assertTrue(failure.getMessage().startsWith(corpus + ": "), failure::getMessage);
    }
    assertFalse(Files.exists(directory.resolve(".corpus.partial")));
    assertFalse(Files.exists(lock));
  }
}
