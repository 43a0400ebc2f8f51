package io.noisette.freelb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.adversary.Adversary;
import io.noisette.adversary.AdversaryVariant;
import io.noisette.evaluation.task.GlueTasks;
import io.noisette.evaluation.task.Split;
import io.noisette.failure.UsageException;
import io.noisette.finetune.Timetable;
import io.noisette.settings.GivenValue;
import io.noisette.settings.SettingsSchema;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FinetunePresetTest {

  private static final Path PLACE = Path.of("x");

  @ParameterizedTest
  @EnumSource
  void everyPresetHasSettingsForEveryTaskThatWasPublished(FinetunePreset preset) {
    for (var task : GlueTasks.all()) {
      if (!task.files().containsKey(Split.TRAIN) || task.name().equals("wnli")) {
        continue;
      }
      FreeLbFinetuneConfig config = of(task.name(), preset);
      boolean none = preset == FinetunePreset.NONE;
      assertEquals(none ? Adversary.NONE : Adversary.FREELB, config.adversary().adversary());
    }
  }

  @Test
  void theTableOfThePaper() {
    FreeLbFinetuneConfig config = of("rte", FinetunePreset.ROBERTA_LARGE_TABLE6);
    assertEquals(0.15, config.adversary().advMaxNorm());
    assertEquals(0.03, config.adversary().advLr());
    assertEquals(3, config.adversary().advSteps());
    assertEquals(2e-5, config.training().learningRate());
    assertEquals(16, config.training().batchSize());
    assertEquals(120, Timetable.of(config.training(), 3200).warmupSteps());
    assertEquals(5e-6, of("mrpc", FinetunePreset.ROBERTA_LARGE_TABLE6).training().learningRate());
  }

  @Test
  void theScriptsOfTheAuthors() {
    FreeLbFinetuneConfig qqp = of("qqp", FinetunePreset.ROBERTA_LARGE_SCRIPTS);
    assertEquals(new Timetable(113272, 10, 28318, 10), Timetable.of(qqp.training(), 320));
    assertEquals(0.62, qqp.adversary().advMaxNorm());
    FreeLbFinetuneConfig albert = of("rte", FinetunePreset.ALBERT_SCRIPTS);
    assertEquals(AdversaryVariant.HF, albert.adversary().advVariant());
    assertEquals(0.1, albert.training().attentionDropout());
    assertEquals(800, albert.training().steps());
  }

  @Test
  void epochsTakeTheLengthOfARunFromAPreset() {
    FreeLbFinetuneConfig config = of(Map.of("epochs", 2, "warmup-share", 0.5));
    assertEquals(new Timetable(40, 20, 20, 20), Timetable.of(config.training(), 320));
    assertEquals(2036, of(Map.of("epochs", 2, "steps", 2036)).training().steps());
    assertEquals(122, of(Map.of("epochs", 2)).training().warmupSteps(), "the preset's");
  }

  @Test
  void aTaskThatAPresetDoesNotKnowIsNamed() {
    UsageException refused =
        assertThrows(UsageException.class, () -> of("wnli", FinetunePreset.ALBERT_SCRIPTS));
    assertTrue(
        refused.getMessage().contains("--preset albert-scripts has no settings for --task wnli"));
  }

  @Test
  void whatAPresetBringsIsNotChosen() {
    FreeLbFinetuneConfig config =
        of("cola", FinetunePreset.ROBERTA_LARGE_TABLE6).withTraining(it -> it.epochs(4));
    SettingsSchema<FreeLbFinetuneConfig> schema = SettingsSchema.of(FreeLbFinetuneConfig.class);
    assertEquals(
        Set.of("task", "data", "model", "preset", "epochs"),
        schema.findChosen(schema.toMap(config)));
  }

  /** Returns the settings of the authors' scripts for RTE, with options that are given. */
  private static FreeLbFinetuneConfig of(Map<String, ?> options) {
    Map<String, Object> given = new LinkedHashMap<>(options);
    given.putAll(Map.of("task", "rte", "data", PLACE, "model", PLACE));
    given.put("preset", FinetunePreset.ROBERTA_LARGE_SCRIPTS);
    return SettingsSchema.of(FreeLbFinetuneConfig.class).read(GivenValue.ofAll(given), Map.of());
  }

  private static FreeLbFinetuneConfig of(String task, FinetunePreset preset) {
    return FreeLbFinetuneConfig.of(task, PLACE, PLACE, preset);
  }
}
