package io.noisette.model.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Autograd;
import io.noisette.engine.Parameters;
import io.noisette.model.LabelScores;
import io.noisette.model.Labels;
import io.noisette.model.LogitLoss;
import io.noisette.model.ModelFamily;
import io.noisette.model.ModelTask;
import io.noisette.model.SequenceBatch;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.TrainingPass;
import io.noisette.model.layer.ClassifierHead;
import io.noisette.model.layer.HeadKernels;
import io.noisette.model.weights.StoredWeights;
import java.io.IOException;
import java.nio.file.Path;

/** A body with a classification head. */
public final class TextClassifier implements SequenceClassifier {

  private final NDManager manager;
  private final Labels labels;
  private final Parameters parameters;
  private final TextBody body;
  private final HeadKernels kernels;
  private final ClassifierHead head;

  /**
   * Creates a classifier.
   *
   * @param manager owner of the parameters; closed with the classifier
   * @param labels in the order of the logits
   * @param parameters those of the body and of the head
   * @param body closed with the classifier
   */
  public TextClassifier(NDManager manager, Labels labels, Parameters parameters, TextBody body) {
    this.manager = manager;
    this.labels = labels;
    this.parameters = parameters;
    this.body = body;
    kernels = new HeadKernels(manager, body.getHeadMasks().getScale());
    head = new ClassifierHead(labels, kernels);
  }

  @Override
  public ModelFamily getFamily() {
    return body.getFamily();
  }

  @Override
  public Labels getLabels() {
    return labels;
  }

  @Override
  public Parameters getParameters() {
    return parameters;
  }

  @Override
  public int getWidth() {
    return body.getWidth();
  }

  @Override
  public int getMaxLength() {
    return body.getMaxLength();
  }

  /** Returns the layers below the head. */
  public TextBody getBody() {
    return body;
  }

  @Override
  public NDArray logits(NDManager scope, SequenceBatch batch) {
    body.start(null);
    return Autograd.paused(
        () -> scores(body.hidden(scope, batch, TrainingPass.weighted(1)), batch));
  }

  @Override
  public LabelScores forwardBackward(
      NDManager scope, SequenceBatch batch, float[] targets, TrainingPass pass) {
    return forwardBackward(scope, batch, pass, head.lossOf(targets));
  }

  @Override
  public LabelScores forwardBackward(
      NDManager scope, SequenceBatch batch, TrainingPass pass, LogitLoss loss) {
    body.start(pass.dropoutSeed());
    return head.forwardBackward(
        pass.weight(), () -> body.train(scope, batch, pass), hidden -> scores(hidden, batch), loss);
  }

  @Override
  public void firstLayerBackward(
      NDManager scope, SequenceBatch batch, NDArray gradient, TrainingPass pass) {
    body.start(pass.dropoutSeed());
    body.trainFirstLayer(scope, batch, gradient, pass);
  }

  @Override
  public void write(Path directory) throws IOException {
    body.writeConfig(directory, ModelTask.SEQUENCE_CLASSIFICATION, labels);
    StoredWeights.write(directory, parameters);
  }

  @Override
  public void close() {
    body.close();
    kernels.close();
    manager.close();
  }

  private NDArray scores(NDArray hidden, SequenceBatch batch) {
    return body.classify(kernels, parameters, hidden, batch);
  }
}
