package io.noisette.freelb;

import io.noisette.evaluation.answer.SquadTask;
import io.noisette.evaluation.answer.WindowSettings;
import io.noisette.failure.UsageException;
import io.noisette.settings.GivenValue;
import io.noisette.settings.Preset;
import io.noisette.settings.SettingsFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Published fine-tuning settings per task, from {@code presets/NAME.yaml}. */
public enum FinetunePreset implements Preset {
  /** No preset: all settings have their defaults; max-length is 384 for SQuAD. */
  NONE,
  /** RoBERTa-large, as in table 6 of the FreeLB paper. */
  ROBERTA_LARGE_TABLE6,
  /** RoBERTa-large, as in the authors' launch scripts. */
  ROBERTA_LARGE_SCRIPTS,
  /** ALBERT-xxlarge-v2, as in the authors' launch script. */
  ALBERT_SCRIPTS;

  private static final String TASK = "task";

  /** Returns an empty map: all settings of these presets depend on the task. */
  @Override
  public Map<String, GivenValue> getSettings() {
    return Map.of();
  }

  /**
   * Returns the preset's settings for the task in {@code given}; empty if no task is given.
   *
   * @throws UsageException if the preset has no settings for the task
   */
  @Override
  public Map<String, GivenValue> getSettings(Map<String, GivenValue> given) {
    GivenValue task = given.get(TASK);
    List<String> texts = task == null ? null : task.texts();
    if (texts == null || texts.size() != 1) {
      return Map.of();
    }
    if (this == NONE) {
      return SquadTask.find(texts.get(0)) == null ? Map.of() : ofSquad();
    }
    Map<String, GivenValue> table =
        new LinkedHashMap<>(SettingsFile.readResource(FinetunePreset.class, resource()));
    return column(table, texts.get(0));
  }

  /** Contexts of SQuAD are longer than texts of GLUE. */
  private static Map<String, GivenValue> ofSquad() {
    return GivenValue.ofAll(Map.of("max-length", WindowSettings.DEFAULT_MAX_LENGTH));
  }

  private Map<String, GivenValue> column(Map<String, GivenValue> table, String task) {
    List<String> tasks = textsOf(table.remove(TASK));
    int column = tasks.indexOf(task);
    if (column < 0) {
      throw new UsageException(
          "--preset %s has no settings for --task %s, only for %s"
              .formatted(printed(), task, String.join(", ", tasks)));
    }
    Map<String, GivenValue> settings = new LinkedHashMap<>();
    table.forEach(
        (name, value) -> {
          List<String> texts = textsOf(value);
          String text = texts.size() == 1 ? texts.get(0) : texts.get(column);
          settings.put(name, new GivenValue(value.subject(), List.of(text)));
        });
    return settings;
  }

  private static List<String> textsOf(@Nullable GivenValue value) {
    List<String> texts = value == null ? null : value.texts();
    return texts == null ? List.of() : texts;
  }

  private String resource() {
    return "presets/" + printed() + ".yaml";
  }

  private String printed() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
