package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noisette.bart.BartPretrainConfig;
import io.noisette.distillation.DistillConfig;
import io.noisette.distillation.data.DistillDataConfig;
import io.noisette.distillation.dataset.DistillDatasetConfig;
import io.noisette.distillation.sequence.SequenceDistillConfig;
import io.noisette.distillation.specialist.SpecialistConfig;
import io.noisette.freelb.FreeLbFinetuneConfig;
import io.noisette.sandwich.SandwichLmConfig;
import io.noisette.seq2seq.Seq2SeqFinetuneConfig;
import io.noisette.settings.OnResume;
import io.noisette.settings.SettingDefinition;
import io.noisette.settings.SettingsSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A setting that is set free by mistake would let a run be resumed with other numbers. */
final class ResumableSettingsTest {

  private static final Set<String> FREE =
      Set.of(
          "output",
          "resume",
          "dry-run",
          "checkpoint-every",
          "checkpoint-minutes",
          "keep-last",
          "log-every",
          "non-finite");

  @Test
  void whatNoNumberDependsOnIsFree() {
    assertEquals(with(FREE, "vocab-size"), names(BartPretrainConfig.class, OnResume.FREE));
    assertEquals(with(FREE, "vocab-size"), names(SandwichLmConfig.class, OnResume.FREE));
    assertEquals(with(FREE), names(FreeLbFinetuneConfig.class, OnResume.FREE));
    assertEquals(with(FREE, "scores"), names(DistillConfig.class, OnResume.FREE));
    assertEquals(with(FREE), names(DistillDataConfig.class, OnResume.FREE));
    assertEquals(with(FREE), names(SpecialistConfig.class, OnResume.FREE));
    assertEquals(with(FREE), names(DistillDatasetConfig.class, OnResume.FREE));
  }

  @Test
  void inputsMayBeElsewhere() {
    assertEquals(
        Set.of("corpus", "validation", "plugins", "init-from"),
        names(BartPretrainConfig.class, OnResume.INPUT));
    assertEquals(
        Set.of("corpus", "validation", "init-from"), names(SandwichLmConfig.class, OnResume.INPUT));
    assertEquals(Set.of("data", "model"), names(FreeLbFinetuneConfig.class, OnResume.INPUT));
    assertEquals(
        Set.of("teacher", "data", "unlabelled"), names(DistillConfig.class, OnResume.INPUT));
    assertEquals(
        Set.of("model", "teacher", "data", "unlabelled", "plugins"),
        names(DistillDataConfig.class, OnResume.INPUT));
    assertEquals(
        Set.of("generalist", "data", "pair-format"), names(SpecialistConfig.class, OnResume.INPUT));
    assertEquals(
        Set.of("data", "words", "pretraining-data"),
        names(DistillDatasetConfig.class, OnResume.INPUT));
  }

  /** Their digests are compared, so that a changed file is noticed and a moved one is not. */
  @Test
  void filesThatDefineATaskMayBeElsewhere() {
    for (Class<? extends Record> settings :
        List.of(
            FreeLbFinetuneConfig.class,
            DistillConfig.class,
            DistillDataConfig.class,
            SpecialistConfig.class,
            DistillDatasetConfig.class)) {
      assertEquals(Set.of("task"), names(settings, OnResume.DEFINITION));
    }
  }

  @Test
  void theLengthMayBeRaised() {
    assertEquals(Set.of("steps"), names(BartPretrainConfig.class, OnResume.RAISABLE));
    assertEquals(Set.of("steps"), names(SandwichLmConfig.class, OnResume.RAISABLE));
    assertEquals(Set.of("steps", "epochs"), names(FreeLbFinetuneConfig.class, OnResume.RAISABLE));
    assertEquals(Set.of("steps", "epochs"), names(DistillConfig.class, OnResume.RAISABLE));
    assertEquals(Set.of("steps", "epochs"), names(DistillDataConfig.class, OnResume.RAISABLE));
    assertEquals(Set.of("steps", "epochs"), names(SpecialistConfig.class, OnResume.RAISABLE));
    assertEquals(Set.of("outer-steps"), names(DistillDatasetConfig.class, OnResume.RAISABLE));
  }

  @Test
  void threadsChangeTheRounding() {
    assertEquals(Set.of("threads"), names(BartPretrainConfig.class, OnResume.ROUNDING));
    assertEquals(Set.of("threads"), names(SandwichLmConfig.class, OnResume.ROUNDING));
    assertEquals(Set.of("threads"), names(FreeLbFinetuneConfig.class, OnResume.ROUNDING));
    assertEquals(Set.of("threads"), names(DistillConfig.class, OnResume.ROUNDING));
    assertEquals(Set.of("threads"), names(DistillDataConfig.class, OnResume.ROUNDING));
    assertEquals(Set.of("threads"), names(SpecialistConfig.class, OnResume.ROUNDING));
    assertEquals(Set.of("threads"), names(DistillDatasetConfig.class, OnResume.ROUNDING));
  }

  /** The page lists all of them, for it says that any other is refused. */
  @Test
  void thePageNamesWhatMayChange() throws IOException {
    String table =
        Files.readAllLines(Path.of("../docs/reproducibility.md")).stream()
            .filter(line -> line.startsWith("| `--"))
            .collect(Collectors.joining("\n"));
    Set<String> missing = new TreeSet<>();
    for (SettingDefinition setting : definitions()) {
      if (setting.getResume() != OnResume.BOUND
          && setting.getResume() != OnResume.ROUNDING
          && !table.contains("`--" + setting.getName() + "`")) {
        missing.add(setting.getName());
      }
    }
    assertEquals(Set.of(), missing);
  }

  private static List<SettingDefinition> definitions() {
    return Stream.of(
            BartPretrainConfig.class,
            SandwichLmConfig.class,
            FreeLbFinetuneConfig.class,
            Seq2SeqFinetuneConfig.class,
            DistillConfig.class,
            SequenceDistillConfig.class,
            DistillDataConfig.class,
            SpecialistConfig.class,
            DistillDatasetConfig.class)
        .flatMap(type -> SettingsSchema.of(type).getDefinitions().stream())
        .toList();
  }

  private static Set<String> names(Class<? extends Record> settings, OnResume resume) {
    return SettingsSchema.of(settings).getDefinitions().stream()
        .filter(setting -> setting.getResume() == resume)
        .map(SettingDefinition::getName)
        .collect(Collectors.toSet());
  }

  private static Set<String> with(Set<String> names, String... more) {
    Set<String> all = new TreeSet<>(names);
    all.addAll(Set.of(more));
    return all;
  }
}
