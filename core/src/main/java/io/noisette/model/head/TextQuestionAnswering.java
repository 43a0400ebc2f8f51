package io.noisette.model.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Parameters;
import io.noisette.model.AnswerSpans;
import io.noisette.model.LabelScores;
import io.noisette.model.ModelTask;
import io.noisette.model.QuestionAnswerer;
import io.noisette.model.SequenceBatch;
import io.noisette.model.TrainingPass;
import io.noisette.model.layer.SpanHead;

/** A body with a span head: a linear layer on the hidden states of all tokens. */
public final class TextQuestionAnswering extends HeadedBody<AnswerSpans>
    implements QuestionAnswerer {

  private final SpanHead head;

  /**
   * Creates a model.
   *
   * @param manager owner of the parameters; closed with the model
   * @param parameters those of the body and of the head
   * @param body closed with the model
   */
  public TextQuestionAnswering(NDManager manager, Parameters parameters, TextBody body) {
    super(manager, parameters, body, ModelTask.QUESTION_ANSWERING, null);
    head = new SpanHead(manager, parameters);
  }

  @Override
  public LabelScores forwardBackward(
      NDManager scope, SequenceBatch batch, AnswerSpans targets, TrainingPass pass) {
    body.start(pass.dropoutSeed());
    return head.forwardBackward(
        scope, batch.tokens(), targets, pass.weight(), () -> body.train(scope, batch, pass));
  }

  @Override
  NDArray scores(NDArray hidden, SequenceBatch batch) {
    return head.logits(hidden);
  }

  @Override
  void closeHead() {
    head.close();
  }
}
