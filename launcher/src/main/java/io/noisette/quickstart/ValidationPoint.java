package io.noisette.quickstart;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.noisette.run.MetricsLog;
import io.noisette.train.Validator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of one validation.
 *
 * @param step number of training steps before it
 * @param loss in nats per target token
 * @param copyAccuracy share of the uncorrupted tokens that are predicted correctly; NaN if unknown
 */
record ValidationPoint(long step, double loss, double copyAccuracy) {

  private static final String COPY_ACCURACY = "validation_copy_accuracy";

  /** Reads all validations of a run that have a finite loss, by step. */
  static List<ValidationPoint> readAll(Path run) throws IOException {
    return MetricsLog.read(run).stream()
        .map(ValidationPoint::of)
        .filter(point -> Double.isFinite(point.loss()))
        .toList();
  }

  private static ValidationPoint of(JsonObject line) {
    return new ValidationPoint(
        line.get("step").getAsLong(),
        number(line.get(Validator.LOSS)),
        number(line.get(COPY_ACCURACY)));
  }

  private static double number(@Nullable JsonElement value) {
    return value instanceof JsonPrimitive number ? number.getAsDouble() : Double.NaN;
  }
}
