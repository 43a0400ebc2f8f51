package io.noisette.bart;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.noising.NoiseCompiler;
import io.noisette.run.AtomicDirectory;
import io.noisette.train.StepBatch;
import io.noisette.train.StepResult;
import io.noisette.train.TrainingLog;
import io.noisette.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Measures the training speed of a planned run by training its first steps in a temporary
 * directory.
 */
public final class SpeedTrial {

  /** Number of steps between validations. The first round, and its validation, are warm-up. */
  private static final int ROUND = 6;

  private final BartPretrainConfig config;
  private final NoiseCompiler noiseCompiler;
  private final Console console;

  /**
   * Measured training speed.
   *
   * @param stepsPerSecond optimizer steps per second, without validations
   * @param secondsPerValidation duration of a validation and the checkpoint after it
   */
  public record Speed(double stepsPerSecond, double secondsPerValidation) {}

  /**
   * Creates a speed measurement for a run with the given settings.
   *
   * @param config of the run, with a validation corpus
   */
  public SpeedTrial(BartPretrainConfig config, NoiseCompiler noiseCompiler, Console console) {
    this.config = config;
    this.noiseCompiler = noiseCompiler;
    this.console = console;
  }

  /**
   * Trains for about {@code seconds} seconds after a warm-up, but at least a few steps, and returns
   * the measured speed.
   *
   * @param scratch path that does not exist; it is removed again
   */
  public Speed measure(Path scratch, double seconds) throws IOException {
    try (AtomicDirectory thrownAway = AtomicDirectory.create(scratch)) {
      StopSignal stop = new StopSignal();
      StopWatch watch = new StopWatch(seconds, stop);
      new BartPretrainRecipe(configIn(thrownAway.getPath()), noiseCompiler, console)
          .train(stop, watch);
      return watch.getSpeed();
    }
  }

  private BartPretrainConfig configIn(Path directory) {
    return config
        .withRuntime(it -> it.output(directory).checkpointEvery(ROUND))
        .withTraining(it -> it.steps(Integer.MAX_VALUE).validateEvery(ROUND));
  }

  /** Training log that measures whole rounds after the first one, then requests a stop. */
  private static final class StopWatch implements TrainingLog {

    private final double seconds;
    private final StopSignal stop;
    private int rounds = -1; // the first one does not count
    private int steps;
    private double fastestStep = Double.MAX_VALUE;
    private double stepSeconds;
    private double validationSeconds;
    private long last = System.nanoTime();

    StopWatch(double seconds, StopSignal stop) {
      this.seconds = seconds;
      this.stop = stop;
    }

    @Override
    public void stepDone(
        TrainingState state, StepBatch<?> batch, StepResult result, long waitedNanos) {
      double step = lap();
      fastestStep = Math.min(fastestStep, step);
      stepSeconds += step;
      steps++;
      if (rounds < 0 && stepSeconds > seconds) {
        stop.request(); // the machine is too slow for whole rounds
      }
    }

    @Override
    public void validated(long step, Map<String, Double> figures) {}

    @Override
    public void saved(long step) {
      validationSeconds += lap();
      rounds++;
      if (stop.isRequested()) {
        return;
      }
      if (rounds == 0) {
        steps = 0;
        stepSeconds = 0;
        validationSeconds = 0;
      } else if (stepSeconds + validationSeconds >= seconds) {
        stop.request();
      }
    }

    @Override
    public void skipped(String message) {}

    /** Of a warm-up alone only the fastest step tells; a validation takes about two. */
    Speed getSpeed() {
      return rounds > 0
          ? new Speed(steps / stepSeconds, validationSeconds / rounds)
          : new Speed(1 / fastestStep, 2 * fastestStep);
    }

    private double lap() {
      long now = System.nanoTime();
      double lap = (now - last) / 1e9;
      last = now;
      return lap;
    }
  }
}
