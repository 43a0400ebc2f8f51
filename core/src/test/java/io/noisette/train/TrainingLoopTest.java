package io.noisette.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.command.StopSignal;
import io.noisette.engine.Parameters;
import io.noisette.engine.Torch;
import io.noisette.failure.NonFiniteException;
import io.noisette.optim.AdamW;
import io.noisette.run.CheckpointTimer;
import io.noisette.train.step.PlainStep;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleConsumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The loop around a step without a model, whose losses the test chooses. */
final class TrainingLoopTest implements TrainingLog {

  private static final double RATE = 0.5;

  private final NDManager manager = Torch.newManager("cpu");
  private final AdamW optimizer = newOptimizer(manager);
  private final List<String> events = new ArrayList<>();
  private final StopSignal stop = new StopSignal();
  private final Set<Long> notFinite = new HashSet<>();
  private final List<Long> withDropout = new ArrayList<>();
  private final List<String> validating = new ArrayList<>();
  private List<Double> validationLosses = List.of();
  private long stopAt;
  private long stopInValidationAt;
  private long interruptAt;
  private boolean interruptInSave;
  private long step;
  private long minutesPerStep;

  @AfterEach
  void release() {
    optimizer.close();
    manager.close();
  }

  @Test
  void itValidatesAndSavesWhenDueAndAtTheEnd() throws IOException {
    validationLosses = new ArrayList<>(List.of(3.0, 2.0, 2.5));
    TrainingState end =
        train(new LoopSettings(7, 1, 0, 3, 2, NonFinitePolicy.FAIL), TrainingState.START);
    assertEquals(
        "step 1, step 2, save 2, step 3, valid 3, save 3 best, step 4, save 4, step 5,"
            + " step 6, valid 6, save 6 best, step 7, valid 7, save 7",
        String.join(", ", events));
    assertEquals(new TrainingState(7, 7, new Cursor(0, 7), 70, 0, 2.0, 6, false), end);
  }

  @Test
  void itAlsoSavesWhenMinutesHavePassed() throws IOException {
    validationLosses = new ArrayList<>(List.of(3.0, 2.0));
    minutesPerStep = 20;
    LoopSettings settings = new LoopSettings(7, 1, 0, 4, 100, NonFinitePolicy.FAIL);
    CheckpointTimer timer = new CheckpointTimer(30, () -> step * minutesPerStep * 60_000_000_000L);
    UpdateRule rule = new UpdateRule(optimizer, done -> RATE, 0);
    TrainingState end =
        new TrainingLoop<>(
                settings,
                TrainingLoopTest::batch,
                this::take,
                rule,
                this::validate,
                this::save,
                this,
                timer)
            .train(TrainingState.START, stop);
    assertEquals(
        "step 1, step 2, save 2, step 3, step 4, valid 4, save 4 best, step 5, step 6, save 6,"
            + " step 7, valid 7, save 7 best",
        String.join(", ", events));
    assertEquals(7, end.bestStep());
  }

  @Test
  void theLogFollowsAValidation() throws IOException {
    validationLosses = new ArrayList<>(List.of(3.0, 2.0));
    train(new LoopSettings(2, 1, 0, 1, 2, NonFinitePolicy.FAIL), TrainingState.START);
    assertEquals(List.of("validating 1 at 0.5", "validating 2 at 0.5"), validating);
  }

  @Test
  void aStopSavesTheStepThatIsDone() throws IOException {
    stopAt = 3;
    assertEquals(3, train(9, NonFinitePolicy.FAIL).step());
    assertEquals(List.of("step 1", "step 2", "step 3", "save 3"), events);
  }

  @Test
  void itGoesOnWhereItWas() throws IOException {
    TrainingState middle = new TrainingState(5, 4, new Cursor(2, 30), 50, 0, 1.5, 4, false);
    LoopSettings settings = new LoopSettings(7, 1, 0, 100, 100, NonFinitePolicy.FAIL);
    assertEquals(
        new TrainingState(7, 6, new Cursor(2, 32), 70, 0, 1.5, 4, false), train(settings, middle));
    assertEquals(List.of("step 6", "step 7", "save 7"), events);
  }

