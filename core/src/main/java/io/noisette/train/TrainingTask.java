package io.noisette.train;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.TrainableModel;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is trained, and on what: all that differs from one kind of training to another. A {@link
 * Trainer} asks for it in the order of these methods, and does the rest. Its data are open.
 *
 * @param <M> the model
 * @param <B> a micro-batch
 */
public interface TrainingTask<M extends TrainableModel, B> {

  /** By which a run directory knows its run. */
  RunIdentity<?> getIdentity() throws IOException;

  /** The directory of the model that a new run starts from; null: its weights are random. */
  @Nullable Path findStart() throws IOException;

  /** A model with random weights. */
  M initialize(NDManager manager) throws IOException;

  /** A model with the weights of a directory, {@link #findStart} or a checkpoint of the run. */
  M read(NDManager manager, Path directory) throws IOException;

  UpdateRule newUpdateRule(NDManager manager, M model);

  TrainStep<B> newStep(NDManager manager, M model);

  /** What the run says of itself when it starts. */
  RunPlan toPlan(M model) throws IOException;

  LoopSettings getLoopSettings();

  BatchSource<B> newBatches(M model);

  /** What measures the model and chooses the best checkpoint; null if there is nothing to. */
  @Nullable Validator newValidator(NDManager manager, M model) throws IOException;

  /** Writes the model's own files of a checkpoint, tokenizer included. */
  void write(Path directory, M model) throws IOException;
}
