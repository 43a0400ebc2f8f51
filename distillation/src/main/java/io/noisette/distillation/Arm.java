package io.noisette.distillation;

import io.noisette.distillation.classifier.DistillOutput;
import io.noisette.distillation.classifier.StudentBatches;
import io.noisette.distillation.classifier.StudentData;
import io.noisette.distillation.classifier.StudentEnd;
import io.noisette.distillation.classifier.StudentResult;
import io.noisette.distillation.classifier.StudentRun;
import io.noisette.distillation.loss.StudentGoal;
import io.noisette.distillation.loss.StudentStep;
import io.noisette.distillation.loss.TermWeights;
import io.noisette.finetune.ExampleBatches;
import io.noisette.finetune.FineTuningSettings;
import io.noisette.finetune.Timetable;
import io.noisette.settings.SettingsSchema;
import io.noisette.train.RunIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** The two students that are compared, which differ only in what they learn from. */
enum Arm {
  /** Learns from the labels only, on the labelled texts, with the same number of steps. */
  ALONE("student alone"),
  /** Learns from the teachers on all texts, and from the labels where there are any. */
  DISTILLED("distilled student");

  private final String title;

  Arm(String title) {
    this.title = title;
  }

  String getTitle() {
    return title;
  }

  /** Returns the name of the directory with its runs. */
  String getDirectoryName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the settings of the run of a student with a random seed.
   *
   * @param config settings of all runs
   */
  DistillConfig toConfig(DistillConfig config, long seed) {
    Path output = config.runtime().requireOutput();
    return config.ofRun(seed, DistillOutput.ofRun(output, getDirectoryName(), seed));
  }

  /**
   * Returns the run of a student.
   *
   * @param own settings of this run, with a single seed
   * @param targets of the teachers, (texts, outputs) row by row
   */
  StudentRun toRun(DistillConfig own, StudentData data, double[] targets) throws IOException {
    long seed = own.seeds().get(0);
    FineTuningSettings training = own.training();
    ExampleBatches batches =
        new ExampleBatches(
            countTexts(data),
            seed,
            training.batchSize(),
            training.microBatchTokens(),
            data.encoded()::getLength);
    return new StudentRun(
        new RunIdentity<>("distill", SettingsSchema.of(DistillConfig.class), own, data.digests()),
        training,
        own.runtime(),
        seed,
        Timetable.of(training, data.texts().countAll()), // the same for both students
        new StudentGoal(own.loss().toTemperature(), termsOf(own.loss()), StudentStep::name)
            .withAdversary(own.adversary()),
        new StudentBatches(data.encoded(), targets, batches),
        own.plan(data.choice(), data.texts()));
  }

  /** Returns the results of these students, by seed. */
  StudentResult toResult(Map<Arm, Map<Long, StudentEnd>> ends) {
    return StudentResult.of(title, ends.getOrDefault(this, Map.of()));
  }

  private int countTexts(StudentData data) {
    return switch (this) {
      case ALONE -> data.texts().countLabelled();
      case DISTILLED -> data.texts().countAll();
    };
  }

  private TermWeights termsOf(LossSettings loss) {
    return switch (this) {
      case ALONE -> new TermWeights(1, 0);
      case DISTILLED -> loss.toTerms();
    };
  }
}