  @Test
  void aRunThatGetsNoBetterIsOver() throws IOException {
    validationLosses = new ArrayList<>(List.of(3.0, 2.0, 2.5, 2.5, 1.0));
    LoopSettings settings = new LoopSettings(90, 1, 0, 2, 100, 4, NonFinitePolicy.FAIL);
    TrainingState end = train(settings, TrainingState.START);
    assertEquals(8, end.step());
    assertTrue(settings.isOver(end));
    assertEquals("save 8", events.get(events.size() - 1));
    int before = events.size();
    assertEquals(end, train(settings, end));
    assertEquals(before, events.size(), "it stays over");
  }

  @Test
  void patienceEndsAtValidationsOnly() throws IOException {
    validationLosses = new ArrayList<>(List.of(2.0, 2.5, 2.5));
    LoopSettings settings = new LoopSettings(90, 1, 0, 3, 100, 4, NonFinitePolicy.FAIL);
    assertEquals(9, train(settings, TrainingState.START).step());
  }

  @Test
  void aModelThatHasDivergedIsNotSaved() {
    validationLosses = new ArrayList<>(List.of(3.0, Double.NaN));
    LoopSettings settings = new LoopSettings(9, 1, 0, 2, 3, NonFinitePolicy.FAIL);
    var failure =
        assertThrows(NonFiniteException.class, () -> train(settings, TrainingState.START));
    assertEquals(
        "step 4: validation_loss is not finite, but NaN; the model has diverged",
        failure.getMessage());
    assertEquals(
        "step 1, step 2, valid 2, save 2 best, step 3, save 3, step 4, valid 4",
        String.join(", ", events));
  }

  @Test
  void aModelWhoseValidationIsNotFiniteIsNeverSaved() throws IOException {
    validationLosses = new ArrayList<>(List.of(Double.NaN, 3.0, Double.NaN));
    LoopSettings settings = new LoopSettings(6, 1, 0, 2, 2, NonFinitePolicy.SKIP);
    var failure =
        assertThrows(NonFiniteException.class, () -> train(settings, TrainingState.START));
    assertEquals(
        "step 6: validation_loss is not finite, but NaN; the model has diverged",
        failure.getMessage());
    assertEquals(
        "step 1, step 2, valid 2, skipped, step 3, step 4, valid 4, save 4 best, step 5, step 6,"
            + " valid 6",
        String.join(", ", events));
  }

  @Test
  void aValidatorThatFailsOnOutputsThatAreNotFiniteIsTreatedAlike() throws IOException {
    validationLosses = new ArrayList<>(List.of(2.0));
    LoopSettings fail = new LoopSettings(6, 1, 0, 2, 1, NonFinitePolicy.FAIL);
    var failure = assertThrows(NonFiniteException.class, () -> train(fail, TrainingState.START));
    assertEquals("step 4: no finite output", failure.getMessage());
    assertEquals(
        "step 1, save 1, step 2, valid 2, save 2 best, step 3, save 3, step 4",
        String.join(", ", events));
    validationLosses = new ArrayList<>(List.of(2.0));
    events.clear();
    notFinite.addAll(LongStream.rangeClosed(5, 99).boxed().toList());
    LoopSettings skip = new LoopSettings(90, 1, 0, 2, 1, NonFinitePolicy.SKIP);
    assertThrows(NonFiniteException.class, () -> train(skip, TrainingState.START));
    assertEquals("save 3", events.stream().filter(e -> e.startsWith("save")).toList().get(2));
    assertEquals(3, events.stream().filter(e -> e.startsWith("save")).count());
  }

