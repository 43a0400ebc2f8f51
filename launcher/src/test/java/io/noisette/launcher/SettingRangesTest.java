package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import io.noisette.command.Command;
import io.noisette.command.Variants;
import io.noisette.failure.UsageException;
import io.noisette.settings.GivenValue;
import io.noisette.settings.SettingDefinition;
import io.noisette.settings.SettingsSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A number out of range is refused with the settings, before anything is read or computed. */
final class SettingRangesTest {

  private static final Pattern COUNT = Pattern.compile("N…?");
  private static final Set<String> OF_ANY_SIGN = Set.of("seed", "seeds");

  /** Their range depends on the vocabulary or the position embeddings, and has tests there. */
  private static final Set<String> REFUSED_WITH_THE_MODEL =
      Set.of("sandwich-lm --d-model", "sandwich-lm --cutoffs", "tokenizer-train --vocab-size");

  /** Adam would divide 0 by 0 where a parameter has had no gradient yet. */
  @Test
  void noEpsilonIsZero() {
    List<String> refusals = new ArrayList<>();
    for (Map.Entry<String, Command<?>> command : commands().entrySet()) {
      SettingsSchema<?> schema = SettingsSchema.of(command.getValue().getSettingsType());
      for (SettingDefinition setting : schema.getDefinitions()) {
        if (setting.getName().endsWith("-eps")) {
          refusals.add(command.getKey() + ": " + refuse(schema, setting, "0"));
        }
      }
    }
    assertTrue(refusals.size() >= 4, refusals::toString);
    for (String refusal : refusals) {
      assertTrue(refusal.contains("adam-eps must be a finite number greater than 0"), refusal);
    }
  }

  @Test
  void noCountIsNegative() {
    List<String> accepted = new ArrayList<>();
    int tried = 0;
    for (Map.Entry<String, Command<?>> command : commands().entrySet()) {
      SettingsSchema<?> schema = SettingsSchema.of(command.getValue().getSettingsType());
      for (SettingDefinition setting : schema.getDefinitions()) {
        String option = command.getKey() + " --" + setting.getName();
        if (COUNT.matcher(setting.getPlaceholder()).matches()
            && !OF_ANY_SIGN.contains(setting.getName())
            && !REFUSED_WITH_THE_MODEL.contains(option)) {
          tried++;
          String refusal = refuse(schema, setting, "-1");
          if (!refusal.contains(setting.getName())) {
            accepted.add(option + " -1: " + refusal);
          }
        }
      }
    }
    assertTrue(tried > 250, "numbers found: " + tried);
    assertEquals(List.of(), accepted);
  }

  private static String refuse(SettingsSchema<?> schema, SettingDefinition refused, String value) {
    Map<String, GivenValue> given = new HashMap<>();
    for (SettingDefinition setting : schema.getDefinitions()) {
      if (setting.isRequired()) {
        List<String> choices = setting.getChoices();
        give(given, setting, choices.isEmpty() ? "2" : choices.get(0));
      }
    }
    give(given, refused, value);
    try {
      schema.read(given, Map.of());
      return "accepted";
    } catch (UsageException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static void give(Map<String, GivenValue> given, SettingDefinition setting, String value) {
    given.put(setting.getName(), new GivenValue("--" + setting.getName(), List.of(value)));
  }

  private static Map<String, Command<?>> commands() {
    Map<String, Command<?>> all = new TreeMap<>();
    Guice.createInjector(Main.modules())
        .getInstance(Key.get(new TypeLiteral<Map<String, Command<?>>>() {}))
        .forEach(
            (name, command) -> {
              all.put(name, command);
              for (Variants variants : command.getVariants()) {
                String option = name + " --" + variants.option() + " ";
                variants.commands().forEach((value, variant) -> all.put(option + value, variant));
              }
            });
    return all;
  }
}
