package io.noisette.model.encoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Autograd;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.model.DropoutRates;
import io.noisette.model.Labels;
import io.noisette.model.ModelFamily;
import io.noisette.model.PackedTokens;
import io.noisette.model.ParameterValues;
import io.noisette.model.SequenceBatch;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.TrainingPass;
import io.noisette.model.bart.SmallModels;
import io.noisette.model.layer.Closeness;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What YOPO's inner ascents go up: embeddings and first layer, from a gradient that is given. */
final class FirstLayerBackwardTest {

  /** At every kind of site, for a layer has three of them. */
  private static final DropoutRates DROPOUT = new DropoutRates(0.1, 0.2, 0.15, 0.3);

  private static final SequenceBatch BATCH =
      new SequenceBatch(
          PackedTokens.of(SmallModels.sequences(61, 3, 4, 2, 5)),
          PackedTokens.of(
              List.of(new int[] {0, 0, 1, 1}, new int[] {0, 1}, new int[] {0, 0, 0, 1, 1})));
  private static final Shape SHAPE = new Shape(11, 24);

  @AutoClose private final NDManager manager = Torch.newManager("cpu");

  /**
   * The slope of &lt;p, f0(X + delta)&gt; along directions, where f0 is a model that has no other
   * layer.
   *
   * <p>Step and tolerance: fp32 leaves some 1e-7 in each of the 264 values of f0, and p is around
   * 1, so 3e-6 in the difference of two sums. At a step of 2^-10 that is 1.5e-3 of a slope, or 3e-5
   * of the gradient's norm, which is 50 to 60. The curve that the step cuts off leaves 2e-3 of the
   * norm at 2^-7 and a quarter of it at each half, so 3e-5 too. The worst of these 32 was 1e-4. A
   * mask, a place or a layer that is not the right one leaves 0.1 and more.
   */
  @ParameterizedTest
  @CsvSource({"BERT,", "BERT,4", "ROBERTA,", "ROBERTA,4"})
  void itsGradientIsTheSlopeOfWhatTheFirstLayerMakes(ModelFamily family, @Nullable Long seed) {
    double step = 1.0 / 1024;
    NDArray delta = random(1, 0.1f);
    NDArray costate = random(2, 1);
    EncoderConfig oneLayer = config(family).withNumHiddenLayers(1);
    try (SequenceClassifier model = classifier(family);
        EncoderStack f0 =
            new EncoderStack(manager, oneLayer, Precision.FP32, model.getParameters())) {
      delta.setRequiresGradient(true);
      model.firstLayerBackward(manager, BATCH, costate, pass(seed, delta));
      float[] gradient = delta.getGradient().toFloatArray();
      double norm = Math.sqrt(dot(gradient, gradient));
      for (int i = 0; i < 8; i++) {
        NDArray direction = random(10 + i, 1);
        double above = value(f0, seed, delta.add(direction.mul(step)), costate);
        double below = value(f0, seed, delta.sub(direction.mul(step)), costate);
        double slope = dot(gradient, direction.toFloatArray());
        assertEquals((above - below) / (2 * step), slope, 5e-4 * norm, "direction " + i);
      }
    }
  }

  /** By the chain rule, if it has the place and the masks of the pass it goes on from. */
  @ParameterizedTest
  @CsvSource({"BERT,", "BERT,4", "ROBERTA,", "ROBERTA,4"})
  void fromTheGradientOfAWholePassItMakesThoseOfThePass(ModelFamily family, @Nullable Long seed) {
    NDArray ofWhole = random(1, 0.1f);
    NDArray ofLayer = random(1, 0.1f);
    NDArray hidden = manager.zeros(SHAPE);
    List.of(ofWhole, ofLayer, hidden).forEach(array -> array.setRequiresGradient(true));
    try (SequenceClassifier whole = classifier(family);
        SequenceClassifier layer = classifier(family)) {
      TrainingPass pass = pass(seed, ofWhole).withFirstLayerDelta(hidden);
      whole.forwardBackward(manager, BATCH, new float[] {2, 0, 1}, pass);
      layer.firstLayerBackward(manager, BATCH, hidden.getGradient(), pass(seed, ofLayer));
      float[] expected = ofWhole.getGradient().toFloatArray();
      assertTrue(dot(expected, expected) > 0.01, "the gradient shows nothing");
      Closeness.assertClose("delta", expected, ofLayer.getGradient().toFloatArray());
      assertParameters(family, whole.getParameters(), layer.getParameters());
    }
  }

  /** Those of embeddings and first layer are the whole pass's, and no other has a gradient. */
  private static void assertParameters(ModelFamily family, Parameters whole, Parameters layer) {
    List<String> below = List.of("embeddings.", "encoder.layer.0.");
    for (String name : whole.getNames()) {
      float[] actual = layer.getGradient(name).toFloatArray();
      if (below.stream().anyMatch(part -> name.startsWith(family.getPrefix() + part))) {
        Closeness.assertClose(name, whole.getGradient(name).toFloatArray(), actual, 0.1);
      } else {
        assertEquals(0, dot(actual, actual), name);
      }
    }
  }

  private double value(EncoderStack f0, @Nullable Long seed, NDArray delta, NDArray costate) {
    f0.start(seed);
    NDArray hidden = Autograd.paused(() -> f0.hidden(manager, BATCH, pass(seed, delta)));
    return dot(hidden.toFloatArray(), costate.toFloatArray());
  }

  private static TrainingPass pass(@Nullable Long seed, NDArray delta) {
    TrainingPass pass = TrainingPass.weighted(1).withDelta(delta);
    return seed == null ? pass : pass.withDropout(seed);
  }

  private SequenceClassifier classifier(ModelFamily family) {
    return EncoderHeads.classifier(
        manager,
        config(family),
        Labels.numbered(3),
        Precision.FP32,
        ParameterValues.ofArrays(SmallModels::valuesOf));
  }

  private static EncoderConfig config(ModelFamily family) {
    return SmallEncoders.config(family).withDropout(DROPOUT);
  }

  private NDArray random(long seed, float size) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[Math.toIntExact(SHAPE.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = size * (float) random.nextGaussian();
    }
    return Parameters.copy(manager, SHAPE, values);
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
