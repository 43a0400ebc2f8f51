package io.noisette.freelb;

import io.noisette.command.Console;
import io.noisette.evaluation.task.ClassificationTask;
import io.noisette.evaluation.task.Split;
import io.noisette.evaluation.task.TaskLookup;
import io.noisette.evaluation.task.TaskReader;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.run.ModelPath;
import io.noisette.settings.SettingsSchema;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Map;

/** Shows what the runs would be: settings, shapes, steps. Reads no weights and trains nothing. */
final class DryRun {

  private final FreeLbFinetuneConfig config;

  DryRun(FreeLbFinetuneConfig config) {
    this.config = config;
  }

  void print(Console console) throws IOException {
    TaskData.check(config);
    ClassificationTask task = TaskLookup.find(config.task());
    int examples =
        new TaskReader(task, config.data(), console::warn)
            .read(Split.TRAIN)
            .get(0)
            .examples()
            .size();
    Timetable timetable = Timetable.of(config.training(), examples);
    Map<String, long[]> shapes =
        new ModelDirectory(ModelPath.resolve(config.model()), notice -> {})
            .readClassifierShapes(task.labels().labels());
    PrintStream out = console.out();
    out.print(SettingsSchema.of(FreeLbFinetuneConfig.class).toYaml(config));
    out.println();
    shapes.forEach((name, shape) -> out.printf("%-70s %s%n", name, Arrays.toString(shape)));
    out.printf(
        "%nparameters: %,d%nexamples: %,d%nsteps: %,d, %,d an epoch, %,d of warm-up%n",
        shapes.values().stream().mapToLong(DryRun::size).sum(),
        examples,
        timetable.steps(),
        timetable.epochSteps(),
        timetable.warmupSteps());
  }

  private static long size(long[] shape) {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }
}
