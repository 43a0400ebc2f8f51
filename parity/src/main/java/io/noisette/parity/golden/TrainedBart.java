package io.noisette.parity.golden;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Precision;
import io.noisette.failure.CorruptDataException;
import io.noisette.model.ParameterSpec;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.bart.BartLayout;
import io.noisette.model.bart.BartModel;
import io.noisette.parity.CaseOptions;
import io.noisette.parity.GoldenCase;
import io.noisette.safetensors.SafetensorsTensor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Set;

/** Reads the BART that a case trains, as its options say. */
final class TrainedBart {

  private TrainedBart() {}

  /**
   * Reads the model of a case. With the option {@code starts_from}, its parameters are those at the
   * end of another case; with {@code stage} 1, only those are trained that the first stage of
   * training a source encoder trains.
   *
   * @throws CorruptDataException if the option {@code trained} lists other parameters, or the file
   *     does not have the other case
   */
  static BartModel read(NDManager manager, GoldenCase golden) throws IOException {
    CaseOptions options = golden.getOptions();
    BartModel stored = new BartDirectory(golden.getModelDirectory()).read(manager);
    BartModel model =
        options.has("starts_from")
            ? restarted(manager, stored, startOf(golden, options.getString("starts_from")))
            : stored;
    if (options.getLong("stage", 2) == 1) {
      model.getParameters().exclude(name -> !BartLayout.isTrainedFirst(name));
      requireTrained(golden, model, Set.copyOf(options.getStrings("trained")));
    }
    return model;
  }

  private static BartModel restarted(NDManager manager, BartModel stored, GoldenCase start) {
    try (stored) {
      return new BartModel(
          manager,
          stored.getConfig(),
          Precision.FP32,
          (spec, target) -> write(spec, start, target),
          stored.getLogitsBias().toFloatArray());
    }
  }

  private static void write(ParameterSpec spec, GoldenCase start, FloatBuffer target) {
    SafetensorsTensor tensor = start.getEnd(spec.name());
    if (!Arrays.equals(tensor.getShape(), spec.shape().getShape())) {
      throw refused(
          start,
          "the shape of %s must be %s, not %s"
              .formatted(tensor.getName(), spec.shape(), Arrays.toString(tensor.getShape())));
    }
    tensor.copyFloats(target);
  }

  private static GoldenCase startOf(GoldenCase golden, String name) {
    GoldenCase start = golden.getFile().getCases().get(name);
    if (start == null) {
      throw refused(golden, "starts_from is " + name + ", which the file does not have");
    }
    return start;
  }

  private static void requireTrained(GoldenCase golden, BartModel model, Set<String> trained) {
    if (!trained.equals(Set.copyOf(model.getParameters().getTrainedNames()))) {
      throw refused(golden, "stage 1 does not train the parameters that the option trained lists");
    }
  }

  private static CorruptDataException refused(GoldenCase golden, String fault) {
    return new CorruptDataException(
        "%s: case %s: %s".formatted(golden.getFile().getDirectory(), golden.getName(), fault));
  }
}
