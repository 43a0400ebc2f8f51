package io.noisette.adversary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.adversary.perturbation.Perturbation;
import io.noisette.engine.Parameters;
import io.noisette.engine.Torch;
import io.noisette.model.Labels;
import io.noisette.model.ModelFamily;
import io.noisette.model.PackedTokens;
import io.noisette.model.SequenceBatch;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.TrainingLoss;
import io.noisette.model.TrainingPass;
import io.noisette.model.bart.SmallModels;
import io.noisette.model.encoder.SmallEncoders;
import io.noisette.random.Mix;
import io.noisette.settings.SettingsSchema;
import io.noisette.train.Cursor;
import io.noisette.train.StepBatch;
import io.noisette.train.StepContext;
import io.noisette.train.UpdateRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** YOPO-3-3 made once more, an ascent at a time, each from the first layer's gradient. */
final class YopoTest {

  private static final int PASSES = 3;
  private static final int INNER_STEPS = 3;
  private static final double RATE = 0.3;
  private static final double MOST = 0.4; // most texts come there in the second pass

  /** Of deltas around 0.02, whose rounding left 7e-8; an ascent moves them by some 6e-3. */
  private static final float TOLERANCE = 1e-6f;

  private static final int[] LENGTHS = {7, 2, 12};
  private static final SequenceBatch TEXTS =
      SequenceBatch.of(PackedTokens.of(SmallModels.sequences(61, 3, LENGTHS)));
  private static final float[] TARGETS = {2, 0, 1};

  @AutoClose private final NDManager manager = Torch.newManager("cpu");

  @ParameterizedTest
  @CsvSource({"BERT, ON", "BERT, OFF", "ROBERTA, ON", "ROBERTA, OFF"})
  void ascentsGoUpWhatTheFirstLayerSendsBack(ModelFamily family, DropoutSharing sharing) {
    Deltas deltas = new Deltas();
    try (SequenceClassifier model = model(family);
        SequenceClassifier whole = model(family);
        SequenceClassifier below = model(family);
        DescentRecorder descent = new DescentRecorder(manager, model.getParameters())) {
      StepContext context = new StepContext(1, 7, true, new UpdateRule(descent, step -> 0, 0));
      step(model, sharing, deltas, context);
      assertEquals(PASSES, deltas.ofPasses.size());
      assertEquals((PASSES - 1) * INNER_STEPS, deltas.afterAscents.size());

      float[] delta = deltas.ofPasses.get(0);
      for (int pass = 0; pass < PASSES; pass++) {
        assertArrayEquals(delta, deltas.ofPasses.get(pass), TOLERANCE, "in pass " + pass);
        TrainingPass plain = plain(context.dropoutSeed(0), sharing, pass);
        NDArray costate = passWhole(whole, plain, delta);
        int ascents = pass == PASSES - 1 ? 0 : INNER_STEPS;
        for (int i = pass * INNER_STEPS; i < pass * INNER_STEPS + ascents; i++) {
          delta = ascend(delta, firstLayerGradient(below, plain, delta, costate));
          assertArrayEquals(delta, deltas.afterAscents.get(i), TOLERANCE, "after ascent " + i);
        }
      }
      assertGradients(whole.getParameters(), descent.getLast());
    }
  }

  private void step(
      SequenceClassifier model, DropoutSharing sharing, Deltas deltas, StepContext context) {
    AdversarySettings settings =
        SettingsSchema.of(AdversarySettings.class)
            .read(Map.of(), Map.of())
            .with(
                it ->
                    it.adversary(Adversary.YOPO)
                        .advSteps(PASSES)
                        .yopoInnerSteps(INNER_STEPS)
                        .advLr(RATE)
                        .advMaxNorm(MOST)
                        .advInitMag(0.2)
                        .sharedDropout(sharing));
    LabelledBatch<float[]> texts = new LabelledBatch<>(TEXTS, TARGETS);
    try (FineTuningStep<?, LabelledBatch<float[]>> step =
        AdversaryBatches.step(settings, manager, model, deltas)) {
      step.take(new StepBatch<>(List.of(texts), 21, 3, Cursor.START, Cursor.START), context);
    }
  }

  private static TrainingPass plain(long seed, DropoutSharing sharing, int pass) {
    return TrainingPass.weighted(1.0 / (PASSES * TARGETS.length))
        .withDropout(sharing == DropoutSharing.ON ? seed : Mix.of(seed, pass));
  }

  /** A whole pass; the loss's gradient above the first layer. */
  private NDArray passWhole(SequenceClassifier model, TrainingPass plain, float[] delta) {
    NDArray hidden = traced(new float[delta.length], model.getWidth());
    TrainingPass pass =
        plain.withDelta(traced(delta, model.getWidth())).withFirstLayerDelta(hidden);
    model.forwardBackward(manager, TEXTS, TARGETS, pass);
    return hidden.getGradient();
  }

  private float[] firstLayerGradient(
      SequenceClassifier model, TrainingPass plain, float[] values, NDArray costate) {
    NDArray delta = traced(values, model.getWidth());
    model.firstLayerBackward(manager, TEXTS, costate, plain.withDelta(delta));
    return delta.getGradient().toFloatArray();
  }

  /** A share of the rate along each text's gradient, then back to the largest norm. */
  private static float[] ascend(float[] delta, float[] gradient) {
    float[] moved = new float[delta.length];
    int width = delta.length / Arrays.stream(LENGTHS).sum();
    int from = 0;
    for (int length : LENGTHS) {
      int to = from + length * width;
      double rate = RATE / INNER_STEPS / norm(gradient, from, to);
      for (int i = from; i < to; i++) {
        moved[i] = (float) (delta[i] + rate * gradient[i]);
      }
      double shrink = Math.min(1, MOST / norm(moved, from, to));
      for (int i = from; i < to; i++) {
        moved[i] *= (float) shrink;
      }
      from = to;
    }
    return moved;
  }

  /** The parameters' gradients are those of the whole passes; ascents add nothing to them. */
  private static void assertGradients(Parameters expected, Map<String, float[]> actual) {
    for (String name : expected.getNames()) {
      float[] truth = expected.getGradient(name).toFloatArray();
      assertArrayEquals(truth, actual.get(name), 1e-5f, name);
    }
  }

  private NDArray traced(float[] values, int width) {
    Shape shape = new Shape(values.length / width, width);
    NDArray array = Parameters.copy(manager, shape, values);
    array.setRequiresGradient(true);
    return array;
  }

  private SequenceClassifier model(ModelFamily family) {
    return SmallEncoders.classifier(manager, family, Labels.numbered(3));
  }

  private static double norm(float[] values, int from, int to) {
    double squares = 0;
    for (int i = from; i < to; i++) {
      squares += (double) values[i] * values[i];
    }
    return Math.sqrt(squares);
  }

  private static final class Deltas implements PassListener {

    private final List<float[]> ofPasses = new ArrayList<>();
    private final List<float[]> afterAscents = new ArrayList<>();

    @Override
    public void passed(TrainingLoss loss, Perturbation perturbation) {
      ofPasses.add(perturbation.getDelta().toFloatArray());
    }

    @Override
    public void ascended(Perturbation perturbation) {
      afterAscents.add(perturbation.getDelta().toFloatArray());
    }
  }
}
