package io.noisette.distillation.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.classify.Logits;
import io.noisette.engine.Autograd;
import io.noisette.engine.Torch;
import io.noisette.model.Labels.Problem;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The acceptance checks of docs/papers.md 5.4, and what a step is made of. */
final class StudentLossTest {

  private static final double NONE = Double.NaN;
  private static final float[] STUDENT = {1, 0, -1};
  private static final float[] TEACHER = {0, 1, -1};
  private static final TermWeights SOFT = new TermWeights(0, 1);

  @Test
  void theLikeliestClassOfTheMeanIsOneAndTheLowestOfEqualOnesWins() {
    SoftTargets two = SoftTargets.equal(EnsembleMean.ARITHMETIC, 1, 2);
    float[] first = {2, 0, 0, 1, 1, 0};
    float[] second = {0, 1, 0, 1, 1, 0};
    assertArrayEquals(
        new double[] {1, 0, 0, 1, 0, 0}, two.ofLikeliest(List.of(first, second), 3), 0);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0.420512",
    "2, 0.398569",
    "5, 0.364133",
    "20, 0.341523",
    "100, 0.334994",
    "1000, 0.333500"
  })
  void atHighTemperaturesTheGradientIsThatOfMatchingLogits(double temperature, double expected) {
    Evaluated evaluated = evaluate(STUDENT, temperature, SOFT, target(temperature, TEACHER), NONE);
    assertEquals(expected, evaluated.gradient[0], 6e-7);
    assertEquals(expected, evaluated.soft, 6e-7); // both, by the symmetry of this example
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 5, 100})
  void aStudentThatEqualsItsTeacherIsNotMoved(double temperature) {
    Evaluated evaluated = evaluate(TEACHER, temperature, SOFT, target(temperature, TEACHER), NONE);
    assertEquals(0, evaluated.soft, 1e-12 * temperature * temperature);
    assertArrayEquals(new float[3], evaluated.gradient, 1e-9f);
  }

  @Test
  void theGradientIsTheDifferenceOfProbabilitiesTimesTheTemperature() {
    double[] p = target(4, TEACHER);
    double[] q = Logits.softmax(new double[] {0.25, 0, -0.25});
    float[] gradient = evaluate(STUDENT, 4, SOFT, p, NONE).gradient;
    for (int i = 0; i < 3; i++) {
      assertEquals(4 * (q[i] - p[i]), gradient[i], 1e-7);
    }
  }

  @Test
  void aConstantAddedToAllLogitsChangesNothing() {
    double[] shifted = target(3, new float[] {8, 9, 7});
    assertArrayEquals(target(3, TEACHER), shifted, 1e-15);
    Evaluated evaluated = evaluate(STUDENT, 3, SOFT, shifted, NONE);
    Evaluated other = evaluate(new float[] {5, 4, 3}, 3, SOFT, shifted, NONE);
    assertEquals(evaluated.soft, other.soft, 1e-12);
    assertArrayEquals(evaluated.gradient, other.gradient, 1e-9f);
  }

  @Test
  void withoutTheSoftTermTheLossIsTheCrossEntropyOfTheLabel() {
    Evaluated evaluated = evaluate(STUDENT, 7, new TermWeights(1, 0), target(7, TEACHER), 2);
    assertEquals(-Math.log(Logits.softmax(new double[] {1, 0, -1})[2]), evaluated.loss, 1e-6);
  }

  @Test
  void withoutTheHardTermAtTemperatureOneItIsTheCrossEntropyOfTheTeacher() {
    double[] p = target(1, TEACHER);
    double[] q = Logits.softmax(new double[] {1, 0, -1});
    double divergence = 0;
    for (int i = 0; i < 3; i++) {
      divergence += p[i] * Math.log(p[i] / q[i]);
    }
    assertEquals(divergence, evaluate(STUDENT, 1, SOFT, p, NONE).loss, 1e-6);
  }

  @ParameterizedTest
  @EnumSource(EnsembleMean.class)
  void manyEqualTeachersAreOne(EnsembleMean mean) {
    SoftTargets targets = SoftTargets.equal(mean, 2, 3);
    assertArrayEquals(
        target(2, TEACHER), targets.ofLogits(List.of(TEACHER, TEACHER, TEACHER), 3), 1e-15);
  }

  @Test
  void theGeometricMeanIsTheSoftmaxOfTheMeanLogits() {
    double[] p = target(1, TEACHER);
    double[] r = target(1, new float[] {2, 0, 1});
    double[] expected = new double[3];
    Arrays.setAll(expected, i -> Math.sqrt(p[i] * r[i]));
    double sum = Arrays.stream(expected).sum();
    double[] mean =
        SoftTargets.equal(EnsembleMean.GEOMETRIC, 1, 2)
            .ofLogits(List.of(TEACHER, new float[] {2, 0, 1}), 3);
    assertArrayEquals(Arrays.stream(expected).map(value -> value / sum).toArray(), mean, 1e-15);
  }

  @Test
  void microBatchesAddUpToTheStep() {
    float[] logits = {0.5f, -1, 2, 0.25f, 1, 1, -2, 0, 3, 0, 0.5f, 1};
    double[] target = SoftTargets.equal(EnsembleMean.ARITHMETIC, 2, 1).ofLogits(List.of(logits), 3);
    StudentTargets step =
        StudentTargets.of(target, new double[] {2, NONE, 0, NONE}, new double[] {1, 2, 3, 0.5});
    float[] other = {1, 1, 0, 0, 0, 0, 0.5f, 0.5f, 2, 1, 0, 0};
    double whole = evaluate(other, step).loss;
    double parts =
        evaluate(Arrays.copyOfRange(other, 3, 9), step.select(new int[] {1, 2})).loss
            + evaluate(
                    new float[] {1, 0, 0, 1, 1, 0}, step.select(new int[] {3, 0})) // another order
                .loss;
    assertEquals(whole, parts, 1e-6);
  }

  @Test
  void theHardTermIsAMeanOverLabelledRows() {
    StudentTargets one = StudentTargets.of(new double[6], new double[] {1, NONE});
    assertArrayEquals(new double[] {1, 0}, one.getHardShares());
    assertArrayEquals(new double[] {0.5, 0.5}, one.getSoftShares());
    StudentTargets none = StudentTargets.of(new double[6], new double[] {NONE, NONE});
    assertArrayEquals(new double[] {0, 0}, none.getHardShares());
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> SoftTargets.equal(EnsembleMean.ARITHMETIC, 0, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> SoftTargets.weighted(EnsembleMean.ARITHMETIC, 1, List.of(0.0, 0.0)));
    assertThrows(IllegalArgumentException.class, () -> new TermWeights(-1, 1));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            SoftTargets.equal(EnsembleMean.ARITHMETIC, 1, 2)
                .ofLogits(List.of(TEACHER, new float[6]), 3));
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Evaluated(double loss, double soft, float[] gradient) {}

  private static double[] target(double temperature, float[] logits) {
    return SoftTargets.equal(EnsembleMean.ARITHMETIC, temperature, 1).ofLogits(List.of(logits), 3);
  }

  private static Evaluated evaluate(
      float[] logits, double temperature, TermWeights weights, double[] target, double label) {
    StudentTargets targets = StudentTargets.of(target, new double[] {label});
    return evaluate(logits, temperature, weights, targets);
  }

  private static Evaluated evaluate(float[] logits, StudentTargets targets) {
    return evaluate(logits, 2, new TermWeights(0.3, 0.7), targets);
  }

  private static Evaluated evaluate(
      float[] logits, double temperature, TermWeights weights, StudentTargets targets) {
    try (NDManager manager = Torch.newManager("cpu");
        StudentLoss loss = new StudentLoss(manager, Problem.CLASSIFICATION, temperature, weights)) {
      NDArray scores = manager.create(logits, new Shape(logits.length / 3, 3));
      scores.setRequiresGradient(true);
      StudentLoss.Result result = Autograd.recorded(() -> loss.of(scores, targets));
      Autograd.backward(result.loss(), manager.create(1f));
      return new Evaluated(
          result.loss().getFloat(),
          result.terms().getSoftPart(),
          scores.getGradient().toFloatArray());
    }
  }
}
