package io.noisette.seq2seq;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.generate.target.TargetSettings;
import io.noisette.generate.target.TextToText;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A text before every source, which is kept with the model. */
final class PrefixTest {

  private static final String PREFIX = "say: ";

  @TempDir private static Path directory;
  private static final RecordingConsole CONSOLE = new RecordingConsole();
  private static SmallPairs pairs;
  private static Path run;

  @BeforeAll
  static void trainsWithAPrefix() throws IOException {
    pairs = new SmallPairs(directory.resolve("task"));
    run = directory.resolve("run");
    Map<String, ?> changes = Map.of("prefix", PREFIX, "steps", 2, "metric", "chrf");
    new Seq2SeqFinetuneRecipe(pairs.config(run, changes), CONSOLE).train();
  }

  @Test
  void validationShowsWhatTheModelReads() {
    assertTrue(CONSOLE.messages().contains("prefix of every source: 'say: ' (option)"));
    assertTrue(CONSOLE.messages().contains("  source:    say: the red flower"), CONSOLE::text);
  }

  @Test
  void generationPutsItBeforeEverySourceUnlessToldOtherwise() throws IOException {
    String config = Files.readString(run.resolve("checkpoints/best/config.json"));
    assertTrue(config.contains("\"prefix\": \"say: \""), config);
    TargetSettings none = TargetSettings.NONE.withPrefix("");
    try (TextToText own = TextToText.open(run, "cpu");
        TextToText plain = TextToText.open(run, "cpu", none, notice -> {})) {
      assertArrayEquals(plain.encode("say: the sun"), own.encode("the sun"));
      assertEquals(PREFIX, own.getPrefix());
      assertEquals("", plain.getPrefix());
    }
  }

  @Test
  void furtherFineTuningStartsWithIt() throws IOException {
    Path next = directory.resolve("next");
    Map<String, ?> changes =
        Map.of("model", run, "random-init", false, "steps", 1, "metric", "loss");
    SmallPairs.train(pairs.config(next, changes));
    assertTrue(configOf(next).contains("\"prefix\": \"say: \""));
    Path without = directory.resolve("without");
    Map<String, ?> none =
        Map.of("model", run, "random-init", false, "steps", 1, "metric", "loss", "prefix", "");
    SmallPairs.train(pairs.config(without, none));
    assertFalse(configOf(without).contains("\"prefix\""));
  }

  private static String configOf(Path output) throws IOException {
    return Files.readString(output.resolve("checkpoints/best/config.json"));
  }
}
