package io.noisette.bart;

import io.noisette.run.MetricsLog;
import io.noisette.settings.GivenValue;
import io.noisette.settings.SettingsFile;
import io.noisette.settings.SettingsSchema;
import io.noisette.testing.StepConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A process of its own, to be killed: trains with the settings of a file, not too fast. */
final class TrainInChild {

  private static final String LOG = "child.log";

  private TrainInChild() {}

  public static void main(String[] arguments) throws IOException {
    Map<String, GivenValue> settings = SettingsFile.read(Path.of(arguments[0]));
    BartPretrainConfig config =
        SettingsSchema.of(BartPretrainConfig.class).read(Map.of(), settings);
    TinyRuns.train(
        config, new StepConsole(step -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50))));
  }

  /** Starts one; its settings and its log are files of a directory. */
  static Process start(BartPretrainConfig config, Path directory) throws IOException {
    Path settings = directory.resolve("child.yaml");
    Files.writeString(settings, SettingsSchema.of(BartPretrainConfig.class).toYaml(config));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            TrainInChild.class.getName(),
            settings.toString())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve(LOG).toFile())
        .start();
  }

  /** Waits until it has measured so many steps, or is gone. */
  static void waitForStep(long step, Path output, Process child)
      throws IOException, InterruptedException {
    Path metrics = output.resolve(MetricsLog.FILE_NAME);
    while (child.isAlive() && !(Files.exists(metrics) && lines(metrics) >= step)) {
      Thread.sleep(1);
    }
  }

  static String readLog(Path directory) {
    try {
      return Files.readString(directory.resolve(LOG));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static long lines(Path file) throws IOException {
    try (var lines = Files.lines(file)) {
      return lines.count();
    }
  }
}
