package io.noisette.parity.golden;

import io.noisette.engine.Parameters;
import io.noisette.failure.CorruptDataException;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.ParityTensor;
import java.util.Map;

/** Reads the model stored with a golden file. */
public final class GoldenModel {

  private GoldenModel() {}

  /**
   * Returns a reader of the model that throws {@link CorruptDataException} if a weight is missing
   * or unused.
   */
  public static ModelDirectory of(GoldenCase golden) {
    return new ModelDirectory(
        golden.getModelDirectory(),
        notice -> {
          throw new CorruptDataException(notice);
        });
  }

  /** Adds the gradient of each trained parameter to the results as {@code grad/NAME}. */
  public static void addGradients(Map<String, ParityTensor> results, Parameters parameters) {
    for (String name : parameters.getTrainedNames()) {
      results.put("grad/" + name, ArrayReader.read(parameters.getGradient(name)));
    }
  }
}
