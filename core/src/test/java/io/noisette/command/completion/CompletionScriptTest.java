package io.noisette.command.completion;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.command.Command;
import io.noisette.command.Console;
import io.noisette.settings.Setting;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompletionScriptTest {

  @Test
  void aRenamedOptionHasItsNewNameOnly() {
    String script = CompletionScript.write(Shell.BASH, Map.of("greet", new Greet()));
    assertTrue(script.contains("--times"), script);
    assertFalse(script.contains("repeats"), script);
  }

  record Settings(@Setting(help = "how often", byDefault = "1", alias = "repeats") int times) {}

  private static final class Greet implements Command<Settings> {

    @Override
    public String getSummary() {
      return "says hello";
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
