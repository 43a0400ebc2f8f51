package io.noisette.distillation.data;

import io.noisette.distillation.classifier.DistillOutput;
import io.noisette.distillation.classifier.StudentBatches;
import io.noisette.distillation.classifier.StudentData;
import io.noisette.distillation.classifier.StudentPlan;
import io.noisette.distillation.classifier.StudentRun;
import io.noisette.distillation.loss.StudentGoal;
import io.noisette.distillation.loss.TermWeights;
import io.noisette.evaluation.task.EncodedExamples;
import io.noisette.evaluation.task.TaskLabels;
import io.noisette.finetune.ExampleBatches;
import io.noisette.finetune.FineTuningSettings;
import io.noisette.finetune.Timetable;
import io.noisette.model.SequenceBatch;
import io.noisette.random.Mix;
import io.noisette.settings.SettingsSchema;
import io.noisette.tokenizer.EncodedText;
import io.noisette.tokenizer.PairEncoder;
import io.noisette.train.Cursor;
import io.noisette.train.RunIdentity;
import io.noisette.train.RunPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes the runs of the students that are compared. */
final class DataStudents {

  /** Name of the metric with the loss of the labelled texts of a step. */
  static final String LABELLED_LOSS = "labelled_loss";

  /** Name of the metric with the loss of the texts of a step that have generated labels. */
  static final String GENERATED_LOSS = "generated_loss";

  private static final long TRAIN_NOISE = 2; // purpose of the random seed

  private final DistillDataConfig config;
  private final DataInputs inputs;
  private final StudentData data;
  private final Timetable timetable;

  DataStudents(DistillDataConfig config, DataInputs inputs, StudentData data) {
    this.config = config;
    this.inputs = inputs;
    this.data = data;
    timetable = inputs.toTimetable(config);
  }

  /** Returns the plan of the runs, without reading weights. */
  static RunPlan plan(DistillDataConfig config, DataInputs inputs) throws IOException {
    Timetable timetable = inputs.toTimetable(config);
    String name = config.model().toString();
    StudentPlan plan =
        new StudentPlan(
            inputs.start(),
            name,
            inputs.texts(),
            config.training(),
            config.seeds(),
            timetable,
            null);
    int batchSize = config.training().batchSize();
    BatchMix mix = BatchMix.of(batchSize, MixedDraw.LABELLED_SHARE);
    String batches =
        String.format(
            Locale.ROOT,
            "batches of %,d labelled texts and %,d with generated labels: the labelled texts are"
                + " seen %.1f times, by the supervised student %.1f times",
            mix.labelled(),
            mix.generated(),
            plan.countPasses((double) mix.labelled() / batchSize, inputs.texts().countLabelled()),
            plan.countPasses(1, inputs.texts().countLabelled()));
    return plan.of(List.of(batches), inputs.findWarnings(config));
  }

  /**
   * Returns the run of a student.
   *
   * @param labels generated labels; null for the supervised student
   * @param digests of the generated labels, by name
   */
  StudentRun toRun(
      DataArm arm, long seed, @Nullable GeneratedLabels labels, Map<String, String> digests)
      throws IOException {
    Path directory =
        DistillOutput.ofRun(config.runtime().requireOutput(), arm.getDirectoryName(), seed);
    DistillDataConfig own = config.ofRun(seed, directory);
    FineTuningSettings training = own.training();
    int labelled = data.texts().countLabelled();
    int[] kept =
        labels == null
            ? new int[0]
            : IntStream.of(labels.getKept()).map(text -> labelled + text).toArray();
    MixedDraw draw =
        new MixedDraw(labelled, kept, seed, training.batchSize(), timetable.epochSteps());
    ExampleBatches batches =
        new ExampleBatches(training.microBatchTokens(), draw, data.encoded()::getLength);
    Map<String, String> all = new LinkedHashMap<>(data.digests());
    all.putAll(digests);
    return new StudentRun(
        new RunIdentity<>("distill-data", SettingsSchema.of(DistillDataConfig.class), own, all),
        training,
        own.runtime(),
        seed,
        timetable,
        toGoal((double) draw.countLabelled() / training.batchSize()),
        new StudentBatches(data.encoded(), toTargets(labels), batches, toPacker(arm, seed)),
        plan(own, inputs));
  }

  /** Every text counts the same, whoever labelled it; both losses are told apart in the log. */
  private static StudentGoal toGoal(double labelledShare) {
    return new StudentGoal(
        1,
        new TermWeights(0, 1),
        (all, labelled) -> {
          Map<String, Double> losses = new LinkedHashMap<>();
          losses.put(LABELLED_LOSS, labelled);
          if (labelledShare < 1) {
            double generated = (all - labelledShare * labelled) / (1 - labelledShare);
            losses.put(GENERATED_LOSS, generated);
          }
          return losses;
        });
  }

  /** Returns the distributions or scores to learn, (texts, outputs) row by row. */
  private double[] toTargets(@Nullable GeneratedLabels labels) {
    TaskLabels task = data.texts().task().labels();
    int outputs = task.labels().size();
    float[] known = data.encoded().getTargets();
    double[] targets = new double[known.length * outputs];
    int labelled = data.texts().countLabelled();
    for (int text = 0; text < labelled; text++) {
      targets[text * outputs + (task.isRegression() ? 0 : (int) known[text])] =
          task.isRegression() ? known[text] : 1;
    }
    if (labels != null) {
      for (int text : labels.getKept()) {
        List<Double> target = labels.toTarget(text, config.labels().softLabels());
        for (int output = 0; output < outputs; output++) {
          targets[(labelled + text) * outputs + output] = target.get(output);
        }
      }
    }
    return targets;
  }

  private StudentBatches.TextPacker toPacker(DataArm arm, long seed) {
    if (arm != DataArm.NOISE) {
      return (drawn, cursor) -> data.encoded().toBatch(drawn);
    }
    PairEncoder encoder =
        new PairEncoder(data.tokenizer(), config.training().maxLength(), config.pairFormat());
    NoisedTexts texts =
        new NoisedTexts(
            data.tokenizer(),
            encoder,
            config.labels().toTrainNoise(),
            inputs.compiler(),
            data.texts().all().examples());
    long own = Mix.of(seed, TRAIN_NOISE);
    return (drawn, cursor) -> corrupt(texts, own, drawn, cursor);
  }

  private static SequenceBatch corrupt(NoisedTexts texts, long seed, int[] drawn, Cursor cursor) {
    long step = Mix.of(cursor.epoch(), cursor.position());
    List<EncodedText> corrupted = new ArrayList<>();
    for (int text : drawn) {
      int view = (int) Long.remainderUnsigned(Mix.of(seed, step, text), texts.getViewCount());
      EncodedText noised = texts.corrupt(view, seed, step, text);
      corrupted.add(noised == null ? texts.encode(text) : noised);
    }
    return EncodedExamples.pack(corrupted);
  }
}
