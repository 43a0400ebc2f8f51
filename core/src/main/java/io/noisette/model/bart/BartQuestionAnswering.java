package io.noisette.model.bart;

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
import io.noisette.model.training.WeightCopies;
import io.noisette.model.weights.StoredWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * BART for extractive question answering: encoder and decoder read question and context, and a
 * linear layer on the decoder's hidden states gives each token a logit as start and as end of the
 * answer (docs/papers.md 1.5).
 */
public final class BartQuestionAnswering implements QuestionAnswerer {

  private final BartConfig config;
  private final NDManager manager;
  private final Parameters parameters;
  private final TextStacks stacks;
  private final SpanHead head;

  /**
   * Creates a model; {@code values} returns the initial weights of each parameter.
   *
   * @param parent names the device
   * @param precision of activations and products; parameters and gradients are in fp32
   * @param values gives the initial values of each parameter
   */
  public BartQuestionAnswering(
      NDManager parent,
      BartConfig config,
      Precision precision,
      Function<ParameterSpec, float[]> values) {
    this(
        parent,
        config,
        values,
        (manager, parameters) ->
            new BartStacks(
                manager, config, precision, parameters, WeightCopies.of(manager, parameters)));
  }

  /**
   * Creates a model of a single stack, whose states give the logits; {@code values} returns the
   * initial weights of each parameter.
   *
   * @param parent names the device
   * @param precision of activations and products; parameters and gradients are in fp32
   * @param values gives the initial values of each parameter
   */
  public BartQuestionAnswering(
      NDManager parent,
      SingleStackConfig config,
      Precision precision,
      Function<ParameterSpec, float[]> values) {
    this(
        parent,
        config.bart(),
        values,
        (manager, parameters) ->
            new SingleStackLayers(
                manager, config, precision, parameters, WeightCopies.of(manager, parameters)));
  }

  private BartQuestionAnswering(
      NDManager parent,
      BartConfig config,
      Function<ParameterSpec, float[]> values,
      BiFunction<NDManager, Parameters, TextStacks> create) {
    this.config = config;
    manager = parent.newSubManager();
    parameters =
        ParameterSpec.create(
            manager, BartLayout.of(config, ModelTask.QUESTION_ANSWERING, 2), values);
    stacks = create.apply(manager, parameters);
    head = new SpanHead(manager, parameters);
  }

  /** Returns the model config. */
  public BartConfig getConfig() {
    return config;
  }

  @Override
  public ModelFamily getFamily() {
    return ModelFamily.BART;
  }

  @Override
  public Parameters getParameters() {
    return parameters;
  }

  @Override
  public int getWidth() {
    return config.dModel();
  }

  @Override
  public int getMaxLength() {
    return config.maxPositionEmbeddings();
  }

  @Override
  public NDArray logits(NDManager scope, SequenceBatch batch) {
    stacks.start(null);
    return Autograd.paused(
        () -> head.logits(stacks.hiddenOfText(scope, batch.tokens(), TrainingPass.weighted(1))));
  }

  @Override
  public LabelScores forwardBackward(
      NDManager scope, SequenceBatch batch, AnswerSpans targets, TrainingPass pass) {
    stacks.start(pass.dropoutSeed());
    return head.forwardBackward(
        scope,
        batch.tokens(),
        targets,
        pass.weight(),
        () -> stacks.train(scope, batch.tokens(), pass));
  }

  @Override
  public void firstLayerBackward(
      NDManager scope, SequenceBatch batch, NDArray gradient, TrainingPass pass) {
    throw new UnsupportedOperationException(
        "BART has no single first layer: encoder and decoder have one each");
  }

  @Override
  public void write(Path directory) throws IOException {
    stacks.writeConfig(directory, ModelTask.QUESTION_ANSWERING, null);
    StoredWeights.write(directory, parameters);
  }

  @Override
  public void close() {
    stacks.close();
    head.close();
    manager.close();
  }
}
