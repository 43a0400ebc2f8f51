package io.noisette.model.bart;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Autograd;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.model.ModelTask;
import io.noisette.model.ParameterSpec;
import io.noisette.model.SequenceBatch;
import io.noisette.model.SpanBatch;
import io.noisette.model.TrainingPass;
import io.noisette.model.layer.HeadKernels;
import io.noisette.model.layer.HiddenStates;
import io.noisette.model.training.WeightCopies;
import io.noisette.model.weights.StoredWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * BART for extractive question answering: encoder and decoder read question and context, and a
 * linear layer on the decoder's hidden states gives each token a logit as start and as end of the
 * answer (docs/papers.md 1.5).
 */
public final class BartQuestionAnswering implements AutoCloseable {

  private final BartConfig config;
  private final NDManager manager;
  private final Parameters parameters;
  private final TextStacks stacks;
  private final HeadKernels head;

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
    head = new HeadKernels(manager, 1);
  }

  /** Returns the model config. */
  public BartConfig getConfig() {
    return config;
  }

  /** Returns the trainable tensors with their gradients. */
  public Parameters getParameters() {
    return parameters;
  }

  /**
   * Returns start and end logits of each token, (tokens, 2), computed without dropout or gradients.
   */
  public NDArray logits(NDManager scope, SequenceBatch batch) {
    stacks.start(null);
    return Autograd.paused(
        () -> scores(stacks.hiddenOfText(scope, batch.tokens(), TrainingPass.weighted(1))));
  }

  /**
   * Runs the forward and backward pass; accumulates the gradients of the loss times {@code
   * pass.weight()}.
   *
   * @param scope owner of the intermediate tensors
   * @return the sum over the examples of the mean of -log p of start and end, in nats, not weighted
   */
  public double forwardBackward(NDManager scope, SpanBatch batch, TrainingPass pass) {
    if (!batch.hasAnswer()) {
      return 0;
    }
    stacks.start(pass.dropoutSeed());
    return Autograd.recorded(
        () -> {
          HiddenStates hidden = stacks.train(scope, batch.text().tokens(), pass);
          NDArray scores = scores(hidden.states());
          NDArray lengths = batch.text().tokens().toLengths(scope);
          NDArray loss = head.spanLoss(scores, lengths, wide(batch.starts()), wide(batch.ends()));
          hidden.backward(loss, pass.weight());
          return (double) loss.toFloatArray()[0];
        });
  }

  /** Writes {@code config.json} and {@code model.safetensors} in the format of transformers. */
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

  private NDArray scores(NDArray hidden) {
    return head.spans(hidden, head.spansOf(BartLayout.SPAN_HEAD, parameters));
  }

  private static long[] wide(List<Integer> places) {
    return places.stream().mapToLong(Integer::longValue).toArray();
  }
}
