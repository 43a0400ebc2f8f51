package io.noisette.distillation.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Autograd;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.model.LabelSmoothing;
import io.noisette.model.Labels.Problem;
import io.noisette.model.OutputLayer;
import io.noisette.model.SmoothingForm;
import io.noisette.model.layer.TiedSoftmaxLoss;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class WordLossTest {

  private static final int TOKENS = (int) (2 * WordLoss.CHUNK) + 3;
  private static final int WORDS = 19;
  private static final int WIDTH = 5;
  private static final double WEIGHT = 1.0 / TOKENS;

  private final NDManager manager = Torch.newManager("cpu");
  private final Random random = new Random(7);
  private final NDArray hidden = draw(TOKENS, WIDTH);
  private final OutputLayer output = newOutput(WIDTH, true);
  private final NDArray labels = newLabels();

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @EnumSource
  void theGradientInChunksIsThatOfAutogradOverAllLogits(EnsembleMean mean) {
    List<WordLoss.Taught> teachers =
        List.of(
            new WordLoss.Taught(draw(TOKENS, 4), newOutput(4, false)),
            new WordLoss.Taught(draw(TOKENS, 7), newOutput(7, false)));
    SoftTargets targets = SoftTargets.weighted(mean, 2.5, List.of(1.0, 3.0));
    TermWeights weights = new TermWeights(0.3, 0.9);
    WordLoss.Result own = compute(targets, weights, LabelSmoothing.NONE, teachers);
    List<float[]> logits =
        teachers.stream()
            .map(teacher -> logits(teacher.hidden(), teacher.output()).toFloatArray())
            .toList();
    StudentTargets all =
        StudentTargets.of(
            targets.ofLogits(logits, WORDS),
            Arrays.stream(labels.toLongArray()).mapToDouble(label -> label).toArray());
    hidden.setRequiresGradient(true);
    output.words().setRequiresGradient(true);
    try (StudentLoss reference =
        new StudentLoss(manager, Problem.CLASSIFICATION, targets.temperature(), weights)) {
      StudentLoss.Result result =
          Autograd.recorded(() -> reference.of(logits(hidden, output), all));
      Autograd.backward(result.loss(), manager.create(1f));
      assertArrayEquals(result.terms().getSoftRows(), own.softRows(), 1e-5);
      assertEquals(
          result.terms().getHardPart(), Arrays.stream(own.hardRows()).sum() * WEIGHT, 1e-6);
    }
    assertClose(hidden.getGradient(), own.hiddenGradient());
    assertClose(output.words().getGradient(), gradient());
  }

  @ParameterizedTest
  @EnumSource
  void withoutASoftTermTheLossIsThatOfATrainingWithoutTeacher(SmoothingForm form) {
    LabelSmoothing smoothing = new LabelSmoothing(0.2, form);
    List<WordLoss.Taught> teachers = List.of(new WordLoss.Taught(hidden, newOutput(WIDTH, false)));
    SoftTargets targets = SoftTargets.equal(EnsembleMean.ARITHMETIC, 1, 1);
    WordLoss.Result own = compute(targets, new TermWeights(1, 0), smoothing, teachers);
    NDArray wordsGradient = manager.zeros(output.words().getShape());
    try (TiedSoftmaxLoss plain = new TiedSoftmaxLoss(manager, Precision.FP32)) {
      TiedSoftmaxLoss.Result result =
          plain.forwardBackward(
              hidden,
              output.words(),
              output.bias(),
              labels,
              wordsGradient,
              null,
              WEIGHT,
              smoothing);
      assertEquals(result.loss(), Arrays.stream(own.hardRows()).sum(), 1e-3);
      assertEquals(result.nats(), Arrays.stream(own.nats()).sum(), 1e-3);
      assertClose(result.hiddenGradient(), own.hiddenGradient());
      assertClose(wordsGradient, gradient());
    }
  }

  @Test
  void aStudentThatEqualsItsTeacherHasNothingToLearn() {
    List<WordLoss.Taught> teachers = List.of(new WordLoss.Taught(hidden, output));
    SoftTargets targets = SoftTargets.equal(EnsembleMean.ARITHMETIC, 4, 1);
    WordLoss.Result own = compute(targets, new TermWeights(0, 1), LabelSmoothing.NONE, teachers);
    assertArrayEquals(new double[TOKENS], own.softRows(), 1e-5);
    assertClose(manager.zeros(hidden.getShape()), own.hiddenGradient());
  }

  @Test
  void ignoredLabelsCountInNoTerm() {
    long[] ids = labels.toLongArray();
    ids[3] = -100;
    labels.set(manager.create(ids).toByteBuffer());
    List<WordLoss.Taught> teachers =
        List.of(new WordLoss.Taught(draw(TOKENS, WIDTH), newOutput(WIDTH, false)));
    SoftTargets targets = SoftTargets.equal(EnsembleMean.ARITHMETIC, 2, 1);
    WordLoss.Result own = compute(targets, new TermWeights(1, 1), LabelSmoothing.NONE, teachers);
    assertEquals(0, own.softRows()[3]);
    assertEquals(0, own.hardRows()[3]);
    assertEquals(0, own.nats()[3]);
    assertArrayEquals(new float[WIDTH], own.hiddenGradient().get(3).toFloatArray());
  }

  @Test
  void eachShareNeedsItsTeacher() {
    SoftTargets targets = SoftTargets.equal(EnsembleMean.ARITHMETIC, 2, 2);
    assertThrows(
        IllegalArgumentException.class,
        () -> compute(targets, new TermWeights(1, 1), LabelSmoothing.NONE, List.of()));
  }

  private WordLoss.Result compute(
      SoftTargets targets,
      TermWeights weights,
      LabelSmoothing smoothing,
      List<WordLoss.Taught> teachers) {
    try (WordLoss loss = new WordLoss(manager, Precision.FP32, targets, weights, smoothing)) {
      return loss.forwardBackward(hidden, output, labels, teachers, WEIGHT);
    }
  }

  private NDArray gradient() {
    NDArray gradient = output.gradient();
    return gradient == null ? manager.zeros(new Shape(0)) : gradient;
  }

  private static NDArray logits(NDArray states, OutputLayer layer) {
    return states.matMul(layer.words().transpose()).add(layer.bias());
  }

  private static void assertClose(NDArray expected, NDArray actual) {
    assertArrayEquals(expected.toFloatArray(), actual.toFloatArray(), 2e-7f);
  }

  private OutputLayer newOutput(int width, boolean isTrained) {
    NDArray words = draw(WORDS, width);
    NDArray gradient = isTrained ? manager.zeros(words.getShape()) : null;
    return new OutputLayer(words, draw(1, WORDS), gradient);
  }

  private NDArray newLabels() {
    long[] ids = new long[TOKENS];
    Arrays.setAll(ids, i -> random.nextInt(WORDS));
    return manager.create(ids);
  }

  private NDArray draw(int rows, int columns) {
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return manager.create(values, new Shape(rows, columns));
  }
}
