package io.noisette.train;

import io.noisette.command.Console;
import io.noisette.command.Progress;
import io.noisette.run.DurableFiles;
import io.noisette.run.MetricsLog;
import io.noisette.run.TensorBoardLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Training log that writes to the terminal, to metrics.jsonl and to TensorBoard. */
public final class RunLog implements TrainingLog {

  private final Console console;
  private final Path run;
  private final int logEvery;
  private final double ceiling;
  private final Progress progress;
  private final MetricsLog metrics;
  private final TensorBoardLog tensorBoard;
  private long lastNanos = System.nanoTime();
  private String detail = "";
  private long tokens;
  private long textTokens;
  private long waitNanos;

  /**
   * Creates the log of a run from a state on; lines of what follows it, left by an earlier session,
   * are deleted.
   *
   * @param ceiling target tokens per second if training were matrix products alone
   */
  public RunLog(
      Console console,
      Path run,
      RuntimeSettings settings,
      int steps,
      TrainingState start,
      double ceiling)
      throws IOException {
    this.ceiling = ceiling;
    this.console = console;
    this.run = run;
    logEvery = settings.logEvery();
    metrics = MetricsLog.open(run, start.step(), start.validationDue());
    tensorBoard = TensorBoardLog.open(run, start.step(), Clock.systemUTC());
    progress = console.progress("train", steps, "steps");
    progress.resume(start.step());
  }

  @Override
  public void stepDone(
      TrainingState state, StepBatch<?> batch, StepResult result, long waitedNanos) {
    tokens += batch.targetTokens();
    textTokens += batch.textTokens();
    waitNanos += waitedNanos;
    double seconds = (System.nanoTime() - lastNanos) / 1e9;
    double rate = tokens / seconds;
    double textRate = textTokens / seconds;
    detail =
        String.format(
            Locale.ROOT,
            "loss %.3f, %s (%.0f %% of the ceiling)",
            result.loss(),
            describe(rate, textRate),
            100 * rate / ceiling);
    progress.update(state.step(), detail);
    if (state.step() % logEvery == 0) {
      Map<String, Double> scalars = new LinkedHashMap<>();
      scalars.put("loss", result.loss());
      scalars.put("learning_rate", result.learningRate());
      scalars.put("gradient_norm", result.gradientNorm());
      scalars.putAll(result.figures());
      scalars.put("target_tokens", (double) state.targetTokens());
      scalars.put("epoch", (double) state.cursor().epoch());
      scalars.put("tokens_per_second", rate);
      if (textTokens != tokens) {
        scalars.put("text_tokens_per_second", textRate);
      }
      scalars.put("ceiling_share", rate / ceiling);
      scalars.put("data_wait_share", waitNanos / 1e9 / seconds);
      append(state.step(), scalars);
      lastNanos = System.nanoTime();
      tokens = 0;
      textTokens = 0;
      waitNanos = 0;
    }
  }

  private static String describe(double rate, double textRate) {
    return textRate == rate
        ? String.format(Locale.ROOT, "%,.0f tokens/s", rate)
        : String.format(
            Locale.ROOT, "%,.0f tokens/s read, %,.0f tokens/s predicted", textRate, rate);
  }

  @Override
  public void validating(long step, double share) {
    progress.update(step, String.format(Locale.ROOT, "validating, %.0f %%", 100 * share));
  }

  @Override
  public void validated(long step, Map<String, Double> figures) {
    String text =
        figures.entrySet().stream()
            .map(
                figure -> String.format(Locale.ROOT, "%s %.4f", figure.getKey(), figure.getValue()))
            .collect(Collectors.joining(", "));
    console.info(String.format(Locale.ROOT, "step %,d: %s", step, text));
    progress.update(step, detail);
    append(step, figures);
    restartClock();
  }

  @Override
  public void saved(long step) {
    restartClock();
  }

  @Override
  public void skipped(String message) {
    console.warn(message);
  }

  @Override
  public void close() throws IOException {
    progress.close();
    metrics.close();
    tensorBoard.close();
  }

  /** Validation and saving are no part of the training rate. */
  private void restartClock() {
    lastNanos = System.nanoTime();
    tokens = 0;
    textTokens = 0;
    waitNanos = 0;
  }

  private void append(long step, Map<String, Double> scalars) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("step", step);
    line.putAll(scalars);
    try {
      metrics.append(line);
      tensorBoard.append(step, scalars);
    } catch (IOException e) {
      throw new UncheckedIOException(DurableFiles.name(run, e));
    }
  }
}
