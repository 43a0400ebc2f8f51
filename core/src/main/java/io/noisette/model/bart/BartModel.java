package io.noisette.model.bart;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Autograd;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.model.HiddenLoss;
import io.noisette.model.LabelSmoothing;
import io.noisette.model.OutputLayer;
import io.noisette.model.PackedTokens;
import io.noisette.model.ParameterSpec;
import io.noisette.model.ParameterValues;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.model.TokenLosses;
import io.noisette.model.TrainingLoss;
import io.noisette.model.TrainingPass;
import io.noisette.model.layer.HiddenStates;
import io.noisette.model.layer.Initialization;
import io.noisette.model.layer.TiedSoftmaxLoss;
import io.noisette.model.training.TiedSoftmaxPass;
import io.noisette.model.training.WeightCopies;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * BART for conditional generation: a bidirectional encoder, a causal decoder with cross-attention,
 * and one embedding matrix for both and for the output (docs/papers.md 1.1).
 *
 * <p>Batches are packed: hidden states are (tokens, d) matrices, and attention stays within each
 * sequence.
 */
public final class BartModel implements ConditionalModel {

  private final BartConfig config;
  private final boolean isBf16;
  private final NDManager manager;
  private final Parameters parameters;
  private final NDArray logitsBias;
  private final BartStacks stacks;
  private final TiedSoftmaxLoss loss;
  private final WeightCopies copies;
  private final @Nullable TiedSoftmaxPass trainedLoss;

  /**
   * Creates a model; {@code values} returns the initial weights of each parameter.
   *
   * @param parent names the device
   * @param precision of activations and products; parameters and gradients are in fp32
   * @param values gives the initial values of each parameter
   * @param finalLogitsBias added to the logits, (V), not trained
   */
  public BartModel(
      NDManager parent,
      BartConfig config,
      Precision precision,
      ParameterValues values,
      float[] finalLogitsBias) {
    this(parent, config, precision, values, finalLogitsBias, true);
  }

  private BartModel(
      NDManager parent,
      BartConfig config,
      Precision precision,
      ParameterValues values,
      float[] finalLogitsBias,
      boolean trainable) {
    this.config = config;
    isBf16 = precision.isBf16();
    manager = parent.newSubManager();
    List<ParameterSpec> layout = BartLayout.of(config);
    parameters =
        trainable
            ? ParameterSpec.create(manager, layout, values)
            : ParameterSpec.createConstants(manager, layout, values);
    Shape row = new Shape(1, config.vocabSize());
    logitsBias = Parameters.copy(manager, row, finalLogitsBias);
    copies = WeightCopies.of(manager, parameters);
    stacks = new BartStacks(manager, config, precision, parameters, copies);
    loss = new TiedSoftmaxLoss(manager, precision);
    NDArray bias = isZero(finalLogitsBias) ? null : logitsBias;
    trainedLoss = isBf16 && trainable ? newTrainedLoss(bias) : null;
  }

  /**
   * Creates a model that cannot be trained: it has no gradients, which takes half the memory.
   *
   * @param finalLogitsBias added to the logits, (V)
   * @param values gives the weights of each parameter
   */
  public static BartModel forInference(
      NDManager parent,
      BartConfig config,
      Precision precision,
      float[] finalLogitsBias,
      ParameterValues values) {
    return new BartModel(parent, config, precision, values, finalLogitsBias, false);
  }

  /** Creates a new model with weights from N(0, initStd²), drawn from the random seed. */
  public static BartModel initialize(
      NDManager parent, BartConfig config, Precision precision, long seed) {
    Initialization start = new Initialization(seed, config.initStd(), config.special().pad());
    float[] bias = new float[config.vocabSize()];
    return new BartModel(parent, config, precision, start, bias);
  }

  private BartModel(BartModel original, Precision precision) {
    config = original.config;
    isBf16 = original.isBf16;
    manager = original.manager.newSubManager();
    parameters = original.parameters.replicate(manager);
    logitsBias = original.logitsBias;
    copies = original.copies.forReplica();
    stacks = new BartStacks(manager, config, precision, parameters, copies);
    loss = new TiedSoftmaxLoss(manager, precision);
    trainedLoss = isBf16 ? newTrainedLoss(null) : null; // it shares the copy of the bias
  }

  @Override
  public BartModel replicate() {
    return new BartModel(this, isBf16 ? Precision.BF16 : Precision.FP32);
  }

  @Override
  public BartConfig getConfig() {
    return config;
  }

  @Override
  public Parameters getParameters() {
    return parameters;
  }

  /**
   * Returns the output layer, which is tied to the embedding matrix. Its gradient is null while the
   * parameters are frozen, too.
   */
  public OutputLayer getOutputLayer() {
    NDArray gradient = parameters.isTrainable() ? parameters.findGradient(BartLayout.SHARED) : null;
    return new OutputLayer(parameters.get(BartLayout.SHARED), logitsBias, gradient);
  }

  /**
   * Returns the bias of the logits, (1, V): {@code final_logits_bias} of the checkpoint, zero in
   * models trained here.
   */
  public NDArray getLogitsBias() {
    return logitsBias;
  }

