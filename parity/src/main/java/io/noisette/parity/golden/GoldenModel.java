package io.noisette.parity.golden;

import io.noisette.engine.Parameters;
import io.noisette.failure.CorruptDataException;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.ParityTensor;
import java.util.Map;

/** The model beside a golden file. */
public final class GoldenModel {

  private GoldenModel() {}

  /** A model that must be whole: nothing in it starts at random. */
  public static ModelDirectory of(GoldenCase golden) {
    return new ModelDirectory(
        golden.getModelDirectory(),
        notice -> {
          throw new CorruptDataException(notice);
        });
  }

  /** Adds the gradient of each parameter as {@code grad/NAME}. */
  public static void addGradients(Map<String, ParityTensor> results, Parameters parameters) {
    for (String name : parameters.getNames()) {
      results.put("grad/" + name, ArrayReader.read(parameters.getGradient(name)));
    }
  }
}
