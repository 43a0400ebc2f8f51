package io.noisette.parity.golden;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.model.Labels;
import io.noisette.model.ModelTask;
import io.noisette.model.ParameterSpec;
import io.noisette.model.ParameterValues;
import io.noisette.model.QuestionAnswerer;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.bart.BartHeads;
import io.noisette.model.bart.BartLayout;
import io.noisette.model.bart.SingleStackConfig;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.model.layer.Initialization;
import io.noisette.model.weights.StoredWeights;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.ParityKind;
import io.noisette.parity.ParityTensor;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parity check of a single stack with a head (kind {@code objective-classification}): logits of a
 * classifier or of answer spans, loss and the gradient of every parameter.
 */
public final class SingleStackHeadParity implements ParityKind {

  @Override
  public Map<String, ParityTensor> compute(GoldenCase golden) throws IOException {
    boolean areSpans = golden.getOptions().getString("problem").equals("spans");
    SingleStackConfig config = SingleStackModels.readConfig(golden);
    Labels labels = new ModelDirectory(golden.getModelDirectory(), notice -> {}).readLabels();
    Map<String, ParityTensor> results = new LinkedHashMap<>();
    try (NDManager manager = Torch.newManager("cpu")) {
      if (areSpans) {
        addSpans(results, manager, golden, config);
      } else {
        addClassifier(results, manager, golden, config, labels);
      }
    }
    addUnused(results, BartLayout.of(config.bart(), ModelTask.QUESTION_ANSWERING, 2));
    addUnused(
        results, BartLayout.of(config.bart(), ModelTask.SEQUENCE_CLASSIFICATION, labels.size()));
    return results;
  }

  /** The directory has both heads; that of the other problem gets no gradient. */
  private static void addUnused(Map<String, ParityTensor> results, List<ParameterSpec> layout) {
    for (ParameterSpec spec : layout) {
      long[] shape = spec.shape().getShape();
      results.computeIfAbsent(
          "grad/" + spec.name(),
          name -> ParityTensor.ofFloats(shape, new float[(int) spec.size()]));
    }
  }

  private static void addSpans(
      Map<String, ParityTensor> results,
      NDManager manager,
      GoldenCase golden,
      SingleStackConfig config)
      throws IOException {
    List<ParameterSpec> layout = BartLayout.of(config.bart(), ModelTask.QUESTION_ANSWERING, 2);
    try (StoredWeights weights = open(golden);
        QuestionAnswerer model =
            BartHeads.questionAnswering(manager, config, Precision.FP32, values(weights, layout))) {
      QuestionAnsweringParity.addResults(results, manager, model, golden);
    }
  }

  private static void addClassifier(
      Map<String, ParityTensor> results,
      NDManager manager,
      GoldenCase golden,
      SingleStackConfig config,
      Labels labels)
      throws IOException {
    List<ParameterSpec> layout =
        BartLayout.of(config.bart(), ModelTask.SEQUENCE_CLASSIFICATION, labels.size());
    try (StoredWeights weights = open(golden);
        SequenceClassifier model =
            BartHeads.classifier(
                manager, config, labels, Precision.FP32, values(weights, layout))) {
      ClassifierParity.addResults(results, manager, model, golden);
    }
  }

  private static StoredWeights open(GoldenCase golden) throws IOException {
    return StoredWeights.open(golden.getModelDirectory(), BartLayout.tensorNames());
  }

  private static ParameterValues values(StoredWeights weights, List<ParameterSpec> layout) {
    Initialization none = new Initialization(0, 0, 0); // the directory has all tensors
    return weights.values(layout, none, notice -> {});
  }
}
