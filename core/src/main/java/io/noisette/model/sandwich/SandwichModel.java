package io.noisette.model.sandwich;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Autograd;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.engine.TrainableModel;
import io.noisette.model.PackedTokens;
import io.noisette.model.ParameterSpec;
import io.noisette.model.TrainingPass;
import io.noisette.model.layer.DropoutSites;
import io.noisette.model.layer.Initialization;
import java.util.function.Function;

/**
 * A decoder language model whose sublayers come in any order: pre-norm, sinusoidal positions, and
 * one set of word vectors for input and output, adaptive or plain (docs/papers.md 2).
 *
 * <p>Batches are packed: (tokens, d) matrices, causal attention within each window.
 */
public final class SandwichModel implements TrainableModel {

  private final SandwichConfig config;
  private final NDManager manager;
  private final Parameters parameters;
  private final Precision precision;
  private final SandwichStack stack;
  private final WordSoftmax softmax;

  /**
   * Builds a model whose parameters are given.
   *
   * @param parent names the device
   * @param precision of matrix products; parameters and gradients are in fp32
   * @param values of each parameter
   */
  public SandwichModel(
      NDManager parent,
      SandwichConfig config,
      Precision precision,
      Function<ParameterSpec, float[]> values) {
    this(
        parent.newSubManager(),
        owner -> ParameterSpec.create(owner, SandwichLayout.of(config), values),
        config,
        precision);
  }

  private SandwichModel(
      NDManager manager,
      Function<NDManager, Parameters> parametersOf,
      SandwichConfig config,
      Precision precision) {
    this.config = config;
    this.precision = precision;
    this.manager = manager;
    parameters = parametersOf.apply(manager);
    DropoutSites sites = DropoutSites.of(config.dropout());
    stack = new SandwichStack(manager, config, precision, parameters, sites);
    softmax = new WordSoftmax(manager, config, precision, parameters, sites);
  }

  /**
   * A model with this one's weights, in the same memory, and gradients of its own, to be used by
   * another thread. It lives as long as this one at most.
   */
  public SandwichModel replicate() {
    return new SandwichModel(manager.newSubManager(), parameters::replicate, config, precision);
  }

  /** A new model, from the seed, as fairseq begins one. */
  public static SandwichModel initialize(
      NDManager parent, SandwichConfig config, Precision precision, long seed) {
    Initialization start = new Initialization(seed, 0, config.tokens().pad());
    return new SandwichModel(parent, config, precision, start::valuesOf);
  }

  public SandwichConfig getConfig() {
    return config;
  }

  @Override
  public Parameters getParameters() {
    return parameters;
  }

  /**
   * Forward and backward pass; gradients of the pass's weight times the result are added up. Only
   * tokens with a target go through the softmax.
   *
   * @param scope owns what the pass leaves behind
   * @param pass its weight is 1 / (targets of the whole optimizer step)
   * @return the sum of -log p over the targets, in nats
   * @throws IllegalArgumentException if a window is longer than the model's positions, or an id is
   *     not in its vocabulary
   */
  public double forwardBackward(NDManager scope, LanguageBatch batch, TrainingPass pass) {
    Targets targets = Targets.of(config, batch);
    if (targets.getSize() == 0) {
      return 0;
    }
    stack.start(pass.dropoutSeed());
    return Autograd.recorded(
        () -> {
          NDArray hidden = stack.hidden(scope, batch.tokens(), targets);
          WordSoftmax.Result result = softmax.forwardBackward(hidden, targets, pass.weight());
          Autograd.backward(hidden, result.hiddenGradient());
          return result.nats();
        });
  }

  /**
   * Log-probabilities of the targets that are asked, in nats and in their order, without dropout or
   * gradients. Tokens without a target cost no softmax, and behind the last attention sublayer
   * those before the first target of their window cost nothing.
   */
  public float[] score(NDManager scope, LanguageBatch batch) {
    Targets targets = Targets.of(config, batch);
    if (targets.getSize() == 0) {
      return new float[0];
    }
    stack.start(null);
    return Autograd.paused(() -> softmax.score(stack.scoredHidden(scope, batch, targets), targets));
  }

  /** What enters the first sublayer, (tokens, d), without dropout or gradients. */
  public NDArray embed(NDManager scope, PackedTokens tokens) {
    stack.start(null);
    return Autograd.paused(() -> stack.embed(scope, tokens));
  }

  /** What enters the softmax, (tokens, d), without dropout or gradients. */
  public NDArray hidden(NDManager scope, PackedTokens tokens) {
    stack.start(null);
    return Autograd.paused(() -> stack.hidden(scope, tokens));
  }

  /** Log-probabilities of every word behind every token, (tokens, V), in nats. */
  public NDArray logProbabilities(NDManager scope, PackedTokens tokens) {
    NDArray hidden = hidden(scope, tokens);
    return Autograd.paused(() -> softmax.logProbabilities(hidden));
  }

  /**
   * Begins to write texts, a token at a time.
   *
   * @param scope names the device; the decoder lives as long as it at most
   */
  public SandwichDecoder startDecoding(NDManager scope) {
    return stack.startDecoding(scope, softmax);
  }

  @Override
  public void close() {
    stack.close();
    softmax.close();
    manager.close();
  }
}
