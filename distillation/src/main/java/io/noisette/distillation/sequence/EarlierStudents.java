package io.noisette.distillation.sequence;

import io.noisette.digest.Sha256;
import io.noisette.distillation.classifier.DistillOutput;
import io.noisette.run.RunFacts;
import io.noisette.run.RunRecord;
import io.noisette.seq2seq.Seq2SeqFinetuneConfig;
import io.noisette.settings.SettingsSchema;
import io.noisette.train.RunIdentity;
import io.noisette.train.TrainingRun;
import io.noisette.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Students that earlier commands have trained with other random seeds. */
final class EarlierStudents {

  private final SequenceDistillConfig config;
  private final @Nullable Path pairs;

  /**
   * Creates the students.
   *
   * @param pairs file with the targets that the teacher has written; null if the level has none
   */
  EarlierStudents(SequenceDistillConfig config, @Nullable Path pairs) {
    this.config = config;
    this.pairs = pairs;
  }

  /**
   * Returns the seeds of distilled students of this level, ascending, without those of this
   * command. Other levels have the same students alone, so these do not say which seeds there are.
   */
  List<Long> findSeeds() throws IOException {
    List<String> arms = List.of(config.level().toString());
    return DistillOutput.findOtherSeeds(config.runtime().requireOutput(), arms, config.seeds());
  }

  /**
   * Returns the last state of a student alone; null if its training is not over.
   *
   * @throws io.noisette.failure.UsageException if there is a run with other settings or texts
   */
  @Nullable TrainingState findAlone(Seq2SeqFinetuneConfig run) throws IOException {
    return find(
        "seq2seq-finetune",
        SettingsSchema.of(Seq2SeqFinetuneConfig.class),
        run,
        run,
        config.train());
  }

  /** Returns the last state of a distilled student as {@link #findAlone} does. */
  @Nullable TrainingState findDistilled(Seq2SeqFinetuneConfig run) throws IOException {
    SequenceDistillConfig own = config.ofRun(run.seed(), run.runtime().requireOutput());
    List<Path> train = pairs == null ? config.train() : List.of(pairs);
    return find("distill", SettingsSchema.of(SequenceDistillConfig.class), own, run, train);
  }

  private <S extends Record> @Nullable TrainingState find(
      String verb,
      SettingsSchema<S> schema,
      S settings,
      Seq2SeqFinetuneConfig run,
      List<Path> train)
      throws IOException {
    Path directory = run.runtime().requireOutput();
    if (!RunRecord.isIn(directory)) {
      return null;
    }
    RunRecord record = RunRecord.read(directory);
    Map<String, String> digests = new LinkedHashMap<>(record.digests());
    addFiles("train", train, digests);
    addFiles("validation", config.validation(), digests);
    TrainingState saved =
        TrainingRun.findSavedState(directory, new RunIdentity<>(verb, schema, settings, digests));
    RunFacts facts = Objects.requireNonNull(record.facts());
    return saved != null
            && !saved.validationDue()
            && facts.isOver(saved.step(), saved.findBestStep())
        ? saved
        : null;
  }

  private static void addFiles(String name, List<Path> files, Map<String, String> digests)
      throws IOException {
    for (int i = 0; i < files.size(); i++) {
      digests.put(name + " file " + (i + 1), Sha256.of(files.get(i)));
    }
  }
}
