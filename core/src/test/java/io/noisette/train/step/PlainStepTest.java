package io.noisette.train.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Torch;
import io.noisette.model.TrainingLoss;
import io.noisette.model.TrainingPass;
import io.noisette.optim.Nag;
import io.noisette.train.Cursor;
import io.noisette.train.LineModel;
import io.noisette.train.StepBatch;
import io.noisette.train.StepContext;
import io.noisette.train.StepResult;
import io.noisette.train.UpdateRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A step and its lanes, against what one computes by hand. */
final class PlainStepTest {

  private static final double RATE = 0.25;
  private static final double MOMENTUM = 0.5;

  /** What the first step of Nesterov's method takes off per gradient. */
  private static final double STEP = RATE * (1 + MOMENTUM);

  @AutoClose private final NDManager manager = Torch.newManager("cpu");
  private final LineModel model = new LineModel(manager, 2);

  @Test
  void theGradientOfAllMicroBatchesIsOneUpdate() {
    StepResult result = take(1, 0, new float[] {1, 2}, new float[] {3});
    // loss: mean of 2, 8 and 18; gradient: mean of 2, 8 and 18 (w x^2)
    assertEquals(28 / 3.0, result.loss(), 1e-5);
    assertEquals(28 / 3.0, result.gradientNorm(), 1e-5);
    assertEquals(RATE, result.learningRate());
    assertEquals(2 - STEP * 28 / 3, model.weight(), 1e-5);
    assertEquals(0, model.gradient());
  }

  @Test
  void lanesAddUpTheSameGradient() {
    StepResult result = take(3, 0, new float[] {1, 2, 3}, new float[] {1, 2});
    assertEquals((28 + 10) / 5.0, result.gradientNorm(), 1e-5);
    assertEquals(2 - STEP * (28 + 10) / 5, model.weight(), 1e-5);
  }

  @Test
  void anErrorOfALaneIsItself() {
    try (Lanes<LineModel> lanes = new Lanes<>(manager, model, 2, 2, LineModel::replicate)) {
      OutOfMemoryError error =
          assertThrows(
              OutOfMemoryError.class,
              () ->
                  lanes.each(
                      2,
                      (line, part) -> {
                        if (part == 1) {
                          throw new OutOfMemoryError("of a test");
                        }
                        return part;
                      }));
      assertEquals("of a test", error.getMessage());
    }
  }

  @Test
  void withSmoothingTheLossIsTheComparableOneAndTheOtherAFigure() {
    StepBatch<float[]> batch =
        new StepBatch<>(
            List.of(new float[] {1, 2}, new float[] {3}), 3, 3, Cursor.START, Cursor.START);
    try (Nag optimizer = new Nag(manager, model.getParameters(), MOMENTUM, 0);
        PlainStep<LineModel, float[]> step =
            PlainStep.smoothed(
                manager,
                new Lanes<>(manager, model, 2, 2, LineModel::replicate),
                PlainStepTest::cut,
                (line, scope, part, pass) -> {
                  double loss = line.forwardBackward(scope, part, pass);
                  return new TrainingLoss(loss, loss / 2);
                })) {
      UpdateRule rule = new UpdateRule(optimizer, done -> RATE, 0);
      StepResult result = step.take(batch, new StepContext(1, 7, false, rule));
      assertEquals(14 / 3.0, result.loss(), 1e-5);
      assertEquals(28 / 3.0, result.figures().get(PlainStep.SMOOTHED_LOSS), 1e-5);
      assertEquals(2 - STEP * 28 / 3, model.weight(), 1e-5);
    }
  }