  @Test
  void aStopBreaksOffAValidationWhichTheNextSessionMakesUpFor() throws IOException {
    LoopSettings settings = new LoopSettings(6, 1, 0, 3, 100, 3, NonFinitePolicy.FAIL);
    for (long stopped : new long[] {3, 6}) {
      validationLosses = new ArrayList<>(List.of(3.0, 2.0));
      TrainingState whole = train(settings, TrainingState.START);
      events.clear();
      validationLosses = new ArrayList<>(List.of(3.0, 2.0));
      stopInValidationAt = stopped;
      TrainingState state =
          loop(settings, TrainingLoopTest::batch).train(TrainingState.START, new StopSignal());
      assertTrue(state.validationDue());
      assertFalse(settings.isOver(state));
      assertEquals("save " + stopped, events.get(events.size() - 1));
      stopInValidationAt = 0;
      events.clear();
      TrainingState end = loop(settings, TrainingLoopTest::batch).train(state, new StopSignal());
      assertEquals(whole, end);
      assertEquals("valid " + stopped, events.get(0));
      assertEquals("save 6 best", events.get(events.size() - 1));
    }
  }

  @Test
  void anInterruptSavesTheStepThatIsDoneAndRemains() throws IOException {
    for (long step : new long[] {1, 3}) {
      events.clear();
      interruptAt = step;
      LoopSettings settings = new LoopSettings(9, 1, 0, 100, 100, NonFinitePolicy.FAIL);
      StopSignal asked = new StopSignal();
      TrainingState end = loop(settings, TrainingLoopTest::batch).train(TrainingState.START, asked);
      assertEquals(step, end.step());
      assertTrue(Thread.interrupted());
      assertTrue(asked.isRequested(), "later seeds and stages are not begun either");
      assertEquals("save " + step, events.get(events.size() - 1));
    }
  }

  @Test
  void anInterruptInTheMiddleOfSavingSavesOnceMore() throws IOException {
    interruptInSave = true;
    LoopSettings settings = new LoopSettings(9, 1, 0, 100, 4, NonFinitePolicy.FAIL);
    TrainingState end =
        loop(settings, TrainingLoopTest::batch).train(TrainingState.START, new StopSignal());
    assertTrue(Thread.interrupted());
    assertEquals(4, end.step());
    assertEquals("save 4", events.get(events.size() - 1));
  }

  @Test
  void theLastPartMayGoWithoutDropout() throws IOException {
    LoopSettings settings = new LoopSettings(10, 1, 0.2, 100, 100, NonFinitePolicy.FAIL);
    train(settings, TrainingState.START);
    assertEquals(LongStream.rangeClosed(1, 8).boxed().toList(), withDropout);
  }

  @Test
  void aLossThatIsNotFiniteEndsTheRunAfterSavingTheStepBefore() {
    notFinite.add(3L);
    var failure = assertThrows(NonFiniteException.class, () -> train(9, NonFinitePolicy.FAIL));
    assertEquals(
        "step 3 is not finite: loss NaN, gradient norm 0.0, in 1 sequences from epoch 0, position"
            + " 2; parameters are unchanged",
        failure.getMessage());
    assertEquals(List.of("step 1", "step 2", "save 2"), events);
  }

  @Test
  void skippedStepsAreNoUpdates() throws IOException {
    notFinite.addAll(List.of(2L, 5L, 6L));
    assertEquals(
        new TrainingState(6, 3, new Cursor(0, 6), 60, 2, null, 0, false),
        train(6, NonFinitePolicy.SKIP));
    assertEquals(
        "step 1, skipped, step 2, step 3, step 4, skipped, step 5, skipped, step 6, save 6",
        String.join(", ", events));
  }

  @Test
  void tenInARowAreSkippedAndNoMore() throws IOException {
    notFinite.addAll(LongStream.rangeClosed(1, 10).boxed().toList());
    assertEquals(12, train(12, NonFinitePolicy.SKIP).step());
    notFinite.add(11L);
    var failure = assertThrows(NonFiniteException.class, () -> train(12, NonFinitePolicy.SKIP));
    assertTrue(failure.getMessage().startsWith("step 11 is not finite"), failure::getMessage);
    assertTrue(failure.getMessage().contains("; 11 steps in a row were skipped"));
    assertEquals("step 10", events.get(events.size() - 1), "nothing was learned since the start");
  }

