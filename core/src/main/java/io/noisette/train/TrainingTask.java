package io.noisette.train;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.TrainableModel;
import io.noisette.run.RunFacts;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Definition of one kind of training for a {@link Trainer}: model, data, training step, settings
 * and validation. The trainer calls the methods in the order below; the data are already open.
 *
 * @param <M> model type, such as {@code BartModel}
 * @param <B> a micro-batch
 */
public interface TrainingTask<M extends TrainableModel, B> {

  /**
   * Returns the subcommand, settings and input digests by which a run directory recognizes the run.
   */
  RunIdentity<?> getIdentity() throws IOException;

  /**
   * Returns the model directory that a new run takes its weights from, or null for random
   * initialization.
   */
  @Nullable Path findStart() throws IOException;

  /** Creates a model with randomly initialized weights. */
  M initialize(NDManager manager) throws IOException;

  /** Reads a model from {@link #findStart} or from a checkpoint of the run. */
  M read(NDManager manager, Path directory) throws IOException;

  /** Creates the optimizer of a model, with learning-rate schedule and gradient clipping. */
  UpdateRule newUpdateRule(NDManager manager, M model);

  /** Creates the training step for a model. */
  TrainStep<B> newStep(NDManager manager, M model);

  /** Returns the summary that is printed when the run starts. */
  RunPlan toPlan(M model) throws IOException;

  /** Returns the number of steps, and the intervals of validation and checkpoints. */
  LoopSettings getLoopSettings();

  /**
   * Returns what a report has to know besides the settings: length, units, and the metric that
   * selects the best checkpoint, which must be that of the validator.
   */
  default RunFacts getFacts() {
    return getLoopSettings().toFacts();
  }

  /** Creates the source of training batches for a model. */
  BatchSource<B> newBatches(M model);

  /**
   * Returns the validator, whose metric also selects the best checkpoint, or null for no
   * validation.
   */
  @Nullable Validator newValidator(NDManager manager, M model) throws IOException;

  /** Writes the files of the model into a checkpoint, tokenizer included. */
  void write(Path directory, M model) throws IOException;
}
