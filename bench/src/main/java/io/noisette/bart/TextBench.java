package io.noisette.bart;

import com.google.inject.Guice;
import io.noisette.bench.BenchSettings;
import io.noisette.bench.Requests;
import io.noisette.bench.Requests.Request;
import io.noisette.bench.SilentConsole;
import io.noisette.command.StopSignal;
import io.noisette.noising.NoiseCompiler;
import io.noisette.train.StepBatch;
import io.noisette.train.StepResult;
import io.noisette.train.TrainingLog;
import io.noisette.train.TrainingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Benchmark of {@code bart-pretrain}, which trains as many steps as each request asks for. */
public final class TextBench {

  private TextBench() {}

  /** Runs the benchmark; settings of {@code bart-pretrain} are arguments {@code name=value}. */
  public static void main(String[] arguments) throws IOException {
    BartPretrainConfig config = BenchSettings.read(BartPretrainConfig.class, List.of(arguments));
    NoiseCompiler noise =
        Guice.createInjector(new BartPretrainModule()).getInstance(NoiseCompiler.class);
    StepLog log = new StepLog();
    new BartPretrainRecipe(config, noise, new SilentConsole()).train(new StopSignal(), log);
  }

  /** Training log that pauses the loop between requests. */
  private static final class StepLog implements TrainingLog {

    private final Requests requests = new Requests();
    private int left;
    private long tokens;

    @Override
    public void started(TrainingState start) throws IOException {
      begin();
    }

    private void begin() throws IOException {
      Request request = requests.next();
      if (request == null) {
        Runtime.getRuntime().halt(0); // without a last checkpoint
        return;
      }
      left = request.count();
      tokens = 0;
    }

    @Override
    public void stepDone(TrainingState state, StepBatch<?> batch, StepResult result, long waited) {
      tokens += batch.targetTokens();
      left--;
      try {
        if (left == 0) {
          requests.answer((double) tokens);
          begin();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void validated(long step, Map<String, Double> figures) {}

    @Override
    public void saved(long step) {}

    @Override
    public void skipped(String message) {}
  }
}
