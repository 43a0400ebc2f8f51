package io.noisette.model.bart;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Autograd;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.engine.TrainableModel;
import io.noisette.model.LabelSmoothing;
import io.noisette.model.MaskedTokens;
import io.noisette.model.ParameterSpec;
import io.noisette.model.ParameterValues;
import io.noisette.model.TokenLosses;
import io.noisette.model.TrainingLoss;
import io.noisette.model.TrainingPass;
import io.noisette.model.layer.Initialization;
import io.noisette.model.layer.TiedSoftmaxLoss;
import io.noisette.model.training.StackPass;
import io.noisette.model.training.TiedSoftmaxPass;
import io.noisette.model.training.WeightCopies;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A single stack of BART's layers that predicts tokens, with one embedding matrix for input and
 * output: a causal language model, or a masked one with any attention masks (docs/objectives.md).
 */
public final class SingleStackModel implements TrainableModel {

  private final SingleStackConfig config;
  private final Precision precision;
  private final NDManager manager;
  private final Parameters parameters;
  private final NDArray noBias;
  private final SingleStackLayers stack;
  private final TiedSoftmaxLoss loss;
  private final WeightCopies copies;
  private final @Nullable TiedSoftmaxPass trainedLoss;

  /**
   * Creates a model; {@code values} returns the initial weights of each parameter.
   *
   * @param parent names the device
   * @param precision of activations and products; parameters and gradients are in fp32
   * @param values gives the initial values of each parameter
   */
  public SingleStackModel(
      NDManager parent, SingleStackConfig config, Precision precision, ParameterValues values) {
    this(parent, config, precision, values, true);
  }

  private SingleStackModel(
      NDManager parent,
      SingleStackConfig config,
      Precision precision,
      ParameterValues values,
      boolean trainable) {
    this.config = config;
    this.precision = precision;
    manager = parent.newSubManager();
    List<ParameterSpec> layout = BartLayout.of(config.bart());
    parameters =
        trainable
            ? ParameterSpec.create(manager, layout, values)
            : ParameterSpec.createConstants(manager, layout, values);
    copies = WeightCopies.of(manager, parameters);
    noBias = manager.zeros(new Shape(1, config.bart().vocabSize()));
    stack = new SingleStackLayers(manager, config, precision, parameters, copies);
    loss = new TiedSoftmaxLoss(manager, precision);
    trainedLoss = newTrainedLoss();
  }

  /**
   * Creates a model that cannot be trained: it has no gradients, which takes half the memory.
   *
   * @param values gives the weights of each parameter
   */
  public static SingleStackModel forInference(
      NDManager parent, SingleStackConfig config, Precision precision, ParameterValues values) {
    return new SingleStackModel(parent, config, precision, values, false);
  }

  /** Creates a new model with weights from N(0, initStd²), drawn from the random seed. */
  public static SingleStackModel initialize(
      NDManager parent, SingleStackConfig config, Precision precision, long seed) {
    BartConfig bart = config.bart();
    Initialization start = new Initialization(seed, bart.initStd(), bart.special().pad());
    return new SingleStackModel(parent, config, precision, start);
  }

  private SingleStackModel(SingleStackModel original) {
    config = original.config;
    precision = original.precision;
    manager = original.manager.newSubManager();
    parameters = original.parameters.replicate(manager);
    copies = original.copies.forReplica();
    noBias = original.noBias;
    stack = new SingleStackLayers(manager, config, precision, parameters, copies);
    loss = new TiedSoftmaxLoss(manager, precision);
    trainedLoss = newTrainedLoss();
  }

  /**
   * Creates a replica for another thread: it shares this model's weights in memory and has its own
   * gradients. It must be closed before this model.
   */
  public SingleStackModel replicate() {
    return new SingleStackModel(this);
  }

  /** Returns the model config. */
  public SingleStackConfig getConfig() {
    return config;
  }

  @Override
  public Parameters getParameters() {
    return parameters;
  }

  /**
   * Runs the forward and backward pass; accumulates the gradients of the loss times {@code
   * pass.weight()}.
   *
   * @param scope owner of the intermediate tensors
   * @param pass its weight is 1 / (target tokens of the whole optimizer step)
   * @return the sum of -log p over the labels, in nats, not weighted
   */
  public double forwardBackward(NDManager scope, StackBatch batch, TrainingPass pass) {
    return forwardBackward(scope, batch, pass, LabelSmoothing.NONE).nats();
  }

