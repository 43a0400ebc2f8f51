package io.noisette.settings;

import io.noisette.testing.HostileFile;
import io.noisette.tokenizer.TokenizerTrainConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of settings may hold anything. */
final class HostileSettingsTest {

  @TempDir Path directory;

  @Test
  void hostileYaml() throws IOException {
    Path file = directory.resolve("settings.yaml");
    Files.writeString(file, "text: [a.txt, 'b.txt']\nvocab-size: 1000 # ids\noutput: out.json\n");
    read(file, TokenizerTrainConfig.class);
  }

  @Test
  void aHostileRecordOfARun() throws IOException {
    Path file = directory.resolve("run.json");
    Files.writeString(
        file,
        "{\"settings\": {\"text\": [\"a\"], \"vocab-size\": 300, \"output\": \"o\"}, \"x\": 1}");
    read(file, TokenizerTrainConfig.class);
  }

  private static void read(Path file, Class<? extends Record> type) throws IOException {
    new HostileFile(file, "")
        .tenThousandTimes()
        .assertNothingElseHappens(
            () -> SettingsSchema.of(type).read(Map.of(), SettingsFile.read(file)));
  }
}
