package io.noisette.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SummaryFileTest {

  /** A summary. */
  private record Summary(String model, @Nullable Double score) {}

  @Test
  void namesStandThereAsTheyAre(@TempDir Path directory) throws IOException {
    SummaryFile.write(directory, new Summary("<base> & 'more' = 1", null));
    assertEquals(
        "{\n  \"model\": \"<base> & 'more' = 1\",\n  \"score\": null\n}\n",
        Files.readString(directory.resolve(SummaryFile.NAME)));
  }
}
