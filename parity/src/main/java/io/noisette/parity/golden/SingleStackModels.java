package io.noisette.parity.golden;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Precision;
import io.noisette.model.bart.SingleStackConfig;
import io.noisette.model.bart.SingleStackConfigFile;
import io.noisette.model.bart.SingleStackDirectory;
import io.noisette.model.bart.SingleStackModel;
import io.noisette.model.weights.ConfigJson;
import io.noisette.parity.CaseOptions;
import io.noisette.parity.GoldenCase;
import java.io.IOException;

/**
 * Reads the single stack of a case; a directory may hold both stacks, each for cases of its own.
 */
final class SingleStackModels {

  private static final String STACK = "stack";

  private SingleStackModels() {}

  /** Reads the model config of the stack that the case names, or of the only one. */
  static SingleStackConfig readConfig(GoldenCase golden) throws IOException {
    CaseOptions options = golden.getOptions();
    if (!options.has(STACK)) {
      return new SingleStackDirectory(golden.getModelDirectory()).readConfig();
    }
    boolean isDecoder = options.getString(STACK).equals("decoder");
    String objective = options.has("objective") ? options.getString("objective") : "unknown";
    return ConfigJson.read(
        golden.getModelDirectory(),
        json -> SingleStackConfigFile.toConfig(json, objective, isDecoder));
  }

  /** Reads the model of a case. */
  static SingleStackModel read(NDManager manager, GoldenCase golden) throws IOException {
    return new SingleStackDirectory(golden.getModelDirectory())
        .read(manager, readConfig(golden), Precision.FP32);
  }
}
