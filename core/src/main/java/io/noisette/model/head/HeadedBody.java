package io.noisette.model.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Autograd;
import io.noisette.engine.Parameters;
import io.noisette.model.Labels;
import io.noisette.model.ModelFamily;
import io.noisette.model.ModelTask;
import io.noisette.model.SequenceBatch;
import io.noisette.model.TextModel;
import io.noisette.model.TrainingPass;
import io.noisette.model.weights.StoredWeights;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A body with a head: all that does not depend on what the head computes.
 *
 * @param <T> targets of a micro-batch
 */
abstract class HeadedBody<T> implements TextModel<T> {

  final Parameters parameters;
  final TextBody body;
  private final NDManager manager;
  private final ModelTask task;
  private final @Nullable Labels labels;

  /**
   * Creates a model.
   *
   * @param manager owner of the parameters; closed with the model
   * @param parameters those of the body and of the head
   * @param body closed with the model
   * @param labels in the order of the logits, if the task has any
   */
  HeadedBody(
      NDManager manager,
      Parameters parameters,
      TextBody body,
      ModelTask task,
      @Nullable Labels labels) {
    this.manager = manager;
    this.parameters = parameters;
    this.body = body;
    this.task = task;
    this.labels = labels;
  }

  /** Returns the head's logits for last hidden states, (tokens, d). */
  abstract NDArray scores(NDArray hidden, SequenceBatch batch);

  /** Frees what the head owns besides the parameters. */
  abstract void closeHead();

  @Override
  public final ModelFamily getFamily() {
    return body.getFamily();
  }

  @Override
  public final Parameters getParameters() {
    return parameters;
  }

  @Override
  public final int getWidth() {
    return body.getWidth();
  }

  @Override
  public final int getMaxLength() {
    return body.getMaxLength();
  }

  @Override
  public final NDArray logits(NDManager scope, SequenceBatch batch) {
    body.start(null);
    return Autograd.paused(
        () -> scores(body.hidden(scope, batch, TrainingPass.weighted(1)), batch));
  }

  @Override
  public final void firstLayerBackward(
      NDManager scope, SequenceBatch batch, NDArray gradient, TrainingPass pass) {
    body.start(pass.dropoutSeed());
    body.trainFirstLayer(scope, batch, gradient, pass);
  }

  @Override
  public final void write(Path directory) throws IOException {
    body.writeConfig(directory, task, labels);
    StoredWeights.write(directory, parameters);
  }

  @Override
  public final void close() {
    body.close();
    closeHead();
    manager.close();
  }
}
