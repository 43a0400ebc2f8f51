package io.noisette.model.bart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.model.LabelSmoothing;
import io.noisette.model.PackedTokens;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.model.SmoothingForm;
import io.noisette.model.TrainingPass;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Gradients of perturbations of the sources under the sequence-to-sequence loss: in fp32
 * autograd's, in bf16 those of the written-out pass.
 */
final class BartPerturbationTest {

  private static final int TOKENS = 62;
  private static final int WIDTH = 24;
  private static final TrainingPass PASS = TrainingPass.weighted(0.1).withDropout(5);
  private static final LabelSmoothing SMOOTHING = new LabelSmoothing(0.1, SmoothingForm.FAIRSEQ);

  @AutoClose private final NDManager manager = Torch.newManager("cpu");

  @ParameterizedTest
  @CsvSource({"FP32, false", "FP32, true", "BF16, false", "BF16, true"})
  void theGradientIsTheSlopeOfTheLoss(Precision precision, boolean sourceEncoder) {
    try (BartModel model = model(Precision.FP32, sourceEncoder);
        BartModel own = model(precision, sourceEncoder)) {
      float[] start = values();
      float[] gradient = gradientOf(own, start);
      double norm = norm(gradient);
      float[] above = new float[start.length];
      float[] below = new float[start.length];
      double length = 0.02;
      for (int i = 0; i < start.length; i++) {
        above[i] = (float) (start[i] + length * gradient[i] / norm);
        below[i] = (float) (start[i] - length * gradient[i] / norm);
      }
      double slope = PASS.weight() * (lossAt(model, above) - lossAt(model, below)) / (2 * length);
      assertEquals(slope, norm, (precision == Precision.FP32 ? 2e-3 : 2e-2) * norm);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Precision.class,
      names = {"FP32", "BF16"})
  void frozenParametersChangeNothingForThePerturbationAndTakeNoGradient(Precision precision) {
    try (BartModel model = model(precision, false)) {
      float[] expected = gradientOf(model, values());
      try (BartModel frozen = model(precision, false)) {
        Parameters parameters = frozen.getParameters();
        parameters.frozen(() -> assertArrayEquals(expected, gradientOf(frozen, values())));
        for (String name : parameters.getNames()) {
          assertEquals(0, norm(parameters.getGradient(name).toFloatArray()), name);
        }
      }
    }
  }

  /** The loss depends on the perturbation through the first layer's output alone. */
  @ParameterizedTest
  @CsvSource({"FP32, false", "FP32, true", "BF16, false", "BF16, true"})
  void theFirstLayerSendsBackTheGradientOfTheWholePass(Precision precision, boolean sourceEncoder) {
    try (BartModel model = model(precision, sourceEncoder)) {
      NDArray whole = traced(values());
      NDArray hidden = traced(new float[TOKENS * WIDTH]);
      model.forwardBackward(
          manager, batch(), PASS.withDelta(whole).withFirstLayerDelta(hidden), SMOOTHING);
      NDArray below = traced(values());
      NDArray costate = hidden.getGradient();
      model.firstLayerBackward(manager, batch(), costate, PASS.withDelta(below));
      float[] expected = whole.getGradient().toFloatArray();
      float[] actual = below.getGradient().toFloatArray();
      assertTrue(norm(expected) > 0.1, "nothing was sent back");
      float tolerance = (precision == Precision.FP32 ? 1e-6f : 1e-2f) * (float) norm(expected);
      assertArrayEquals(expected, actual, tolerance);
    }
  }

  private float[] gradientOf(BartModel model, float[] values) {
    NDArray delta = traced(values);
    model.forwardBackward(manager, batch(), PASS.withDelta(delta), SMOOTHING);
    return delta.getGradient().toFloatArray();
  }

  private double lossAt(BartModel model, float[] values) {
    return model
        .forwardBackward(manager, batch(), PASS.withDelta(traced(values)), SMOOTHING)
        .loss();
  }

  private BartModel model(Precision precision, boolean sourceEncoder) {
    BartConfig plain = SmallModels.config(0.1);
    BartConfig config =
        sourceEncoder
            ? plain.with(it -> it.sourceEncoder(SourceEncoderConfig.like(plain, 61, 2)))
            : plain;
    return SmallModels.create(manager, config, precision);
  }

  private NDArray traced(float[] values) {
    NDArray array = Parameters.copy(manager, new Shape(TOKENS, WIDTH), values);
    array.setRequiresGradient(true);
    return array;
  }

  private static float[] values() {
    SplittableRandom random = new SplittableRandom(3);
    float[] values = new float[TOKENS * WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.1 * random.nextGaussian());
    }
    return values;
  }

  private static double norm(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }

  private static Seq2SeqBatch batch() {
    return Seq2SeqBatch.teacherForced(
        PackedTokens.of(SmallModels.sequences(61, 1, 12, 3, 7, 40)),
        PackedTokens.of(SmallModels.sequences(61, 2, 6, 20, 9, 33)),
        2);
  }
}
