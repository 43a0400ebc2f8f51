package io.noisette.parity;

import io.noisette.command.OutputFormat;
import io.noisette.parity.golden.SchedulesParity;
import io.noisette.safetensors.SafetensorsWriter;
import io.noisette.testing.HostileFile;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of reference values may hold anything. */
final class HostileGoldenTest {

  @TempDir Path directory;

  @Test
  void hostileReferenceValues() throws IOException {
    Path path = directory.resolve("cases.safetensors");
    new SafetensorsWriter()
        .metadata("kind", "schedules")
        .metadata(
            "cases",
            "{\"one\": {\"schedule\": \"cosine\", \"lr\": 0.1, \"warmup\": 2, \"min_lr\": 0.01,"
                + " \"warmup_init_lr\": 1e-7, \"period\": 8, \"t_mult\": 1, \"lr_shrink\": 1}}")
        .longs("one/input/step", new long[] {2}, () -> new long[] {0, 5})
        .floats("one/expected/lr", new long[] {2}, () -> new float[] {0, 0.05f})
        .write(path);
    VerifyParityCommand command =
        new VerifyParityCommand(Map.of("schedules", new SchedulesParity()), Map.of());
    VerifyParityConfig config = new VerifyParityConfig(List.of(directory), OutputFormat.TEXT);
    new HostileFile(path, directory.toString())
        .tenThousandTimes()
        .assertNothingElseHappens(() -> command.execute(config, new RecordingConsole()));
  }
}
