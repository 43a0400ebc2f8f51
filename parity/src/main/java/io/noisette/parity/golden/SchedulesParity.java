package io.noisette.parity.golden;

import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.parity.CaseOptions;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.ParityKind;
import io.noisette.parity.ParityTensor;
import io.noisette.safetensors.SafetensorsTensor;
import io.noisette.schedule.CosineSchedule;
import io.noisette.schedule.InverseSquareRootSchedule;
import io.noisette.schedule.LearningRateSchedule;
import io.noisette.schedule.LinearSchedule;
import io.noisette.schedule.PolynomialSchedule;
import java.util.Arrays;
import java.util.Map;

/**
 * Parity check of learning-rate schedules (kind {@code schedules}): the learning rate at given
 * steps.
 */
public final class SchedulesParity implements ParityKind {

  @Override
  public Map<String, ParityTensor> compute(GoldenCase goldenCase) {
    LearningRateSchedule schedule = read(goldenCase);
    SafetensorsTensor steps = goldenCase.getInput("step");
    double[] rates = Arrays.stream(steps.toLongs()).mapToDouble(schedule::at).toArray();
    return Map.of("expected/lr", ParityTensor.ofDoubles(steps.getShape(), rates));
  }

  private static LearningRateSchedule read(GoldenCase goldenCase) {
    try {
      return create(goldenCase);
    } catch (UsageException e) { // of the settings of a schedule, which nobody has typed here
      throw new CorruptDataException(
          "%s: case %s: %s"
              .formatted(goldenCase.getFile().getDirectory(), goldenCase.getName(), e.getMessage()),
          e);
    }
  }

  private static LearningRateSchedule create(GoldenCase goldenCase) {
    CaseOptions options = goldenCase.getOptions();
    double peak = options.getDouble("lr");
    long warmup = options.getLong("warmup");
    String name = options.getString("schedule");
    return switch (name) {
      case "cosine" ->
          new CosineSchedule(
              peak,
              options.getDouble("min_lr"),
              options.getDouble("warmup_init_lr"),
              warmup,
              options.getLong("period"),
              options.getLong("t_mult"),
              options.getDouble("lr_shrink"));
      case "polynomial" ->
          new PolynomialSchedule(
              peak,
              options.getDouble("end_lr"),
              options.getDouble("power"),
              warmup,
              options.getLong("total"));
      case "linear" -> new LinearSchedule(peak, warmup, options.getLong("total"));
      case "inverse_sqrt" ->
          new InverseSquareRootSchedule(peak, options.getDouble("warmup_init_lr"), warmup);
      default ->
          throw new CorruptDataException(
              ("%s: case %s: unknown schedule '%s'; supported: cosine, polynomial, linear,"
                      + " inverse_sqrt")
                  .formatted(goldenCase.getFile().getDirectory(), goldenCase.getName(), name));
    };
  }
}
