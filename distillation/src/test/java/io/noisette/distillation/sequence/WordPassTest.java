package io.noisette.distillation.sequence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.distillation.loss.StudentStep;
import io.noisette.distillation.loss.WordLoss;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.model.LabelSmoothing;
import io.noisette.model.PackedTokens;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.model.TrainingLoss;
import io.noisette.model.TrainingPass;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.bart.BartModel;
import io.noisette.run.ModelPath;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gradient that a student's perturbed pass sends back to the perturbation. */
final class WordPassTest {

  private static final double HARD = 0.3;
  private static final double SOFT = 0.9;
  private static final Seq2SeqBatch BATCH =
      new Seq2SeqBatch(
          PackedTokens.of(List.of(new int[] {0, 9, 14, 2}, new int[] {0, 77, 31, 20, 8, 2})),
          PackedTokens.of(List.of(new int[] {2, 0, 41, 12}, new int[] {2, 0, 99})),
          PackedTokens.of(List.of(new int[] {0, 41, 12, 2}, new int[] {0, 99, 2})));
  private static final int SOURCE_TOKENS = 10;
  private static final int WIDTH = 32;
  private static final double WEIGHT = 1.0 / 7;

  @TempDir private static Path directory;
  private static SmallSequences small;
  private static Path teacher;
  private static Path student;

  private final NDManager manager = Torch.newManager("cpu");
  private final Random random = new Random(3);
  private final float[] start = draw();
  private final List<WordTeachers> teachers = new ArrayList<>();

  @BeforeAll
  static void trainsTeacherAndStudent() throws IOException {
    small = new SmallSequences(directory.resolve("task"));
    teacher = small.trained("teacher", 40);
    student = ModelPath.resolve(small.trained("student", 10));
  }

  @AfterEach
  void close() {
    teachers.forEach(WordTeachers::close);
    manager.close();
  }

  @ParameterizedTest
  @CsvSource({"FP32, 2e-3", "BF16, 0.05"})
  void theGradientOfThePerturbationIsThatOfFiniteDifferences(Precision precision, double tolerance)
      throws IOException {
    double[] gradient;
    try (BartModel model = open(precision);
        WordPass pass = newPass(precision)) {
      gradient = gradient(pass, model);
    }
    double norm = Math.sqrt(dot(gradient, gradient));
    try (BartModel model = open(Precision.FP32);
        WordPass pass = newPass(Precision.FP32)) {
      for (int direction = 0; direction < 3; direction++) {
        double[] along = direction == 0 ? gradient : toDoubles(draw());
        double length = Math.sqrt(dot(along, along));
        double step = 0.02 / length;
        double slope = (loss(pass, model, along, step) - loss(pass, model, along, -step)) / 0.04;
        assertEquals(slope, dot(gradient, along) / length, tolerance * norm, "way " + direction);
      }
    }
  }

  @Test
  void aPassWithFrozenParametersMovesNoneOfThemAndFindsTheSameGradient() throws IOException {
    for (Precision precision : List.of(Precision.FP32, Precision.BF16)) {
      try (BartModel model = open(precision);
          WordPass pass = newPass(precision)) {
        double[] plain = gradient(pass, model);
        Map<String, float[]> before = new HashMap<>();
        for (String name : model.getParameters().getNames()) {
          before.put(name, model.getParameters().getGradient(name).toFloatArray());
        }
        model.getParameters().frozen(() -> assertArrayEquals(plain, gradient(pass, model)));
        before.forEach(
            (name, values) ->
                assertArrayEquals(
                    values, model.getParameters().getGradient(name).toFloatArray(), name));
        assertTrue(norm(before.get("model.shared.weight")) > 0, "the pass before moved it");
      }
    }
  }

  @Test
  void bothTermsAreSumsOverTheTargetTokens() throws IOException {
    try (BartModel model = open(Precision.FP32);
        WordPass pass = newPass(Precision.FP32);
        NDManager scope = manager.newSubManager()) {
      TrainingLoss loss = pass.forwardBackward(model, scope, BATCH, TrainingPass.weighted(WEIGHT));
      assertEquals(List.of("soft_loss", "hard_loss"), List.copyOf(loss.terms().keySet()));
      double hard = term(loss, StudentStep.HARD_LOSS);
      assertEquals(loss.nats(), hard, "without label smoothing");
      double nats = 0;
      for (float token : model.evaluate(scope, BATCH).nats()) {
        nats += token;
      }
      assertEquals(nats, hard, 1e-5 * hard);
      assertTrue(term(loss, StudentStep.SOFT_LOSS) > 0.1, loss::toString);
    }
  }

  private WordPass newPass(Precision precision) throws IOException {
    SequenceDistillConfig config =
        small
            .config(Level.WORD, teacher, directory.resolve("unused"), Map.of("temperature", 2))
            .withTerms(terms -> terms.hardWeight(HARD).softWeight(SOFT))
            .withRuntime(runtime -> runtime.precision(precision));
    WordTeachers opened = WordTeachers.open(config, new RecordingConsole());
    teachers.add(opened);
    WordLoss loss =
        new WordLoss(
            manager,
            precision,
            config.terms().toTargets(config.temperature(), 1),
            config.terms().toWeights(),
            LabelSmoothing.NONE);
    return new WordPass(opened, loss);
  }

  private BartModel open(Precision precision) throws IOException {
    BartDirectory stored = new BartDirectory(student);
    return stored.read(manager, stored.readConfig(), precision);
  }

  private static double term(TrainingLoss loss, String name) {
    return Objects.requireNonNull(loss.terms().get(name), name);
  }

  /** Returns the gradient of the step's loss for the perturbation {@link #start}. */
  private double[] gradient(WordPass pass, BartModel model) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray delta = scope.create(start, new Shape(SOURCE_TOKENS, WIDTH));
      delta.setRequiresGradient(true);
      pass.forwardBackward(model, scope, BATCH, TrainingPass.weighted(WEIGHT).withDelta(delta));
      return toDoubles(delta.getGradient().toFloatArray());
    }
  }

  /** Returns the loss that a pass minimizes, so many steps along a direction from the start. */
  private double loss(WordPass pass, BartModel model, double[] along, double step) {
    float[] moved = start.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += (float) (step * along[i]);
    }
    try (NDManager scope = manager.newSubManager()) {
      NDArray delta = scope.create(moved, new Shape(SOURCE_TOKENS, WIDTH));
      TrainingLoss loss =
          pass.forwardBackward(model, scope, BATCH, TrainingPass.weighted(WEIGHT).withDelta(delta));
      double soft = term(loss, StudentStep.SOFT_LOSS);
      return WEIGHT * (SOFT * soft + HARD * term(loss, StudentStep.HARD_LOSS));
    }
  }

  private float[] draw() {
    float[] values = new float[SOURCE_TOKENS * WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.05 * random.nextGaussian());
    }
    return values;
  }

  private static double norm(float[] values) {
    return Math.sqrt(dot(toDoubles(values), toDoubles(values)));
  }

  private static double[] toDoubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  private static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }
}
