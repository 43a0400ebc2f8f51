package io.noisette.model.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Autograd;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.model.AnswerSpans;
import io.noisette.model.LabelScores;
import io.noisette.model.ModelFamily;
import io.noisette.model.ModelTask;
import io.noisette.model.ParameterSpec;
import io.noisette.model.QuestionAnswerer;
import io.noisette.model.SequenceBatch;
import io.noisette.model.TrainingPass;
import io.noisette.model.layer.SpanHead;
import io.noisette.model.weights.StoredWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;

/** BERT or RoBERTa for extractive question answering: a linear layer on the hidden states. */
public final class EncoderQuestionAnswering implements QuestionAnswerer {

  private final EncoderConfig config;
  private final NDManager manager;
  private final Parameters parameters;
  private final EncoderStack stack;
  private final SpanHead head;

  /**
   * Creates a model; {@code values} returns the initial weights of each parameter.
   *
   * @param parent names the device
   * @param precision of activations and products; parameters and gradients are in fp32
   * @param values gives the initial values of each parameter
   */
  public EncoderQuestionAnswering(
      NDManager parent,
      EncoderConfig config,
      Precision precision,
      Function<ParameterSpec, float[]> values) {
    this.config = config;
    manager = parent.newSubManager();
    parameters =
        ParameterSpec.create(
            manager, EncoderLayout.of(config, ModelTask.QUESTION_ANSWERING, 0), values);
    stack = new EncoderStack(manager, config, precision, parameters);
    head = new SpanHead(manager, parameters);
  }

  @Override
  public ModelFamily getFamily() {
    return config.family();
  }

  @Override
  public Parameters getParameters() {
    return parameters;
  }

  @Override
  public int getWidth() {
    return config.hiddenSize();
  }

  @Override
  public int getMaxLength() {
    return config.maxLength();
  }

  @Override
  public NDArray logits(NDManager scope, SequenceBatch batch) {
    stack.start(null);
    return Autograd.paused(() -> head.logits(stack.hidden(scope, batch, TrainingPass.weighted(1))));
  }

  @Override
  public LabelScores forwardBackward(
      NDManager scope, SequenceBatch batch, AnswerSpans targets, TrainingPass pass) {
    stack.start(pass.dropoutSeed());
    return head.forwardBackward(
        scope, batch.tokens(), targets, pass.weight(), () -> stack.train(scope, batch, pass));
  }

  @Override
  public void firstLayerBackward(
      NDManager scope, SequenceBatch batch, NDArray gradient, TrainingPass pass) {
    stack.start(pass.dropoutSeed());
    stack.trainFirstLayer(scope, batch, gradient, pass);
  }

  @Override
  public void write(Path directory) throws IOException {
    EncoderConfigFile.write(directory, config, ModelTask.QUESTION_ANSWERING, null);
    StoredWeights.write(directory, parameters);
  }

  @Override
  public void close() {
    stack.close();
    head.close();
    manager.close();
  }
}
