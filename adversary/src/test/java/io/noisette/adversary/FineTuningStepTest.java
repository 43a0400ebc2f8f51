package io.noisette.adversary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.noisette.adversary.perturbation.AdversaryNorm;
import io.noisette.engine.Torch;
import io.noisette.failure.UsageException;
import io.noisette.model.Labels;
import io.noisette.model.ModelFamily;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.encoder.SmallEncoders;
import io.noisette.train.Cursor;
import io.noisette.train.StepBatch;
import io.noisette.train.StepContext;
import io.noisette.train.StepResult;
import io.noisette.train.TrainStep;
import io.noisette.train.UpdateRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The checks of docs/papers.md 3.4, and what adversaries promise beyond them. */
final class FineTuningStepTest {

  private static final AdversarySettings DEFAULTS = AdversarySettings.NONE;

  @AutoClose private final NDManager manager = Torch.newManager("cpu");

  /** docs/papers.md 3.4, check 8, computed by hand. */
  @Test
  void theVectorOfThePaperSheetHolds() {
    QuadraticModel model = new QuadraticModel(manager, new float[] {1, 2}, new float[] {3, 4}, 1);
    AdversarySettings freelb = freelb(it -> it.advSteps(3).advLr(0.5).advMaxNorm(0.6));
    Outcome outcome = step(model, freelb, AdversaryBatches.quadraticBatch(1));
    assertArrayEquals(new double[] {60.5, 73.4233739, 76.1580487}, doubles(model.losses), 2e-5);
    assertArrayEquals(new float[] {0, 0}, model.deltas.get(0));
    assertArrayEquals(new float[] {0.2236068f, 0.4472136f}, model.deltas.get(1), 1e-6f);
    assertArrayEquals(new float[] {0.2683282f, 0.5366563f}, model.deltas.get(2), 1e-6f);
    assertArrayEquals(new float[] {37.46677f, 51.293755f}, outcome.gradients().get("theta"), 1e-4f);
    assertEquals((60.5 + 73.4233739 + 76.1580487) / 3, outcome.result().loss(), 1e-4);
  }

  /** docs/papers.md 3.4, check 6. */
  @Test
  void aTextsPerturbationDependsOnNoOtherTextNorOnTheSizeOfItsLoss() {
    float[] x = {3, 4, 1, -2};
    AdversarySettings freelb = freelb(it -> it.advSteps(3).advLr(0.5).advMaxNorm(0.6));
    QuadraticModel even = new QuadraticModel(manager, new float[] {1, 2}, x, 1, 1);
    step(even, freelb, AdversaryBatches.quadraticBatch(2));
    QuadraticModel uneven = new QuadraticModel(manager, new float[] {1, 2}, x, 1, 1000);
    step(uneven, freelb, AdversaryBatches.quadraticBatch(2));
    assertArrayEquals(even.deltas.get(2), uneven.deltas.get(2), 1e-6f);
  }

  /** The published code makes NaN of it. */
  @ParameterizedTest
  @EnumSource(names = {"FREELB", "PGD", "FREEAT"})
  void aTextWithoutGradientStaysWhereItIs(Adversary kind) {
    for (AdversaryNorm norm : AdversaryNorm.values()) {
      QuadraticModel model =
          new QuadraticModel(manager, new float[] {1, 2}, new float[] {3, 4, 1, -2}, 1, 0);
      AdversarySettings settings = freelb(it -> it.adversary(kind).advMaxNorm(0.05).advNorm(norm));
      assertTrue(
          Double.isFinite(
              step(model, settings, AdversaryBatches.quadraticBatch(2)).result().gradientNorm()));
      float[] last = model.deltas.get(model.deltas.size() - 1);
      assertArrayEquals(new float[] {0, 0}, Arrays.copyOfRange(last, 2, 4));
      assertNotEquals(0, last[0]);
    }
  }

  /** docs/papers.md 3.4, checks 1 and 2. */
  @ParameterizedTest
  @EnumSource
  void passesThatGoNowhereAreThePlainStep(ModelFamily family) {
    Outcome plain = step(family, DEFAULTS, true);
    Outcome one = step(family, freelb(it -> it.advSteps(1)), true);
    assertEquals(plain.result().loss(), one.result().loss(), 1e-6);
    assertGradients(plain, one, 1e-6);
    Outcome five = step(family, freelb(it -> it.advSteps(5).advLr(0)), true);
    assertGradients(plain, five, 2e-6);
    assertEquals(plain.result().loss(), five.result().loss(), 1e-6);
  }

  /** docs/papers.md 3.4, check 7. */
  @Test
  void sharedDropoutIsTheSameInAllPassesAndFreshDropoutIsNot() {
    List<Double> shared = losses(freelb(it -> it.advSteps(4).advLr(0)));
    assertEquals(1, shared.stream().distinct().count(), shared::toString);
    List<Double> fresh =
        losses(freelb(it -> it.advSteps(4).advLr(0).sharedDropout(DropoutSharing.OFF)));
    assertEquals(4, fresh.stream().distinct().count(), fresh::toString);
  }

  /** docs/papers.md 3.4, check 9. */
  @Test
  void passesAreCounted() {
    assertEquals(3, losses(freelb(it -> {})).size());
    assertEquals(4, losses(freelb(it -> it.advVariant(AdversaryVariant.FAIRSEQ))).size());
    assertEquals(4, losses(freelb(it -> it.adversary(Adversary.PGD))).size());
    assertEquals(3, losses(freelb(it -> it.adversary(Adversary.FREEAT))).size());
    assertEquals(3, losses(freelb(it -> it.adversary(Adversary.YOPO))).size());
  }

