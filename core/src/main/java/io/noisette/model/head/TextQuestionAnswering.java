package io.noisette.model.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Autograd;
import io.noisette.engine.Parameters;
import io.noisette.model.AnswerSpans;
import io.noisette.model.LabelScores;
import io.noisette.model.ModelFamily;
import io.noisette.model.ModelTask;
import io.noisette.model.QuestionAnswerer;
import io.noisette.model.SequenceBatch;
import io.noisette.model.TrainingPass;
import io.noisette.model.layer.SpanHead;
import io.noisette.model.weights.StoredWeights;
import java.io.IOException;
import java.nio.file.Path;

/** A body with a span head: a linear layer on the hidden states of all tokens. */
public final class TextQuestionAnswering implements QuestionAnswerer {

  private final NDManager manager;
  private final Parameters parameters;
  private final TextBody body;
  private final SpanHead head;

  /**
   * Creates a model.
   *
   * @param manager owner of the parameters; closed with the model
   * @param parameters those of the body and of the head
   * @param body closed with the model
   */
  public TextQuestionAnswering(NDManager manager, Parameters parameters, TextBody body) {
    this.manager = manager;
    this.parameters = parameters;
    this.body = body;
    head = new SpanHead(manager, parameters);
  }

  @Override
  public ModelFamily getFamily() {
    return body.getFamily();
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

  @Override
  public NDArray logits(NDManager scope, SequenceBatch batch) {
    body.start(null);
    return Autograd.paused(() -> head.logits(body.hidden(scope, batch, TrainingPass.weighted(1))));
  }

  @Override
  public LabelScores forwardBackward(
      NDManager scope, SequenceBatch batch, AnswerSpans targets, TrainingPass pass) {
    body.start(pass.dropoutSeed());
    return head.forwardBackward(
        scope, batch.tokens(), targets, pass.weight(), () -> body.train(scope, batch, pass));
  }

  @Override
  public void firstLayerBackward(
      NDManager scope, SequenceBatch batch, NDArray gradient, TrainingPass pass) {
    body.start(pass.dropoutSeed());
    body.trainFirstLayer(scope, batch, gradient, pass);
  }

  @Override
  public void write(Path directory) throws IOException {
    body.writeConfig(directory, ModelTask.QUESTION_ANSWERING, null);
    StoredWeights.write(directory, parameters);
  }

  @Override
  public void close() {
    body.close();
    head.close();
    manager.close();
  }
}
