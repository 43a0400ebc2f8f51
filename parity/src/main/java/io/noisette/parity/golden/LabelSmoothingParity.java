package io.noisette.parity.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.failure.CorruptDataException;
import io.noisette.model.LabelSmoothing;
import io.noisette.model.SmoothingForm;
import io.noisette.model.layer.TiedSoftmaxLoss;
import io.noisette.parity.CaseOptions;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.ParityKind;
import io.noisette.parity.ParityTensor;
import io.noisette.safetensors.SafetensorsTensor;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Parity check of label smoothing (kind {@code label-smoothing}): the smoothed loss, the loss
 * without smoothing, and gradients with respect to logits, or to hidden states and the embedding
 * matrix.
 */
public final class LabelSmoothingParity implements ParityKind {

  /** Returns the label smoothing of a test case; none if it has no such options. */
  static LabelSmoothing read(CaseOptions options) {
    if (!options.has("label_smoothing")) {
      return LabelSmoothing.NONE;
    }
    String variant = options.getString("variant");
    SmoothingForm form =
        switch (variant) {
          case "fairseq" -> SmoothingForm.FAIRSEQ;
          case "torch" -> SmoothingForm.TRANSFORMERS;
          default ->
              throw new CorruptDataException(
                  "the option variant must be fairseq or torch, not " + variant);
        };
    return new LabelSmoothing(options.getDouble("label_smoothing"), form);
  }

  @Override
  public Map<String, ParityTensor> compute(GoldenCase golden) throws IOException {
    boolean tied = golden.hasInput("hidden");
    try (NDManager manager = Torch.newManager("cpu");
        TiedSoftmaxLoss loss = new TiedSoftmaxLoss(manager, Precision.FP32)) {
      NDArray hidden = matrix(manager, golden.getInput(tied ? "hidden" : "logits", -1, -1));
      // Logits are the product of themselves and the identity matrix.
      NDArray words =
          tied
              ? matrix(manager, golden.getInput("weight", -1, -1))
              : manager.eye(Math.toIntExact(hidden.getShape().get(1)));
      long[] labels = labels(golden);
      NDArray bias = manager.zeros(new Shape(1, words.getShape().get(0)), DataType.FLOAT32);
      NDArray wordsGradient = manager.zeros(words.getShape(), DataType.FLOAT32);
      double weight = weight(golden, labels);
      TiedSoftmaxLoss.Result result =
          loss.forwardBackward(
              hidden,
              words,
              bias,
              manager.create(labels),
              wordsGradient,
              null,
              weight,
              read(golden.getOptions()));
      Map<String, ParityTensor> results = new LinkedHashMap<>();
      results.put("expected/loss", scalar(result.loss() * weight));
      results.put("expected/nll_loss", scalar(result.nats() * weight));
      results.put(tied ? "grad/hidden" : "grad/logits", ArrayReader.read(result.hiddenGradient()));
      if (tied) {
        results.put("grad/weight", ArrayReader.read(wordsGradient));
      }
      return results;
    }
  }

  private static NDArray matrix(NDManager manager, SafetensorsTensor tensor) throws IOException {
    return manager.create(tensor.toFloats(), new Shape(tensor.getShape()));
  }

  /** Returns the labels, negative where the case ignores them. */
  private static long[] labels(GoldenCase golden) throws IOException {
    long ignored = golden.getOptions().getLong("ignore_index");
    return Arrays.stream(golden.getInput("labels", -1).toLongs())
        .map(label -> label == ignored ? -1 : label)
        .toArray();
  }

  private static double weight(GoldenCase golden, long[] labels) {
    boolean isMean = golden.getOptions().getString("reduction").equals("mean");
    return isMean ? 1.0 / Arrays.stream(labels).filter(label -> label >= 0).count() : 1;
  }

  private static ParityTensor scalar(double value) {
    return ParityTensor.ofDoubles(new long[] {1}, new double[] {value});
  }
}
