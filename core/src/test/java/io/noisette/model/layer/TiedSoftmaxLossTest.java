package io.noisette.model.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Autograd;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.model.DropoutRates;
import io.noisette.model.LabelSmoothing;
import io.noisette.model.SmoothingForm;
import io.noisette.model.TokenLosses;
import io.noisette.model.bart.SmallModels;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TiedSoftmaxLossTest {

  private static final int WIDTH = 24;
  private static final int WORDS = 61;
  private static final double WEIGHT = 1.0 / 37;

  private final SplittableRandom random = new SplittableRandom(3);
  @AutoClose private final NDManager manager = Torch.newManager("cpu");
  private TiedSoftmaxLoss loss;
  private NDArray bias;

  @BeforeEach
  void compile() {
    loss = new TiedSoftmaxLoss(manager, Precision.FP32);
    bias = array(1, WORDS);
  }

  @AfterEach
  void close() {
    loss.close();
  }

  /** 512 tokens are a chunk. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 511, 512, 513, 1100})
  void valueAndGradientsAreThoseOfAutograd(int tokens) {
    long[] labels = random.longs(tokens, 0, WORDS).toArray();
    for (int i = 1; i < tokens; i += 3) {
      labels[i] = -100;
    }
    assertIsAutograd(labels, LabelSmoothing.NONE);
    assertIsAutograd(labels, new LabelSmoothing(0.1, SmoothingForm.FAIRSEQ));
    assertIsAutograd(labels, new LabelSmoothing(0.3, SmoothingForm.TRANSFORMERS));
  }

  @Test
  void aBatchWithoutLabelsCostsNothing() {
    NDArray hidden = array(5, WIDTH);
    long[] labels = new long[5];
    Arrays.fill(labels, -100);
    NDArray gradient = manager.zeros(new Shape(WORDS, WIDTH));
    TiedSoftmaxLoss.Result result =
        loss.forwardBackward(
            hidden,
            array(WORDS, WIDTH),
            bias,
            manager.create(labels),
            gradient,
            null,
            WEIGHT,
            LabelSmoothing.NONE);
    assertEquals(0, result.nats());
    assertEquals(0, result.hiddenGradient().abs().max().toFloatArray()[0]);
    assertEquals(0, gradient.abs().max().toFloatArray()[0]);
  }

  @Test
  void theWordsGradientIsAddedTo() {
    NDArray hidden = array(3, WIDTH);
    NDArray words = array(WORDS, WIDTH);
    NDArray labels = manager.create(new long[] {4, 5, 6});
    NDArray gradient = manager.zeros(words.getShape());
    loss.forwardBackward(hidden, words, bias, labels, gradient, null, 1, LabelSmoothing.NONE);
    float[] once = gradient.toFloatArray();
    loss.forwardBackward(hidden, words, bias, labels, gradient, null, 1, LabelSmoothing.NONE);
    float[] twice = gradient.div(2).toFloatArray();
    Closeness.assertClose("half of two passes", once, twice);
  }

  @Test
  void validationGivesEachTokensLossAndWhetherItIsTheBest() {
    NDArray words = array(WORDS, WIDTH);
    long[] labels = random.longs(700, 0, WORDS).toArray();
    NDArray hidden = array(labels.length, WIDTH);
    TokenLosses losses = loss.evaluate(hidden, words, bias, manager.create(labels));
    NDArray logP = eager().logits(hidden, words, bias);
    float[] scores = logP.logSoftmax(1).toFloatArray();
    float[] nats = new float[labels.length];
    float[] best = new float[labels.length];
    for (int i = 0; i < labels.length; i++) {
      float own = scores[i * WORDS + (int) labels[i]];
      nats[i] = -own;
      best[i] = 1;
      for (int word = 0; word < WORDS; word++) {
        best[i] = scores[i * WORDS + word] > own ? 0 : best[i];
      }
    }
    Closeness.assertClose("-log p", nats, losses.nats());
    Closeness.assertClose("best", best, losses.hits());
  }

  private void assertIsAutograd(long[] labels, LabelSmoothing smoothing) {
    Parameters leaves = new Parameters(manager);
    leaves.add("hidden", new Shape(labels.length, WIDTH), values(labels.length * WIDTH));
    leaves.add("words", new Shape(WORDS, WIDTH), values(WORDS * WIDTH));
    NDArray hidden = leaves.get("hidden");
    NDArray words = leaves.get("words");
    NDArray ids = manager.create(labels);
    leaves.add("bias", new Shape(WORDS), values(WORDS));
    NDArray trained = leaves.get("bias");
    EagerBart eager = eager();
    NDArray nats = Autograd.paused(() -> eager.crossEntropy(hidden, words, trained, ids));
    NDArray smoothed =
        Autograd.recorded(
            () -> SmoothedCrossEntropy.of(eager.logits(hidden, words, trained), labels, smoothing));
    Autograd.backward(smoothed, smoothed.onesLike().mul(WEIGHT));

    NDArray wordsGradient = manager.zeros(words.getShape());
    NDArray biasGradient = manager.zeros(trained.getShape());
    TiedSoftmaxLoss.Result result =
        loss.forwardBackward(
            hidden, words, trained, ids, wordsGradient, biasGradient, WEIGHT, smoothing);
    double expected = nats.toFloatArray()[0];
    assertEquals(expected, result.nats(), 1e-5 * expected);
    double loss = smoothed.toFloatArray()[0];
    assertEquals(loss, result.loss(), 1e-5 * loss);
    Closeness.assertClose("hidden", leaves.getGradient("hidden"), result.hiddenGradient());
    Closeness.assertClose("words", leaves.getGradient("words"), wordsGradient);
    Closeness.assertClose("bias", leaves.getGradient("bias"), biasGradient);
  }

  private EagerBart eager() {
    return new EagerBart(manager, SmallModels.config(0), DropoutSites.of(DropoutRates.NONE));
  }

  private NDArray array(int rows, int columns) {
    return Parameters.copy(manager, new Shape(rows, columns), values(rows * columns));
  }

  private float[] values(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
