package io.noisette.sandwich;

import io.noisette.schedule.CosineSchedule;
import io.noisette.schedule.LearningRateSchedule;
import io.noisette.schedule.PolynomialSchedule;
import io.noisette.settings.Setting;
import io.noisette.settings.UnusedSettings;
import io.noisette.train.TrainingSettings;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the optimizer and the learning-rate schedule that are specific to {@code
 * sandwich-lm}.
 */
@RecordBuilder
public record OptimizerSettings(
    @Setting(
            help = "optimizer: nag (Nesterov's accelerated gradient, as in fairseq) or adamw",
            byPreset = true)
        OptimizerKind optimizer,
    @Setting(help = "momentum of --optimizer nag, SGD with Nesterov momentum", byDefault = "0.99")
        double momentum,
    @Setting(
            help =
                "learning-rate schedule after the warm-up: cosine with restarts, linear"
                    + " decay, or polynomial decay",
            byPreset = true)
        ScheduleKind schedule,
    @Setting(help = "learning rate at step 0, for the cosine schedule", byDefault = "0")
        double warmupStartRate,
    @Setting(
            help =
                "minimum learning rate, reached at the end of the schedule or of the first"
                    + " cosine cycle",
            byDefault = "0")
        double lowestRate,
    @Setting(
            help =
                "number of steps of the first cosine cycle (default: all steps after the"
                    + " warm-up)")
        @Nullable Integer period,
    @Setting(help = "factor by which the cosine cycle lengthens at each restart", byDefault = "2")
        int periodGrowth,
    @Setting(
            help =
                "factor by which the peak and minimum learning rates of the cosine schedule"
                    + " are multiplied at each restart",
            byDefault = "0.75")
        double periodShrink,
    @Setting(help = "exponent of the polynomial schedule; 1: linear decay", byDefault = "1")
        double power)
    implements OptimizerSettingsBuilder.With, UnusedSettings {

  /** Optimizers of {@code sandwich-lm}. */
  public enum OptimizerKind {
    /** Nesterov's accelerated gradient. */
    NAG,
    /** Adam with decoupled weight decay. */
    ADAMW
  }

  /** Learning-rate schedules, each after a linear warm-up. */
  public enum ScheduleKind {
    /** Cosine annealing with restarts. */
    COSINE,
    /** Linear decay. */
    LINEAR,
    /** Polynomial decay. */
    POLYNOMIAL
  }

  public OptimizerSettings {
    require("momentum", momentum, momentum >= 0 && momentum < 1, "in [0, 1)");
    require("warmup-start-rate", warmupStartRate, warmupStartRate >= 0, "at least 0");
    require("lowest-rate", lowestRate, lowestRate >= 0, "at least 0");
    require("period-growth", periodGrowth, periodGrowth >= 1, "at least 1");
    require("period-shrink", periodShrink, periodShrink > 0 && periodShrink <= 1, "in (0, 1]");
    require("power", power, power > 0, "above 0");
    if (period != null) {
      require("period", period, period >= 1, "at least 1");
    }
  }

  @Override
  public Set<String> findUnused() {
    Set<String> unused = new TreeSet<>();
    if (optimizer != OptimizerKind.NAG) {
      unused.add("momentum");
    }
    if (schedule != ScheduleKind.COSINE) {
      unused.addAll(List.of("warmup-start-rate", "period", "period-growth", "period-shrink"));
    }
    if (schedule != ScheduleKind.POLYNOMIAL) {
      unused.add("power");
    }
    return unused;
  }

  LearningRateSchedule toSchedule(TrainingSettings training) {
    double peak = training.learningRate();
    long warmup = training.warmupSteps();
    long steps = training.steps();
    return switch (schedule) {
      case COSINE ->
          new CosineSchedule(
              peak,
              lowestRate,
              warmupStartRate,
              warmup,
              period != null ? period : Math.max(1, steps - warmup),
              periodGrowth,
              periodShrink);
      case LINEAR -> new PolynomialSchedule(peak, lowestRate, 1, warmup, steps);
      case POLYNOMIAL -> new PolynomialSchedule(peak, lowestRate, power, warmup, steps);
    };
  }

  private static void require(String key, double value, boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException("%s must be %s, not %s".formatted(key, what, value));
    }
  }
}