  @Test
  void termsOfALossAreFiguresAndThePassIsClosedWithItsStep() {
    List<String> closed = new ArrayList<>();
    PlainStep.DetailedPass<LineModel, float[]> pass =
        new PlainStep.DetailedPass<>() {
          @Override
          public TrainingLoss forwardBackward(
              LineModel line, NDManager scope, float[] part, TrainingPass own) {
            double loss = line.forwardBackward(scope, part, own);
            return new TrainingLoss(loss, loss, Map.of("third", loss / 3));
          }

          @Override
          public void close() {
            closed.add("pass");
          }
        };
    StepBatch<float[]> batch =
        new StepBatch<>(
            List.of(new float[] {1, 2}, new float[] {3}), 3, 3, Cursor.START, Cursor.START);
    try (Nag optimizer = new Nag(manager, model.getParameters(), MOMENTUM, 0);
        PlainStep<LineModel, float[]> step =
            PlainStep.withTerms(
                manager,
                new Lanes<>(manager, model, 2, 2, LineModel::replicate),
                StepBatch::targetTokens,
                PlainStepTest::cut,
                pass)) {
      UpdateRule rule = new UpdateRule(optimizer, done -> RATE, 0);
      StepResult result = step.take(batch, new StepContext(1, 7, false, rule));
      assertEquals(28 / 3.0, result.loss(), 1e-5);
      assertEquals(List.of("third"), List.copyOf(result.figures().keySet()));
      assertEquals(28 / 9.0, result.figures().get("third"), 1e-5);
      assertEquals(2 - STEP * 28 / 3, model.weight(), 1e-5);
    }
    assertEquals(List.of("pass"), closed);
  }

  @Test
  void aLargeGradientIsClipped() {
    StepResult result = take(1, 0.5, new float[] {1, 2}, new float[] {3});
    assertEquals(28 / 3.0, result.gradientNorm(), 1e-5);
    assertEquals(2 - STEP * 0.5, model.weight(), 1e-5);
  }

  @Test
  void whatIsNotFiniteChangesNothing() {
    StepResult result = take(1, 1, new float[] {Float.NaN});
    assertFalse(result.updated());
    assertEquals(2, model.weight());
    assertEquals(0, model.gradient());
  }

  @Test
  void eachPartHasALaneOfItsOwnAndResultsAreInTheirOrder() {
    try (Lanes<LineModel> lanes = new Lanes<>(manager, model, 3, 2, LineModel::replicate)) {
      List<LineModel> seen = new ArrayList<>(Arrays.asList(null, null, null));
      List<Integer> parts =
          lanes.each(
              3,
              (lane, part) -> {
                seen.set(part, lane);
                return part;
              });
      assertEquals(List.of(0, 1, 2), parts);
      assertEquals(model, seen.get(0));
      assertEquals(3, seen.stream().distinct().count());
      assertEquals(List.of(0, 1), lanes.each(2, (lane, part) -> part));
    }
  }

  @Test
  void aLaneThatFailsFailsTheStep() {
    try (Lanes<LineModel> lanes = new Lanes<>(manager, model, 2, 2, LineModel::replicate)) {
      for (int bad = 0; bad < 2; bad++) {
        int failing = bad;
        IllegalStateException failure =
            assertThrows(
                IllegalStateException.class,
                () ->
                    lanes.each(
                        2,
                        (lane, part) -> {
                          if (part == failing) {
                            throw new IllegalStateException("part " + part);
                          }
                          return part;
                        }));
        assertEquals("part " + failing, failure.getMessage());
      }
      assertTrue(lanes.each(2, (lane, part) -> true).get(1));
    }
  }

  private StepResult take(int lanes, double clipNorm, float[]... microBatches) {
    int numbers = Arrays.stream(microBatches).mapToInt(batch -> batch.length).sum();
    StepBatch<float[]> batch =
        new StepBatch<>(List.of(microBatches), numbers, numbers, Cursor.START, Cursor.START);
    try (Nag optimizer = new Nag(manager, model.getParameters(), MOMENTUM, 0);
        PlainStep<LineModel, float[]> step =
            new PlainStep<>(
                manager,
                new Lanes<>(manager, model, lanes, 2, LineModel::replicate),
                PlainStepTest::cut,
                LineModel::forwardBackward)) {
      UpdateRule rule = new UpdateRule(optimizer, done -> RATE, clipNorm);
      return step.take(batch, new StepContext(1, 7, false, rule));
    }
  }

  private static List<float[]> cut(float[] numbers, int parts) {
    if (parts == 1) {
      return List.of(numbers);
    }
    List<float[]> cut = new ArrayList<>();
    for (float number : numbers) {
      cut.add(new float[] {number});
    }
    return cut;
  }
}
