package io.noisette.seq2seq;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.settings.SettingsSchema;
import io.noisette.train.Trainer;
import io.noisette.train.TrainingState;
import java.io.IOException;
import java.util.Locale;

/** Fine-tunes a BART with a {@link Trainer} on the pairs of texts that the settings name. */
public final class Seq2SeqFinetuneRecipe {

  private final Seq2SeqFinetuneConfig config;
  private final Console console;

  /** Creates a recipe, without opening any file. */
  public Seq2SeqFinetuneRecipe(Seq2SeqFinetuneConfig config, Console console) {
    this.config = config;
    this.console = console;
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
    if (config.runtime().dryRun()) {
      showPlan(stop);
      return TrainingState.START;
    }
    Trainer trainer = Trainer.of(config.runtime(), console);
    Seq2SeqFinetuneConfig settled = config.withRuntime(trainer.getRuntime());
    try (Seq2SeqData data = Seq2SeqData.open(settled, console, stop)) {
      if (data == null) {
        return TrainingState.START;
      }
      Seq2SeqTraining task = new Seq2SeqTraining(settled, data, console);
      TrainingState end = trainer.train(task, stop);
      tellEnd(task, end);
      return end;
    }
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
    try (Seq2SeqData data = Seq2SeqData.open(config, console, stop)) {
      if (data != null) {
        new Seq2SeqTraining(config, data, console)
            .toPlan()
            .print(SettingsSchema.of(Seq2SeqFinetuneConfig.class).toYaml(config), console);
      }
    }
  }
}