  @Test
  void yopoWithOneInnerStepIsFreeLb() {
    Outcome freelb = step(ModelFamily.BERT, freelb(it -> it.advInitMag(0.2)), true);
    Outcome one =
        step(
            ModelFamily.BERT,
            freelb(it -> it.adversary(Adversary.YOPO).yopoInnerSteps(1).advInitMag(0.2)),
            true);
    assertGradients(freelb, one, 1e-5);
  }

  @Test
  void yopoIsNotForBart() {
    AdversarySettings yopo = freelb(it -> it.adversary(Adversary.YOPO));
    UsageException refused =
        assertThrows(UsageException.class, () -> step(ModelFamily.BART, yopo, true));
    assertTrue(refused.getMessage().contains("use --adversary freelb"), refused::getMessage);
  }

  @ParameterizedTest
  @EnumSource
  void accumulationIsExact(ModelFamily family) {
    AdversarySettings freelb = freelb(it -> it.advInitMag(0));
    Outcome whole = step(family, freelb, false);
    try (SequenceClassifier model = model(family)) {
      List<LabelledBatch<float[]>> parts =
          List.of(
              AdversaryBatches.pack(AdversaryBatches.texts().subList(0, 1), 2),
              AdversaryBatches.pack(AdversaryBatches.texts().subList(1, 3), 0, 1));
      StepBatch<LabelledBatch<float[]>> batch =
          new StepBatch<>(parts, 21, 3, Cursor.START, Cursor.START);
      assertGradients(whole, step(model, freelb, batch, false), 1e-4);
    }
  }

  @Test
  void freeAtRefusesAccumulationAndCountsItsUpdates() {
    AdversarySettings freeat = freelb(it -> it.adversary(Adversary.FREEAT));
    assertEquals(3, step(ModelFamily.BERT, freeat, true).result().updates());
    try (SequenceClassifier model = model(ModelFamily.BERT)) {
      LabelledBatch<float[]> one = AdversaryBatches.pack(AdversaryBatches.texts(), 2, 0, 1);
      StepBatch<LabelledBatch<float[]>> two =
          new StepBatch<>(List.of(one, one), 42, 6, Cursor.START, Cursor.START);
      assertThrows(IllegalArgumentException.class, () -> step(model, freeat, two, true));
    }
  }

  @Test
  void anAdversaryMayBeginLater() {
    AdversarySettings later = freelb(it -> it.advBeginStep(2));
    assertEquals(Map.of(), step(ModelFamily.BERT, later, true).result().figures());
    assertEquals(4, step(ModelFamily.BERT, freelb(it -> {}), true).result().figures().size());
  }

  private List<Double> losses(AdversarySettings settings) {
    List<Double> losses = new ArrayList<>();
    try (SequenceClassifier model = model(ModelFamily.BERT);
        DescentRecorder descent = new DescentRecorder(manager, model.getParameters());
        FineTuningStep<?, LabelledBatch<float[]>> step =
            AdversaryBatches.step(
                settings, manager, model, (loss, perturbation) -> losses.add(loss.nats()))) {
      step.take(AdversaryBatches.batch(), context(descent, true));
    }
    return losses;
  }

  private Outcome step(ModelFamily family, AdversarySettings settings, boolean dropout) {
    try (SequenceClassifier model = model(family)) {
      return step(model, settings, AdversaryBatches.batch(), dropout);
    }
  }

  private Outcome step(
      QuadraticModel model, AdversarySettings settings, StepBatch<LabelledBatch<float[]>> batch) {
    return step(model, settings, batch, false);
  }

  private Outcome step(
      SequenceClassifier model,
      AdversarySettings settings,
      StepBatch<LabelledBatch<float[]>> batch,
      boolean dropout) {
    try (DescentRecorder descent = new DescentRecorder(manager, model.getParameters());
        TrainStep<LabelledBatch<float[]>> step = FineTuningStep.of(settings, manager, model)) {
      StepResult result = step.take(batch, context(descent, dropout));
      return new Outcome(result, descent.getLast());
    }
  }

  private record Outcome(StepResult result, Map<String, float[]> gradients) {}

  private static StepContext context(DescentRecorder descent, boolean dropout) {
    return new StepContext(1, 7, dropout, new UpdateRule(descent, step -> 0, 0));
  }

  private SequenceClassifier model(ModelFamily family) {
    return SmallEncoders.classifier(manager, family, Labels.numbered(3));
  }

  private static AdversarySettings freelb(Consumer<AdversarySettingsBuilder> changes) {
    return DEFAULTS.with(it -> changes.accept(it.adversary(Adversary.FREELB)));
  }

  private static double[] doubles(List<Double> values) {
    return values.stream().mapToDouble(value -> value).toArray();
  }

  private static void assertGradients(Outcome expected, Outcome actual, double tolerance) {
    double largest = 0;
    for (float[] gradient : expected.gradients().values()) {
      for (float value : gradient) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    for (String name : expected.gradients().keySet()) {
      float[] truth = expected.gradients().get(name);
      assertArrayEquals(truth, actual.gradients().get(name), (float) (tolerance * largest), name);
    }
  }
}
