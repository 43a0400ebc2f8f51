package io.noisette.distillation.specialist;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.distillation.classifier.DistillOutput;
import io.noisette.distillation.classifier.StudentRuns;
import io.noisette.distillation.transfer.ScoredModel;
import io.noisette.distillation.transfer.TeacherScores;
import io.noisette.distillation.transfer.TransferTexts;
import io.noisette.evaluation.task.TaskExamples;
import io.noisette.evaluation.task.TaskLookup;
import io.noisette.failure.UsageException;
import io.noisette.model.Labels;
import io.noisette.run.RunLock;
import io.noisette.settings.SettingsSchema;
import io.noisette.train.Trainer;
import io.noisette.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Trains specialists for classes that a generalist confuses (docs/papers.md 5.2): computes its
 * logits, clusters the classes, trains a specialist for each cluster, and measures what they
 * change.
 */
public final class SpecialistRecipe {

  private static final String SCORES = "generalist-scores.safetensors";

  private final SpecialistConfig config;
  private final Console console;
  private final StudentRuns.Observer observer;

  /** Creates a recipe without opening any file. */
  public SpecialistRecipe(SpecialistConfig config, Console console) {
    this(config, console, StudentRuns.Observer.NONE);
  }

  SpecialistRecipe(SpecialistConfig config, Console console, StudentRuns.Observer observer) {
    this.config = config;
    this.console = console;
    this.observer = observer;
  }

  /** Trains all specialists to their last step; null after a dry run. */
  public @Nullable SpecialistSummary train() throws IOException {
    return train(new StopSignal());
  }

  /**
   * Trains all specialists to their last step, skipping what has finished. A stop request ends the
   * work after the current step, which is saved. With {@code --dry-run}, only prints the plan.
   *
   * @return the summary; null after a dry run, and if a stop was requested before the end
   */
  public @Nullable SpecialistSummary train(StopSignal stop) throws IOException {
    TaskLookup.find(config.task()); // refuses tagging before the model is said to lack a head
    ScoredModel generalist =
        ScoredModel.find(config.generalist(), config.training().maxLength(), config.pairFormat());
    SpecialistData.requireLength(config, generalist);
    TransferTexts texts = TransferTexts.read(config.getSource(), List.of(), console::warn);
    Labels labels = texts.task().labels().labels();
    new ClassSubsets(config, labels).requireEnough();
    generalist.requireLabels("--generalist " + config.generalist(), config.task(), labels);
    // What reads a specialist later, such as evaluate, finds the separator in its run.json.
    SpecialistConfig precise = config.withPairFormat(generalist.pairFormat());
    if (config.runtime().isOnlyPlanned()) {
      new SpecialistPlan(precise)
          .ofAll(generalist, texts)
          .print(SettingsSchema.of(SpecialistConfig.class).toYaml(precise), console);
      return null;
    }
    Trainer trainer = Trainer.of(config.runtime(), console);
    SpecialistConfig settled = precise.withRuntime(trainer.getRuntime());
    Path output = settled.runtime().requireOutput();
    DistillOutput.requireOwn(
        output, DistillSpecialistsCommand.NAME, SCORES, settled.runtime().resume());
    console.info(texts.describe());
    RunLock lock = RunLock.acquire(output);
    try {
      TeacherScores scores = findScores(settled, generalist, texts, stop);
      if (scores == null) {
        return null;
      }
      try (SpecialistData data = SpecialistData.open(settled, generalist, texts, scores, console)) {
        return train(settled, data, trainer, stop);
      }
    } finally {
      lock.close();
    }
  }

  /** Reads the logits of the generalist, or computes and stores them; null if stopped. */
  private @Nullable TeacherScores findScores(
      SpecialistConfig settled, ScoredModel generalist, TransferTexts texts, StopSignal stop)
      throws IOException {
    Path file = settled.runtime().requireOutput().resolve(SCORES);
    int labels = texts.task().labels().labels().size();
    List<Integer> rows =
        Stream.concat(
                Stream.of(texts.countAll()), texts.dev().stream().map(dev -> dev.examples().size()))
            .toList();
    TeacherScores stored = TeacherScores.read(file, generalist.readOrigin(texts), rows, labels);
    if (stored != null) {
      return stored;
    }
    TeacherScores computed =
        generalist.score("generalist", texts, settled.toInference(), console, stop);
    if (computed != null) {
      computed.write(file, labels);
    }
    return computed;
  }

  private @Nullable SpecialistSummary train(
      SpecialistConfig settled, SpecialistData data, Trainer trainer, StopSignal stop)
      throws IOException {
    Path output = settled.runtime().requireOutput();
    TransferTexts texts = data.texts();
    tellAccuracy(data);
    SpecialistSet set = findSet(settled, data);
    set.describe().forEach(console::info);
    List<SpecialistRole> roles = set.toRoles(output, texts.task());
    for (int i = 0; i < roles.size(); i++) {
      if (stop.isRequested()) {
        return null; // before a model is opened that would be stopped at once
      }
      Path run = SpecialistSet.directoryOf(output, i);
      SpecialistTraining task =
          new SpecialistTraining(
              settled.withRuntime(changes -> changes.output(run)),
              roles.get(i),
              data,
              set.specialists().get(i).texts(),
              console);
      console.info(String.format(Locale.ROOT, "specialist %d of %d", i + 1, roles.size()));
      TrainingState end = observer.observe(run, () -> trainer.withOutput(run).train(task, stop));
      if (!task.getLoopSettings().isOver(end)) {
        return null; // stopped
      }
      set = set.withTrained(i);
      set.write(output);
    }
    List<MergedAnswers> answers =
        new TrainedSpecialists(output, set, roles)
            .answer(
                texts.dev(),
                data.devProbabilities(),
                settled.likelyClasses(),
                settled.toInference(),
                console,
                stop);
    if (answers == null) {
      return null;
    }
    SpecialistSummary summary = summarize(set, texts.dev(), answers);
    summary.write(output);
    return summary;
  }

  private void tellAccuracy(SpecialistData data) {
    TaskExamples dev = data.texts().dev().get(0);
    float[] answers = MergedAnswers.toValues(data.devProbabilities().get(0));
    float[] targets = data.dev().get(0).getTargets();
    console.info(
        String.format(
            Locale.ROOT,
            "generalist: %s %.4f on %,d texts",
            data.texts().metric(),
            data.texts().task().best().of(answers, targets),
            dev.examples().size()));
  }

  /**
   * Returns the specialists that the output directory already has, or chooses and stores them.
   *
   * @throws UsageException if the settings would give others
   */
  private SpecialistSet findSet(SpecialistConfig settled, SpecialistData data) throws IOException {
    Path output = settled.runtime().requireOutput();
    SpecialistSet chosen = SpecialistSet.choose(settled, data, console);
    SpecialistSet stored = SpecialistSet.read(output);
    if (stored == null) {
      chosen.write(output);
      return chosen;
    }
    if (!stored.isSamePlan(chosen)) {
      throw new UsageException(
          "--output "
              + output
              + " has specialists for other classes than these settings give; give the original"
              + " settings, or another --output");
    }
    return stored;
  }

  private static SpecialistSummary summarize(
      SpecialistSet set, List<TaskExamples> dev, List<MergedAnswers> answers) {
    List<SpecialistReport> files = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      files.add(
          SpecialistReport.of(
              dev.get(i).file().set(),
              answers.get(i),
              answers.get(i).merge(),
              TrainedSpecialists.targetsOf(dev.get(i))));
    }
    return new SpecialistSummary(set, files);
  }
}
