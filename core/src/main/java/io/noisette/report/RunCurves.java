package io.noisette.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.noisette.run.MetricsLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Curves of all metrics in {@code metrics.jsonl} of a run. */
public final class RunCurves {

  private static final String STEP = "step";
  private static final Curve NONE = Curve.of(new double[0], new double[0]);

  private final Map<String, Curve> curves;
  private final long lastStep;

  private RunCurves(Map<String, Curve> curves, long lastStep) {
    this.curves = curves;
    this.lastStep = lastStep;
  }

  /** Reads the log of a run; if there is none yet, there are no curves. */
  public static RunCurves read(Path run) throws IOException {
    boolean exists = Files.exists(run.resolve(MetricsLog.FILE_NAME));
    return of(exists ? MetricsLog.read(run) : List.of());
  }

  private static RunCurves of(List<JsonObject> lines) {
    Map<String, Points> points = new HashMap<>();
    long lastStep = 0;
    for (JsonObject line : lines) {
      long step = line.get(STEP).getAsLong();
      lastStep = Math.max(lastStep, step);
      for (Map.Entry<String, JsonElement> figure : line.entrySet()) {
        points
            .computeIfAbsent(figure.getKey(), key -> new Points())
            .add((double) step, toNumber(figure.getValue()));
      }
    }
    Map<String, Curve> curves = new HashMap<>();
    points.forEach((key, its) -> curves.put(key, its.toCurve()));
    return new RunCurves(curves, lastStep);
  }

  /**
   * Returns the curve of a metric by its key, without points if the run does not have the metric.
   */
  public Curve get(String figure) {
    return curves.getOrDefault(figure, NONE);
  }

  /** Returns the last logged step, 0 if there is none. */
  public long getLastStep() {
    return lastStep;
  }

  private static double toNumber(JsonElement value) {
    return value instanceof JsonPrimitive number && number.isNumber()
        ? number.getAsDouble()
        : Double.NaN;
  }

  private static final class Points {

    private final DoubleStream.Builder steps = DoubleStream.builder();
    private final DoubleStream.Builder values = DoubleStream.builder();

    void add(double step, double value) {
      steps.add(step);
      values.add(value);
    }

    Curve toCurve() {
      return Curve.of(steps.build().toArray(), values.build().toArray());
    }
  }
}