  @Test
  void skippedStepsDoNotReplaceCheckpointsOfOthers() throws IOException {
    notFinite.addAll(List.of(2L, 3L));
    validationLosses = new ArrayList<>(List.of(3.0, 3.0, 3.0, 3.0));
    LoopSettings settings = new LoopSettings(4, 1, 0, 1, 1, NonFinitePolicy.SKIP);
    train(settings, TrainingState.START);
    assertEquals(
        "step 1, valid 1, save 1 best, skipped, step 2, valid 2, skipped, step 3, valid 3, step 4,"
            + " valid 4, save 4",
        String.join(", ", events));
  }

  @Test
  void theCompleteRunOfAnotherOutputIsSavedInItsOwn() throws IOException {
    TrainingState complete = new TrainingState(4, 4, new Cursor(0, 4), 40, 0, null, 0, false);
    LoopSettings settings = new LoopSettings(4, 1, 0, 100, 100, NonFinitePolicy.FAIL);
    train(settings, complete.asStartOfAnotherRun());
    assertEquals(List.of("save 4"), events);
  }

  @Test
  void aBadBatchKeepsWhatWasLearned() {
    BatchSource<String> source =
        cursor -> {
          if (cursor.position() == 2) {
            throw new IllegalStateException("bad batch");
          }
          return batch(cursor);
        };
    LoopSettings settings = new LoopSettings(9, 1, 0, 100, 100, NonFinitePolicy.FAIL);
    var failure =
        assertThrows(
            IllegalStateException.class,
            () -> loop(settings, source).train(TrainingState.START, stop));
    assertEquals("bad batch", failure.getMessage());
    assertEquals(List.of("step 1", "step 2", "save 2"), events);
  }

  @Override
  public void stepDone(
      TrainingState state, StepBatch<?> batch, StepResult result, long waitedNanos) {
    events.add("step " + state.step());
    step = state.step();
    if (state.step() == stopAt) {
      stop.request();
    }
    if (state.step() == interruptAt) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void validated(long step, Map<String, Double> figures) {
    events.add("valid " + step);
  }

  @Override
  public void validating(long atStep, double share) {
    validating.add("validating " + atStep + " at " + share);
  }

  @Override
  public void saved(long step) {}

  @Override
  public void skipped(String message) {
    events.add("skipped");
  }

  private TrainingState train(int steps, NonFinitePolicy policy) throws IOException {
    return train(new LoopSettings(steps, 1, 0, 100, 100, policy), TrainingState.START);
  }

  private TrainingState train(LoopSettings settings, TrainingState start) throws IOException {
    return loop(settings, TrainingLoopTest::batch).train(start, stop);
  }

  private Map<String, Double> validate(StopSignal asked, DoubleConsumer progress) {
    progress.accept(0.5);
    if (step == stopInValidationAt) {
      asked.request();
      return Map.of();
    }
    if (validationLosses.isEmpty()) {
      throw new NonFiniteException("no finite output");
    }
    return Map.of(Validator.LOSS, validationLosses.remove(0));
  }

  private void save(TrainingState state, boolean best) throws IOException {
    if (interruptInSave) {
      interruptInSave = false;
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
    }
    assertFalse(Thread.currentThread().isInterrupted());
    events.add("save " + state.step() + (best ? " best" : ""));
  }

  private TrainingLoop<String> loop(LoopSettings settings, BatchSource<String> source) {
    UpdateRule rule = new UpdateRule(optimizer, done -> RATE, 0);
    Validator validator = validationLosses.isEmpty() ? null : this::validate;
    return new TrainingLoop<>(settings, source, this::take, rule, validator, this::save, this);
  }

  private StepResult take(StepBatch<String> batch, StepContext context) {
    if (context.dropout()) {
      withDropout.add(context.step());
    }
    return PlainStep.update(notFinite.contains(context.step()) ? Double.NaN : 1, context);
  }

  private static StepBatch<String> batch(Cursor cursor) {
    Cursor next = new Cursor(cursor.epoch(), cursor.position() + 1);
    return new StepBatch<>(List.of("text"), 10, 1, cursor, next);
  }

  private static AdamW newOptimizer(NDManager manager) {
    Parameters parameters = new Parameters(manager);
    parameters.add("x", new Shape(1), new float[] {1});
    return new AdamW(manager, parameters, new AdamW.Settings(0.9, 0.98, 1e-8, 0));
  }
}
