package io.noisette.model.bart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.model.LabelSmoothing;
import io.noisette.model.PackedTokens;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.model.SmoothingForm;
import io.noisette.model.TrainingLoss;
import io.noisette.model.TrainingPass;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Products in bf16 against the same model in fp32, which other tests hold to the equations. */
final class Bf16Test {

  private static final BartConfig CONFIG = SmallModels.config(0.1);
  private static final double WEIGHT = 1.0 / 40;
  private static final TrainingPass PASS = TrainingPass.weighted(WEIGHT);

  /** Rounding errors are random: those of the loss of many tokens nearly cancel. */
  private static final double LOSS_TOLERANCE = 5e-4;

  private static final double GRADIENT_TOLERANCE = 0.02;

  @AutoClose private final NDManager manager = Torch.newManager("cpu");
  private BartModel reference;
  private BartModel model;

  @BeforeEach
  void create() {
    reference = SmallModels.create(manager, CONFIG);
    model = SmallModels.create(manager, CONFIG, Precision.BF16);
  }

  @AfterEach
  void close() {
    model.close();
    reference.close();
  }

  @Test
  void lossAndGradientsAreThoseOfFp32ButForRounding() {
    assertIsRounded(LabelSmoothing.NONE);
  }

  @Test
  void theSmoothedLossAndItsGradientsToo() {
    assertIsRounded(new LabelSmoothing(0.3, SmoothingForm.FAIRSEQ));
  }

  private void assertIsRounded(LabelSmoothing smoothing) {
    TrainingPass pass = PASS.withDropout(7);
    TrainingLoss expected = reference.forwardBackward(manager, batch(), pass, smoothing);
    TrainingLoss actual = model.forwardBackward(manager, batch(), pass, smoothing);
    assertFalse(expected.loss() == actual.loss(), "nothing was rounded");
    assertEquals(expected.loss(), actual.loss(), LOSS_TOLERANCE * expected.loss());
    assertEquals(expected.nats(), actual.nats(), LOSS_TOLERANCE * expected.nats());
    double[] own = new double[2];
    for (String name : model.getParameters().getNames()) {
      NDArray gradient = model.getParameters().getGradient(name);
      assertEquals(DataType.FLOAT32, gradient.getDataType(), name);
      NDArray truth = reference.getParameters().getGradient(name);
      own[0] += squared(gradient.sub(truth));
      own[1] += squared(truth);
    }
    double difference = Math.sqrt(own[0] / own[1]);
    assertTrue(difference < GRADIENT_TOLERANCE, "gradients are off by " + difference);
  }

  @Test
  void gradientsOfMicroBatchesAddUpInFp32() {
    model.forwardBackward(manager, batch(), PASS);
    double once = gradientNorm();
    model.forwardBackward(manager, batch(), PASS);
    assertEquals(2 * once, gradientNorm(), 1e-6 * once);
  }

  @Test
  void validationIsInBf16ButForSoftmaxAndNorms() {
    float[] losses = model.evaluate(manager, batch()).nats();
    double sum = 0;
    for (float nats : losses) {
      sum += nats;
    }
    assertEquals(
        sum,
        model.forwardBackward(manager, batch(), TrainingPass.weighted(1)),
        LOSS_TOLERANCE * sum);
    assertFalse(Arrays.equals(reference.evaluate(manager, batch()).nats(), losses));
  }

  @Test
  void twoPassesAgreeToTheBit() {
    assertEquals(
        model.forwardBackward(manager, batch(), PASS.withDropout(3)),
        model.forwardBackward(manager, batch(), PASS.withDropout(3)));
    assertArrayEquals(
        model.evaluate(manager, batch()).nats(), model.evaluate(manager, batch()).nats());
  }

  private double gradientNorm() {
    double sum = 0;
    for (NDArray gradient :
        model.getParameters().getGradients(model.getParameters().getTrainedNames())) {
      sum += squared(gradient);
    }
    return Math.sqrt(sum);
  }

  private static double squared(NDArray array) {
    return array.square().sum().toFloatArray()[0];
  }

  private static Seq2SeqBatch batch() {
    List<int[]> sources = SmallModels.sequences(CONFIG.vocabSize(), 1, 12, 3, 7);
    List<int[]> targets = SmallModels.sequences(CONFIG.vocabSize(), 2, 15, 5, 20);
    return Seq2SeqBatch.teacherForced(
        PackedTokens.of(sources), PackedTokens.of(targets), CONFIG.special().decoderStart());
  }
}
