package io.noisette.sandwich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noisette.command.StopSignal;
import io.noisette.corpus.PrepareCommand;
import io.noisette.corpus.PrepareConfig;
import io.noisette.failure.UsageException;
import io.noisette.testing.RecordingConsole;
import io.noisette.text.DocumentFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanguageDataTest {

  private static final String LOST =
      " has whole words but no line ends; prepare it with --tokenizer words --vocabulary FILE,"
          + " not with a tokenizer.json";

  @TempDir private static Path directory;
  private static TinyLms runs;

  @BeforeAll
  static void prepares() throws IOException, InterruptedException {
    runs = new TinyLms(directory);
  }

  @Test
  void aCorpusOfWordsNeedsTheEndsOfItsLines() throws IOException, InterruptedException {
    Path lost = directory.resolve("lost");
    Path tokenizer = runs.corpus().resolve("tokenizer.json");
    List<Path> text = List.of(directory.resolve("held-out.txt"));
    new PrepareCommand()
        .prepare(
            new PrepareConfig(text, tokenizer, lost, DocumentFormat.LINE, "en"),
            new RecordingConsole(),
            new StopSignal());
    assertRefused("--corpus " + lost + LOST, lost, null);
    assertRefused("--validation " + lost + LOST, runs.corpus(), lost);
  }

  @Test
  void anotherVocabularyIsNamed() throws IOException, InterruptedException {
    Path text = Files.writeString(directory.resolve("other.txt"), "few words\n");
    Path other = directory.resolve("other");
    new PrepareCommand()
        .execute(PrepareConfig.words(List.of(text), null, other), new RecordingConsole());
    assertRefused(
        ("--validation %s has another vocabulary than --corpus %2$s; prepare it with --tokenizer"
                + " words --vocabulary %2$s")
            .formatted(other, runs.corpus()),
        runs.corpus(),
        other);
  }

  private static void assertRefused(String message, Path corpus, @Nullable Path validation) {
    UsageException refused =
        assertThrows(UsageException.class, () -> LanguageData.open(corpus, validation));
    assertEquals(message, refused.getMessage());
  }
}
