package io.noisette.seq2seq;

import ai.djl.ndarray.NDManager;
import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.model.bart.ConditionalModel;
import io.noisette.run.RunLock;
import io.noisette.run.RunRecord;
import io.noisette.settings.SettingsSchema;
import io.noisette.train.RunIdentity;
import io.noisette.train.RunPlan;
import io.noisette.train.Trainer;
import io.noisette.train.TrainingRun;
import io.noisette.train.TrainingState;
import io.noisette.train.step.PlainStep.DetailedPass;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fine-tunes a BART or a single stack with a {@link Trainer} on the pairs of texts that the
 * settings name.
 */
public final class Seq2SeqFinetuneRecipe {

  private static final String RESUME = "auto"; // the newest checkpoint in the output directory

  private final Seq2SeqFinetuneConfig config;
  private final Console console;
  private final @Nullable Objective objective;

  /** What a run learns in place of the targets that the settings name, as a student does. */
  public interface Objective {

    /**
     * Returns what tells the run from others.
     *
     * @param digests SHA-256 of model, tokenizer and all files, by name
     */
    RunIdentity<?> toIdentity(Map<String, String> digests);

    /**
     * Returns the file with the pairs to train on, JSON Lines with {@code source} and {@code
     * target}, whose rows without a target are left out; null: the training files of the settings.
     */
    @Nullable Path findPairs();

    /**
     * Creates the pass over a part of a micro-batch, which an adversary may perturb, or returns
     * null for that of the labels. The training step closes it.
     */
    @Nullable DetailedPass<ConditionalModel, Seq2SeqBatch> findPass(NDManager manager);
  }

  /** Creates a recipe, without opening any file. */
  public Seq2SeqFinetuneRecipe(Seq2SeqFinetuneConfig config, Console console) {
    this(config, console, null);
  }

  /** Creates a recipe with an objective of its own, without opening any file. */
  public Seq2SeqFinetuneRecipe(
      Seq2SeqFinetuneConfig config, Console console, @Nullable Objective objective) {
    this.config = config;
    this.console = console;
    this.objective = objective;
  }

  /**
   * Checks that the data files exist, their columns can be chosen, and the model fits its tokenizer
   * and the settings.
   *
   * @throws io.noisette.failure.UsageException if not
   */
  public void check() throws IOException {
    Seq2SeqData.checkFiles(config);
    Seq2SeqData.checkModel(config);
  }

  /**
   * Checks what {@link #check()} does, and every row of the data, which takes as long as reading it
   * for a run. Ends early if a stop is requested.
   *
   * @throws io.noisette.failure.UsageException if something does not fit
   * @throws io.noisette.failure.CorruptDataException if rows cannot be used
   */
  public void checkRows(StopSignal stop) throws IOException {
    try (Seq2SeqData data = Seq2SeqData.open(config, findPairs(), console, stop)) {
      if (data != null) {
        SourceInput.requireFit(config, data);
      }
    }
  }

  /** Reads the data and returns the plan of the run, or null if a stop was requested meanwhile. */
  public @Nullable RunPlan findPlan(StopSignal stop) throws IOException {
    try (Seq2SeqData data = Seq2SeqData.open(config, findPairs(), console, stop)) {
      return data == null ? null : new Seq2SeqTraining(config, data, objective, console).toPlan();
    }
  }

  /** Trains to the last step and returns the final training state. */
  public TrainingState train() throws IOException {
    return train(new StopSignal());
  }

  /**
   * Trains to the last step, until early stopping, or until {@code stop} is requested, and returns
   * the final training state. The current step is completed and saved first. With {@code
   * --dry-run}, reads the data and prints the plan.
   */
  public TrainingState train(StopSignal stop) throws IOException {
    if (config.runtime().isOnlyPlanned()) {
      showPlan(stop);
      return TrainingState.START;
    }
    Trainer trainer = Trainer.of(config.runtime(), console);
    Seq2SeqFinetuneConfig settled = config.withRuntime(trainer.getRuntime());
    requireResumable(settled);
    try (Seq2SeqData data = Seq2SeqData.open(settled, findPairs(), console, stop)) {
      if (data == null) {
        return TrainingState.START;
      }
      Seq2SeqTraining task = new Seq2SeqTraining(settled, data, objective, console);
      TrainingState end = trainer.train(task, stop);
      Path output = settled.runtime().requireOutput();
      if (RunRecord.isIn(output)) { // not if a stop was requested before the first step
        ReadDataSection.write(output, data.train().getSummary(), data.validation().getSummary());
      }
      tellEnd(task, end);
      return end;
    }
  }

  /**
   * Compares the settings with those of the run in the output directory before the data are read,
   * which may take long; afterwards, the digests of the data are compared too.
   */
  private void requireResumable(Seq2SeqFinetuneConfig settled) throws IOException {
    Path output = settled.runtime().requireOutput();
    if (!RunRecord.isIn(output) || !settled.runtime().resume().equals(RESUME)) {
      return;
    }
    RunLock.acquire(output).close(); // nobody else is training there
    Map<String, String> digests = RunRecord.read(output).digests();
    TrainingRun.findSavedState(
        output,
        objective == null
            ? Seq2SeqTraining.toIdentity(settled, digests)
            : objective.toIdentity(digests));
  }

  private void tellEnd(Seq2SeqTraining task, TrainingState end) {
    Double best = end.best();
    if (best == null || !task.getLoopSettings().isOver(end)) {
      return;
    }
    console.info(
        String.format(
            Locale.ROOT,
            "best checkpoint: step %,d of %,d, %s %.4f",
            end.bestStep(),
            end.step(),
            task.getFacts().choice(),
            best));
  }

  private void showPlan(StopSignal stop) throws IOException {
    RunPlan plan = findPlan(stop);
    if (plan != null) {
      plan.print(SettingsSchema.of(Seq2SeqFinetuneConfig.class).toYaml(config), console);
    }
  }

  private @Nullable Path findPairs() {
    return objective == null ? null : objective.findPairs();
  }
}
