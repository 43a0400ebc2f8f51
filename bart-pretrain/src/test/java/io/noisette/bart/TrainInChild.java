package io.noisette.bart;

import io.noisette.settings.GivenValue;
import io.noisette.settings.SettingsFile;
import io.noisette.settings.SettingsSchema;
import io.noisette.testing.StepConsole;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A process of its own, to be killed: trains with the settings of a file, not too fast. */
final class TrainInChild {

  private TrainInChild() {}

  public static void main(String[] arguments) throws IOException {
    Map<String, GivenValue> settings = SettingsFile.read(Path.of(arguments[0]));
    BartPretrainConfig config =
        SettingsSchema.of(BartPretrainConfig.class).read(Map.of(), settings);
    TinyRuns.train(
        config, new StepConsole(step -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50))));
  }
}
