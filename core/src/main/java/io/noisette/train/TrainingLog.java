package io.noisette.train;

import java.io.IOException;
import java.util.Map;

/** Where a run tells how it goes: the terminal, metrics.jsonl, TensorBoard. */
public interface TrainingLog extends AutoCloseable {

  /** The first step is about to begin. */
  default void started(TrainingState start) throws IOException {}

  /**
   * A step is complete.
   *
   * @param waitedNanos how long it waited for its data
   */
  void stepDone(TrainingState state, StepBatch<?> batch, StepResult result, long waitedNanos);

  void validated(long step, Map<String, Double> figures);

  void saved(long step);

  /** A step whose loss or gradient was not finite and that changed nothing. */
  void skipped(String message);

  @Override
  default void close() throws IOException {}
}
