package io.noisette.model.sandwich;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Autograd;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.engine.TrainableModel;
import io.noisette.model.PackedTokens;
import io.noisette.model.ParameterSpec;
import io.noisette.model.ParameterValues;
import io.noisette.model.TrainingPass;
import io.noisette.model.layer.DropoutSites;
import io.noisette.model.layer.Initialization;
import io.noisette.model.training.LayerPass;
import io.noisette.model.training.WeightCopies;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decoder-only language model with sublayers in any order: pre-norm, sinusoidal positions, and
 * embeddings tied to the output softmax, adaptive or full (docs/papers.md 2).
 *
 * <p>Batches are packed: hidden states are (tokens, d) matrices, and causal attention stays within
 * each window.
 */
public final class SandwichModel implements TrainableModel {

  private final SandwichConfig config;
  private final NDManager manager;
  private final Parameters parameters;
  private final Precision precision;
  private final SandwichStack stack;
  private final WordSoftmax softmax;
  private final WeightCopies copies;
  private final @Nullable WordSoftmaxPass trainedSoftmax;

  /**
   * Creates a model; {@code values} returns the initial weights of each parameter.
   *
   * @param parent names the device
   * @param precision of activations and products; parameters and gradients are in fp32
   * @param values gives the initial values of each parameter
   */
  public SandwichModel(
      NDManager parent, SandwichConfig config, Precision precision, ParameterValues values) {
    this(
        parent.newSubManager(),
        owner -> ParameterSpec.create(owner, SandwichLayout.of(config), values),
        config,
        precision,
        null);
  }

  private SandwichModel(
      NDManager manager,
      Function<NDManager, Parameters> parametersOf,
      SandwichConfig config,
      Precision precision,
      @Nullable WeightCopies original) {
    this.config = config;
    this.precision = precision;
    this.manager = manager;
    parameters = parametersOf.apply(manager);
    copies = original == null ? WeightCopies.of(manager, parameters) : original.forReplica();
    DropoutSites sites = DropoutSites.of(config.dropout());
    stack = new SandwichStack(manager, config, precision, parameters, sites, copies);
    softmax = new WordSoftmax(manager, config, precision, parameters, sites);
    SandwichPass trained = stack.getTrained();
    trainedSoftmax =
        trained == null
            ? null
            : new WordSoftmaxPass(manager, config, precision, sites.head(), trained.getWords());
  }

  /**
   * Creates a replica for another thread: it shares this model's weights in memory and has its own
   * gradients. It must be closed before this model.
   */
  public SandwichModel replicate() {
    return new SandwichModel(
        manager.newSubManager(), parameters::replicate, config, precision, copies);
  }

  /** Creates a new model with fairseq's initialization, drawn from the random seed. */
  public static SandwichModel initialize(
      NDManager parent, SandwichConfig config, Precision precision, long seed) {
    Initialization start = new Initialization(seed, 0, config.tokens().pad());
    return new SandwichModel(parent, config, precision, start);
  }

  /** Returns the model config. */
  public SandwichConfig getConfig() {
    return config;
  }

  @Override
  public Parameters getParameters() {
    return parameters;
  }

  /**
   * Runs the forward and backward pass; accumulates the gradients of the loss times {@code
   * pass.weight()}. The softmax is computed only for tokens with a target.
   *
   * @param scope owner of the intermediate tensors
   * @param pass its weight is 1 / (targets of the whole optimizer step)
   * @return the sum of -log p over the targets, in nats, not weighted
   * @throws IllegalArgumentException if a window is longer than the model's maximum, or an id is
   *     not in its vocabulary
   */
  public double forwardBackward(NDManager scope, LanguageBatch batch, TrainingPass pass) {
    Targets targets = Targets.of(config, batch);
    if (targets.getSize() == 0) {
      return 0;
    }
    stack.start(pass.dropoutSeed());
    SandwichPass trained = stack.getTrained();
    if (trained != null && trainedSoftmax != null) {
      LayerPass layers = trained.forward(scope, batch.tokens(), targets);
      return trainedSoftmax.forwardBackward(scope, layers, targets, pass.weight());
    }
    return Autograd.recorded(
        () -> {
          NDArray hidden = stack.hidden(scope, batch.tokens(), targets);
          WordSoftmax.Result result = softmax.forwardBackward(hidden, targets, pass.weight());
          Autograd.backward(hidden, result.hiddenGradient());
          return result.nats();
        });
  }

  /**
   * Returns the log-probabilities of the targets that are not ignored, in order and in nats,
   * computed without dropout or gradients. Tokens without a target skip the softmax, and after the
   * last attention sublayer those before the first target of their window are skipped altogether.
   */
  public float[] score(NDManager scope, LanguageBatch batch) {
    Targets targets = Targets.of(config, batch);
    if (targets.getSize() == 0) {
      return new float[0];
    }
    stack.start(null);
    return Autograd.paused(() -> softmax.score(stack.scoredHidden(scope, batch, targets), targets));
  }

  /**
   * Returns the input of the first sublayer, (tokens, d), computed without dropout or gradients.
   */
  public NDArray embed(NDManager scope, PackedTokens tokens) {
    stack.start(null);
    return Autograd.paused(() -> stack.embed(scope, tokens));
  }

  /** Returns the last hidden states, (tokens, d), computed without dropout or gradients. */
  public NDArray hidden(NDManager scope, PackedTokens tokens) {
    stack.start(null);
    return Autograd.paused(() -> stack.hidden(scope, tokens));
  }

  /** Returns the log-probabilities of every next token at every position, (tokens, V), in nats. */
  public NDArray logProbabilities(NDManager scope, PackedTokens tokens) {
    NDArray hidden = hidden(scope, tokens);
    return Autograd.paused(() -> softmax.logProbabilities(hidden));
  }

  /**
   * Creates an incremental decoder.
   *
   * @param scope names the device; the decoder must be closed before it
   */
  public SandwichDecoder startDecoding(NDManager scope) {
    return stack.startDecoding(scope, softmax);
  }

  @Override
  public void close() {
    if (trainedSoftmax != null) {
      trainedSoftmax.close();
    }
    stack.close();
    softmax.close();
    manager.close();
  }
}
