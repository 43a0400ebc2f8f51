package io.noisette.model.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Parameters;
import io.noisette.model.LabelScores;
import io.noisette.model.Labels;
import io.noisette.model.LogitLoss;
import io.noisette.model.ModelTask;
import io.noisette.model.SequenceBatch;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.TrainingPass;
import io.noisette.model.layer.ClassifierHead;
import io.noisette.model.layer.HeadKernels;

/** A body with a classification head. */
public final class TextClassifier extends HeadedBody<float[]> implements SequenceClassifier {

  private final Labels labels;
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
    super(manager, parameters, body, ModelTask.SEQUENCE_CLASSIFICATION, labels);
    this.labels = labels;
    kernels = new HeadKernels(manager, body.getHeadMasks().getScale());
    head = new ClassifierHead(labels, kernels);
  }

  @Override
  public Labels getLabels() {
    return labels;
  }

  /** Returns the layers below the head. */
  public TextBody getBody() {
    return body;
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
  NDArray scores(NDArray hidden, SequenceBatch batch) {
    return body.classify(kernels, parameters, hidden, batch);
  }

  @Override
  void closeHead() {
    kernels.close();
  }
}
