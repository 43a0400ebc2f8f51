package io.noisette.parity.golden;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Torch;
import io.noisette.model.LabelScores;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.TrainingPass;
import io.noisette.model.directory.ModelOptions;
import io.noisette.model.head.TextClassifier;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.ParityKind;
import io.noisette.parity.ParityTensor;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Parity check of BERT, RoBERTa and BART classifiers, regression included (kinds {@code
 * …-sequence-classification}): logits, loss and the gradient of every parameter.
 */
public final class ClassifierParity implements ParityKind {

  private static final String ENCODED = "encoder_last_hidden_state";

  @Override
  public Map<String, ParityTensor> compute(GoldenCase golden) throws IOException {
    Map<String, ParityTensor> results = new LinkedHashMap<>();
    try (NDManager manager = Torch.newManager("cpu");
        SequenceClassifier model =
            GoldenModel.of(golden).readClassifier(manager, ModelOptions.DEFAULT)) {
      addResults(results, manager, model, golden);
    }
    return results;
  }

  /** Adds logits, loss and gradients of a classifier. */
  static void addResults(
      Map<String, ParityTensor> results,
      NDManager manager,
      SequenceClassifier model,
      GoldenCase golden) {
    TextCase text = TextCase.of(golden);
    results.put("expected/logits", ArrayReader.read(model.logits(manager, text.getBatch())));
    if (model instanceof TextClassifier classifier && golden.getExpectedNames().contains(ENCODED)) {
      float[] states =
          classifier.getBody().encode(manager, text.getBatch().tokens()).toFloatArray();
      results.put("expected/" + ENCODED, text.getRows().unpack(states, model.getWidth()));
    }
    float[] targets = text.getTargets();
    double weight = 1.0 / targets.length;
    LabelScores scores =
        model.forwardBackward(manager, text.getBatch(), targets, TrainingPass.weighted(weight));
    double[] loss = {scores.getLoss() * weight};
    results.put("expected/loss", ParityTensor.ofDoubles(new long[] {1}, loss));
    GoldenModel.addGradients(results, model.getParameters());
  }
}
