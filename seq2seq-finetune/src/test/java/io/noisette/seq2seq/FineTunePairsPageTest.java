package io.noisette.seq2seq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import example.FineTunePairs;
import io.noisette.train.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java that the page shows does what it says. */
final class FineTunePairsPageTest {

  @Test
  void whatThePageShowsRuns(@TempDir Path directory) throws Exception {
    SmallPairs pairs = new SmallPairs(directory.resolve("task"));
    Path start = directory.resolve("start");
    SmallPairs.train(pairs.config(start, Map.of("steps", 1, "metric", "loss")));
    TrainingState end =
        FineTunePairs.train(pairs.train(), pairs.validation(), start, directory.resolve("output"));
    assertEquals(2, end.step());
  }

  @Test
  void thePageShowsThisSource() throws IOException {
    String source = Files.readString(Path.of("src/test/java/example/FineTunePairs.java"));
    int first = source.indexOf("    Seq2SeqFinetuneConfig config");
    String shown = source.substring(first, source.indexOf("\n  }\n", first)).stripIndent();
    String page = Files.readString(Path.of("../docs/seq2seq.md"));
    assertTrue(page.contains("```java\n" + shown + "\n```"), () -> "the page lacks\n" + shown);
  }
}
