package io.noisette.freelb;

import ai.djl.ndarray.NDManager;
import io.noisette.adversary.FineTuningStep;
import io.noisette.adversary.LabelledBatch;
import io.noisette.bench.BenchSettings;
import io.noisette.bench.Requests;
import io.noisette.bench.SilentConsole;
import io.noisette.command.Console;
import io.noisette.engine.Torch;
import io.noisette.finetune.FineTuningSettings;
import io.noisette.model.TextModel;
import io.noisette.optim.AdamW;
import io.noisette.train.Cursor;
import io.noisette.train.StepBatch;
import io.noisette.train.StepContext;
import io.noisette.train.TrainStep;
import io.noisette.train.UpdateRule;
import java.io.IOException;
import java.util.List;

/**
 * Benchmark of {@code freelb-finetune}, which trains as many steps as each request asks for and
 * counts examples.
 */
public final class FineTuningBench {

  private FineTuningBench() {}

  /** Runs the benchmark; settings of {@code freelb-finetune} are arguments {@code name=value}. */
  public static void main(String[] arguments) throws IOException {
    FreeLbFinetuneConfig config =
        BenchSettings.read(FreeLbFinetuneConfig.class, List.of(arguments));
    SilentConsole console = new SilentConsole();
    Torch.setThreads(config.runtime().threads());
    try (TaskData<?, ?> data = TaskData.open(config, console)) {
      serve(config, data, console);
    }
  }

  private static <M extends TextModel<T>, T> void serve(
      FreeLbFinetuneConfig config, TaskData<M, T> data, Console console) throws IOException {
    FineTuningSettings training = config.training();
    try (NDManager manager = Torch.newManager("cpu");
        M model = new FineTuning<>(config, data, console).read(manager, data.model());
        TrainStep<LabelledBatch<T>> step = FineTuningStep.of(config.adversary(), manager, model);
        AdamW optimizer = new AdamW(manager, model.getParameters(), training.toAdamSettings())) {
      UpdateRule rule =
          new UpdateRule(optimizer, done -> training.learningRate(), training.clipNorm());
      TaskBatches<T> batches =
          new TaskBatches<>(
              data.splits().train(), 1, training.batchSize(), training.microBatchTokens());
      serve(batches, step, rule);
    }
  }

  private static <T> void serve(
      TaskBatches<T> batches, TrainStep<LabelledBatch<T>> trainStep, UpdateRule rule)
      throws IOException {
    Requests requests = new Requests();
    Cursor cursor = Cursor.START;
    long step = 0;
    for (Requests.Request request = requests.next(); request != null; request = requests.next()) {
      double examples = 0;
      for (int i = 0; i < request.count(); i++) {
        StepBatch<LabelledBatch<T>> batch = batches.read(cursor);
        trainStep.take(batch, new StepContext(++step, 1, true, rule));
        cursor = batch.next();
        examples += batch.sequences();
      }
      requests.answer(examples);
    }
  }
}
