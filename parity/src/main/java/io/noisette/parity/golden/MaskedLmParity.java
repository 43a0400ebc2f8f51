package io.noisette.parity.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Torch;
import io.noisette.model.PackedTokens;
import io.noisette.model.SequenceBatch;
import io.noisette.model.TrainingPass;
import io.noisette.model.directory.ModelOptions;
import io.noisette.model.encoder.MaskedLanguageModel;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.ParityKind;
import io.noisette.parity.ParityTensor;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Parity check of masked language models (kinds {@code bert-masked-lm} and {@code
 * roberta-masked-lm}): logits, loss and the gradient of every parameter.
 */
public final class MaskedLmParity implements ParityKind {

  @Override
  public Map<String, ParityTensor> compute(GoldenCase golden) throws IOException {
    Map<String, ParityTensor> results = new LinkedHashMap<>();
    try (NDManager manager = Torch.newManager("cpu");
        MaskedLanguageModel model =
            GoldenModel.of(golden).readMaskedLm(manager, ModelOptions.DEFAULT)) {
      TextCase text = TextCase.of(golden);
      SequenceBatch batch = text.getBatch();
      NDArray logits = model.logits(manager, batch);
      int words = Math.toIntExact(logits.getShape().get(1));
      results.put("expected/logits", text.getRows().unpack(logits.toFloatArray(), words));
      PackedTokens labels = text.getRows().pack(golden, "labels");
      double weight = 1.0 / countLabels(labels);
      TrainingPass pass = TrainingPass.weighted(weight);
      double loss = model.forwardBackward(manager, batch, labels, pass) * weight;
      results.put("expected/loss", ParityTensor.ofDoubles(new long[] {1}, new double[] {loss}));
      GoldenModel.addGradients(results, model.getParameters());
    }
    return results;
  }

  private static long countLabels(PackedTokens labels) {
    long count = 0;
    for (int i = 0; i < labels.getSize(); i++) {
      count += labels.getId(i) < 0 ? 0 : 1;
    }
    return count;
  }
}