  @Override
  public TrainingLoss forwardBackward(
      NDManager scope, Seq2SeqBatch batch, TrainingPass pass, LabelSmoothing smoothing) {
    stacks.start(pass.dropoutSeed());
    BartPass trained = stacks.getTrained();
    if (trained != null && trainedLoss != null) {
      BartPass.Forward forward = trained.forward(scope, batch.source(), batch.decoderInput(), pass);
      NDArray labels = batch.labels().toIds(scope);
      TrainingLoss sums =
          trainedLoss.forwardBackward(scope, forward.decoder(), labels, pass.weight(), smoothing);
      forward.encoder().backwardFromMemory();
      return sums;
    }
    return Autograd.recorded(
        () -> {
          NDArray hidden = hidden(scope, batch, pass);
          NDArray labels = batch.labels().toIds(scope);
          NDArray words = parameters.get(BartLayout.SHARED);
          NDArray wordsGradient = parameters.findGradient(BartLayout.SHARED);
          TiedSoftmaxLoss.Result result =
              loss.forwardBackward(
                  hidden, words, logitsBias, labels, wordsGradient, null, pass.weight(), smoothing);
          Autograd.backward(hidden, result.hiddenGradient());
          return new TrainingLoss(result.loss(), result.nats());
        });
  }

  /**
   * Runs the forward pass of the sources through embeddings and first layer alone, and the backward
   * pass from a given gradient of that layer's output; gradients are accumulated as in {@link
   * #forwardBackward(NDManager, Seq2SeqBatch, TrainingPass)}.
   *
   * @param gradient of the first layer's output, (source tokens, d)
   */
  public void firstLayerBackward(
      NDManager scope, Seq2SeqBatch batch, NDArray gradient, TrainingPass pass) {
    stacks.start(pass.dropoutSeed());
    stacks.trainFirstLayer(scope, batch, gradient, pass);
  }

  /**
   * Runs the forward and backward pass with another loss than that of the labels, which computes
   * its own gradients from the decoder's last hidden states, (target tokens, d).
   *
   * @param scope owner of the intermediate tensors
   * @param pass its weight is not used: the gradients are those of {@code loss}
   */
  public void forwardBackward(
      NDManager scope, Seq2SeqBatch batch, TrainingPass pass, HiddenLoss loss) {
    stacks.start(pass.dropoutSeed());
    Autograd.recorded(
        () -> {
          HiddenStates hidden = stacks.train(scope, batch.source(), batch.decoderInput(), pass);
          hidden.backward(loss.backward(hidden.states(), getOutputLayer()));
          return hidden;
        });
  }

  @Override
  public TokenLosses evaluate(NDManager scope, Seq2SeqBatch batch) {
    stacks.start(null);
    return Autograd.paused(
        () -> {
          NDArray hidden = hidden(scope, batch, TrainingPass.weighted(1));
          NDArray words = parameters.get(BartLayout.SHARED);
          return loss.evaluate(hidden, words, logitsBias, batch.labels().toIds(scope));
        });
  }

  /**
   * Returns the encoder's last hidden states, (source tokens, d), computed without dropout or
   * gradients.
   */
  public NDArray encode(NDManager scope, PackedTokens source) {
    return stacks.encode(scope, source);
  }

  /**
   * Returns the last hidden states of the source encoder, (source tokens, d), computed without
   * dropout or gradients.
   *
   * @throws IllegalStateException if the model has no source encoder
   */
  public NDArray encodeSource(NDManager scope, PackedTokens source) {
    stacks.start(null);
    return Autograd.paused(() -> stacks.encodeSource(scope, source));
  }

  /**
   * Returns the decoder's last hidden states, (target tokens, d), computed without dropout or
   * gradients.
   */
  public NDArray decode(NDManager scope, Seq2SeqBatch batch) {
    stacks.start(null);
    return Autograd.paused(() -> hidden(scope, batch, TrainingPass.weighted(1)));
  }

  /**
   * Returns the logits at every decoder position, (target tokens, V), computed without dropout or
   * gradients.
   */
  public NDArray logits(NDManager scope, Seq2SeqBatch batch) {
    stacks.start(null);
    return Autograd.paused(
        () -> stacks.logits(hidden(scope, batch, TrainingPass.weighted(1)), logitsBias));
  }

  @Override
  public void keepForGeneration() {
    stacks.keepForGeneration(manager, parameters, logitsBias);
  }

  @Override
  public TargetDecoder startDecoding(NDManager scope, int beams) {
    return stacks.startDecoding(scope, beams, logitsBias);
  }

  @Override
  public void close() {
    if (trainedLoss != null) {
      trainedLoss.close();
    }
    stacks.close();
    loss.close();
    manager.close();
  }

  private TiedSoftmaxPass newTrainedLoss(@Nullable NDArray bias) {
    return new TiedSoftmaxPass(
        manager, Precision.BF16, parameters, BartLayout.SHARED, bias, copies);
  }

  private static boolean isZero(float[] values) {
    for (float value : values) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  private NDArray hidden(NDManager scope, Seq2SeqBatch batch, TrainingPass pass) {
    return stacks.hidden(scope, batch.source(), batch.decoderInput(), pass);
  }
}
