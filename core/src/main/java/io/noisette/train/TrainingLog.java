package io.noisette.train;

import java.io.IOException;
import java.util.Map;

/** Receiver of the events of a training run, such as the terminal, metrics.jsonl, TensorBoard. */
public interface TrainingLog extends AutoCloseable {

  /** Reports that training begins, at the start of a run or after a resume. */
  default void started(TrainingState start) throws IOException {}

  /**
   * Reports a complete step.
   *
   * @param waitedNanos time that the step waited for data, in nanoseconds
   */
  void stepDone(TrainingState state, StepBatch<?> batch, StepResult result, long waitedNanos);

  /**
   * Reports the progress of a validation.
   *
   * @param share completed share of it, in [0, 1]
   */
  default void validating(long step, double share) {}

  /** Reports the metrics of a validation, by name. */
  void validated(long step, Map<String, Double> figures);

  /** Reports that the checkpoint of a step has been saved. */
  void saved(long step);

  /** Reports a step that was skipped because the loss or a gradient was not finite. */
  void skipped(String message);

  @Override
  default void close() throws IOException {}
}
