package io.noisette.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noisette.command.Command;
import io.noisette.command.Console;
import io.noisette.command.Topic;
import io.noisette.run.RunRecord;
import io.noisette.settings.Setting;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChangedSettingsTest {

  private static final ChangedSettings SETTINGS =
      new ChangedSettings(Map.of("small-train", SmallTrain::new));

  @Test
  void settingsUnderOldNamesAreComparedUnderTheNewOnes() {
    RunRecord renamed = SETTINGS.rename(SmallRuns.record(Map.of("vocabulary-size", 7L)));
    assertEquals(7L, renamed.settings().get("vocab-size"));
    assertEquals(Set.of("vocab-size"), SETTINGS.find(renamed));
  }

  @Test
  void aRunOfAnUnknownSubcommandStaysAsItIs() {
    RunRecord record = SmallRuns.record(Map.of("vocabulary-size", 7L));
    assertEquals(record, new ChangedSettings(Map.of()).rename(record));
  }

  record Settings(
      @Setting(help = "run directory", byDefault = "runs/x") String output,
      @Setting(help = "number of steps", byDefault = "40") int steps,
      @Setting(help = "learning rate", byDefault = "0.003") double learningRate,
      @Setting(help = "number of ids", byDefault = "5", alias = "vocabulary-size") int vocabSize) {}

  private static final class SmallTrain implements Command<Settings> {

    @Override
    public String getSummary() {
      return "Train a little";
    }

    @Override
    public Topic getTopic() {
      return Topic.TRAINING;
    }

    @Override
    public Class<Settings> getSettingsType() {
      return Settings.class;
    }

    @Override
    public int execute(Settings settings, Console console) {
      return 0;
    }
  }
}
