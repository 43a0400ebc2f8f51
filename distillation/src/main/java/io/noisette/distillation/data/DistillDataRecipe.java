package io.noisette.distillation.data;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.distillation.classifier.DistillOutput;
import io.noisette.distillation.classifier.StudentData;
import io.noisette.distillation.classifier.StudentRuns;
import io.noisette.noising.NoiseCompiler;
import io.noisette.run.RunLock;
import io.noisette.settings.SettingsSchema;
import io.noisette.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Data distillation of text classifiers (docs/papers.md 6.1). For every random seed: trains on the
 * labelled texts, labels further texts with the predictions over several views of them, and trains
 * again from the same start on both.
 */
public final class DistillDataRecipe {

  private final DistillDataConfig config;
  private final NoiseCompiler builtIn;
  private final Console console;
  private final StudentRuns.Observer observer;

  /**
   * Creates a recipe without opening any file.
   *
   * @param noiseCompiler knows the noising functions; those of the plug-ins that the settings name
   *     are added
   */
  public DistillDataRecipe(DistillDataConfig config, NoiseCompiler noiseCompiler, Console console) {
    this(config, noiseCompiler, console, StudentRuns.Observer.NONE);
  }

  DistillDataRecipe(
      DistillDataConfig config,
      NoiseCompiler noiseCompiler,
      Console console,
      StudentRuns.Observer observer) {
    this.config = config;
    this.builtIn = noiseCompiler;
    this.console = console;
    this.observer = observer;
  }

  /** Trains all students to their last step; null after a dry run. */
  public @Nullable DataDistillationSummary train() throws IOException {
    return train(new StopSignal());
  }

  /**
   * Trains all students to their last step, skipping what has finished. A stop request ends the
   * work after the current step, which is saved. With {@code --dry-run}, only prints the plan.
   *
   * @return the summary of what has finished; null after a dry run
   * @throws io.noisette.failure.NonFiniteException if a student diverges, after all other seeds
   */
  public @Nullable DataDistillationSummary train(StopSignal stop) throws IOException {
    if (config.runtime().isOnlyPlanned()) {
      DataStudents.plan(config, DataInputs.open(config, builtIn, console))
          .print(SettingsSchema.of(DistillDataConfig.class).toYaml(config), console);
      return null;
    }
    Trainer trainer = Trainer.of(config.runtime(), console);
    DistillDataConfig settled = config.withRuntime(trainer.getRuntime());
    Path output = settled.runtime().requireOutput();
    DistillOutput.requireOwn(
        output, "distill-data", DataArm.SUPERVISED.getDirectoryName(), settled.runtime().resume());
    DataInputs inputs = DataInputs.open(settled, builtIn, console);
    console.info(inputs.texts().describe());
    RunLock lock = RunLock.acquire(output);
    try (StudentData data =
        StudentData.open(
            inputs.start(),
            inputs.texts(),
            settled.training().maxLength(),
            settled.pairFormat(),
            inputs.digests(),
            console)) {
      StudentRuns runs = new StudentRuns(trainer, console, stop, observer);
      Labelling labelling = new Labelling(settled, inputs, console, stop);
      return new DataStages(settled, inputs, data, runs, labelling, console).train();
    } finally {
      lock.close();
    }
  }
}
