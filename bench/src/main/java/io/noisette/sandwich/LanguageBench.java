package io.noisette.sandwich;

import ai.djl.ndarray.NDManager;
import io.noisette.bench.BenchSettings;
import io.noisette.bench.Requests;
import io.noisette.bench.SilentConsole;
import io.noisette.engine.Torch;
import io.noisette.model.sandwich.LanguageBatch;
import io.noisette.model.sandwich.SandwichModel;
import io.noisette.optim.AdamW;
import io.noisette.train.Cursor;
import io.noisette.train.StepBatch;
import io.noisette.train.StepContext;
import io.noisette.train.TrainingSettings;
import io.noisette.train.UpdateRule;
import io.noisette.train.step.Lanes;
import io.noisette.train.step.PlainStep;
import java.io.IOException;
import java.util.List;

/**
 * Benchmark of {@code sandwich-lm}, which trains as many steps as each request asks for and counts
 * tokens.
 */
public final class LanguageBench {

  private LanguageBench() {}

  /** Runs the benchmark; settings of {@code sandwich-lm} are arguments {@code name=value}. */
  public static void main(String[] arguments) throws IOException {
    SandwichLmConfig config = BenchSettings.read(SandwichLmConfig.class, List.of(arguments));
    TrainingSettings training = config.training();
    Torch.setThreads(config.runtime().threads());
    try (LanguageData data = LanguageData.open(config.requireCorpus(), null);
        NDManager manager = Torch.newManager("cpu");
        SandwichModel model =
            new SandwichTraining(config, data, new SilentConsole()).initialize(manager);
        AdamW optimizer =
            new AdamW(manager, model.getParameters(), new AdamW.Settings(0.9, 0.98, 1e-8, 0.01));
        Lanes<SandwichModel> lanes =
            new Lanes<>(
                manager,
                model,
                training.countLanes(model.getConfig().getParameterCount(), config.runtime()),
                config.runtime().threads(),
                SandwichModel::replicate)) {
      StreamBatches blocks =
          new StreamBatches(
              data.getStream(),
              training.sequenceLength(),
              1,
              training.tokensPerStep(),
              training.microBatchTokens());
      PlainStep<SandwichModel, LanguageBatch> trainStep =
          new PlainStep<>(manager, lanes, LanguageBatch::split, SandwichModel::forwardBackward);
      serve(blocks, trainStep, new UpdateRule(optimizer, done -> 1e-4, 1));
    }
  }

  private static void serve(
      StreamBatches blocks, PlainStep<SandwichModel, LanguageBatch> trainStep, UpdateRule rule)
      throws IOException {
    Requests requests = new Requests();
    Cursor cursor = Cursor.START;
    long step = 0;
    for (Requests.Request request = requests.next(); request != null; request = requests.next()) {
      double tokens = 0;
      for (int i = 0; i < request.count(); i++) {
        StepBatch<LanguageBatch> batch = blocks.read(cursor);
        trainStep.take(batch, new StepContext(++step, 1, true, rule));
        cursor = batch.next();
        tokens += batch.targetTokens();
      }
      requests.answer(tokens);
    }
  }
}
