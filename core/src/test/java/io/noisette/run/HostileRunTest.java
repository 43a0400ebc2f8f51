package io.noisette.run;

import io.noisette.settings.OnResume;
import io.noisette.settings.Setting;
import io.noisette.settings.SettingsSchema;
import io.noisette.testing.HostileFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a run directory may hold anything. */
final class HostileRunTest {

  @TempDir Path directory;

  record Settings(@Setting(help = "number of steps", resume = OnResume.RAISABLE) int steps) {}

  @Test
  void aHostileRecord() throws IOException {
    Map<String, String> texts = Map.of("corpus", "1234");
    RunRecord record =
        new RunRecord("train", Map.of("steps", 3), texts, texts, texts, List.of())
            .after(List.of(), new RunRecord.Session("2026-01-01T00:00:00Z", 0, List.of("a")));
    record.write(directory);
    new HostileFile(directory.resolve(RunRecord.FILE_NAME), directory.toString())
        .tenThousandTimes()
        .assertNothingElseHappens(
            () ->
                ResumeRules.ofRuns(SettingsSchema.of(Settings.class))
                    .check(directory, RunRecord.read(directory), record));
  }

  @Test
  void hostileMetrics() throws IOException {
    String lines = "{\"step\":1,\"loss\":2.5}\n{\"step\":2,\"loss\":null,\"tokens\":100}\n";
    Files.writeString(directory.resolve(MetricsLog.FILE_NAME), lines.repeat(3));
    new HostileFile(directory.resolve(MetricsLog.FILE_NAME))
        .assertNothingElseHappens(() -> MetricsLog.open(directory, 1, false).close());
  }

  @Test
  void aHostileManifest() throws IOException {
    Files.writeString(directory.resolve("weights"), "heavy");
    Manifest.write(directory);
    new HostileFile(directory.resolve(Manifest.FILE_NAME), directory.toString())
        .assertNothingElseHappens(() -> Manifest.read(directory).verify(directory, name -> true));
  }
}