  /**
   * Runs the forward and backward pass with label smoothing; accumulates the gradients of the
   * smoothed loss times {@code pass.weight()}. Logits are computed only for tokens with a label.
   *
   * @param scope owner of the intermediate tensors
   * @param pass its weight is 1 / (target tokens of the whole optimizer step)
   */
  public TrainingLoss forwardBackward(
      NDManager scope, StackBatch batch, TrainingPass pass, LabelSmoothing smoothing) {
    long[] rows = batch.labels().findCounted();
    if (rows.length == 0) {
      return new TrainingLoss(0, 0);
    }
    NDArray labels = scope.create(labelsOf(batch, rows));
    stack.start(pass.dropoutSeed());
    SingleStackPass trained = stack.getTrained();
    if (trained != null && trainedLoss != null) {
      StackPass forward = trained.forward(scope, batch.text(), pass);
      if (rows.length < batch.labels().getSize()) {
        forward.select(rows);
      }
      return trainedLoss.forwardBackward(scope, forward, labels, pass.weight(), smoothing);
    }
    return Autograd.recorded(
        () -> {
          NDArray hidden = stack.select(stack.hidden(scope, batch.text(), pass), rows);
          TiedSoftmaxLoss.Result result =
              loss.forwardBackward(
                  hidden,
                  parameters.get(BartLayout.SHARED),
                  noBias,
                  labels,
                  parameters.findGradient(BartLayout.SHARED),
                  null,
                  pass.weight(),
                  smoothing);
          Autograd.backward(hidden, result.hiddenGradient());
          return new TrainingLoss(result.loss(), result.nats());
        });
  }

  /**
   * Computes the loss of each label, without dropout or gradients; tokens without a label have 0.
   */
  public TokenLosses evaluate(NDManager scope, StackBatch batch) {
    int tokens = batch.labels().getSize();
    TokenLosses all = new TokenLosses(new float[tokens], new float[tokens]);
    long[] rows = batch.labels().findCounted();
    if (rows.length == 0) {
      return all;
    }
    stack.start(null);
    TokenLosses found =
        Autograd.paused(
            () -> {
              TrainingPass pass = TrainingPass.weighted(1);
              NDArray hidden = stack.select(stack.hidden(scope, batch.text(), pass), rows);
              NDArray labels = scope.create(labelsOf(batch, rows));
              return loss.evaluate(hidden, parameters.get(BartLayout.SHARED), noBias, labels);
            });
    for (int i = 0; i < rows.length; i++) {
      all.nats()[(int) rows[i]] = found.nats()[i];
      all.hits()[(int) rows[i]] = found.hits()[i];
    }
    return all;
  }

  /** Returns the last hidden states, (tokens, d), computed without dropout or gradients. */
  public NDArray hidden(NDManager scope, MaskedTokens text) {
    stack.start(null);
    return Autograd.paused(() -> stack.hidden(scope, text, TrainingPass.weighted(1)));
  }

  /** Returns the logits at every token, (tokens, V), computed without dropout or gradients. */
  public NDArray logits(NDManager scope, MaskedTokens text) {
    stack.start(null);
    return Autograd.paused(
        () -> stack.logits(stack.hidden(scope, text, TrainingPass.weighted(1)), noBias));
  }

  /** Frees weights as {@link ConditionalModel#keepForGeneration} does. */
  public void keepForGeneration() {
    stack.keepForGeneration(manager, parameters, noBias);
  }

  /**
   * Creates a decoder of texts that follow given ones, as the objective allows.
   *
   * @param scope names the device; the decoder must be closed before it
   * @param beams number of hypotheses of each text
   */
  public TargetDecoder startDecoding(NDManager scope, int beams) {
    return stack.startDecoding(scope, beams, noBias);
  }

  @Override
  public void close() {
    if (trainedLoss != null) {
      trainedLoss.close();
    }
    stack.close();
    loss.close();
    manager.close();
  }

  private @Nullable TiedSoftmaxPass newTrainedLoss() {
    return precision.isBf16() && parameters.isTrainable()
        ? new TiedSoftmaxPass(manager, precision, parameters, BartLayout.SHARED, null, copies)
        : null;
  }

  private static long[] labelsOf(StackBatch batch, long[] rows) {
    return Arrays.stream(rows).map(row -> batch.labels().getId((int) row)).toArray();
  }
}
