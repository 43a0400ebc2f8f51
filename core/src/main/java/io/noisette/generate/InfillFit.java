package io.noisette.generate;

import io.noisette.failure.UsageException;
import io.noisette.model.bart.BartConfigFile;
import io.noisette.model.bart.SingleStackConfigFile;
import io.noisette.model.weights.ConfigJson;
import java.io.IOException;
import java.nio.file.Path;

/** Check whether the objective of a model has taught it to fill gaps. */
final class InfillFit {

  /** Objective of encoder-decoders that have never written a whole text. */
  private static final String MASKED_SPAN = "masked-seq2seq";

  private InfillFit() {}

  /**
   * Checks the objective that {@code config.json} names, if it names one.
   *
   * @throws UsageException if the model cannot fill gaps
   */
  static void require(Path directory) throws IOException {
    ConfigJson.read(directory, InfillFit::requireDenoising);
  }

  private static ConfigJson requireDenoising(ConfigJson json) {
    String objective = BartConfigFile.findObjective(json);
    if (SingleStackConfigFile.isSingleStack(json) || MASKED_SPAN.equals(objective)) {
      throw json.refuse(
          "objective",
          objective == null ? "unknown" : objective,
          "of the objectives of bart-pretrain, denoising alone teaches to fill gaps: use a model of"
              + " --objective denoising");
    }
    return json;
  }
}
