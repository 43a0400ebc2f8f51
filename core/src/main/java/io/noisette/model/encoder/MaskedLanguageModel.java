package io.noisette.model.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Autograd;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.model.Activation;
import io.noisette.model.LabelSmoothing;
import io.noisette.model.ModelFamily;
import io.noisette.model.ModelTask;
import io.noisette.model.PackedTokens;
import io.noisette.model.ParameterSpec;
import io.noisette.model.ParameterValues;
import io.noisette.model.SequenceBatch;
import io.noisette.model.TrainingPass;
import io.noisette.model.layer.TiedSoftmaxLoss;
import io.noisette.model.layer.TransformerKernels;
import io.noisette.model.weights.StoredWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/** BERT or RoBERTa for masked language modeling: predicts the tokens at the masks of a text. */
public final class MaskedLanguageModel implements AutoCloseable {

  private final EncoderConfig config;
  private final NDManager manager;
  private final Parameters parameters;
  private final EncoderStack stack;
  private final TransformerKernels head;
  private final TiedSoftmaxLoss loss;

  /**
   * Creates a model; {@code values} returns the initial weights of each parameter.
   *
   * @param parent names the device
   * @param precision of the matrix multiplications below the head; parameters and gradients are in
   *     fp32
   * @param values gives the initial values of each parameter
   */
  public MaskedLanguageModel(
      NDManager parent, EncoderConfig config, Precision precision, ParameterValues values) {
    this.config = config;
    manager = parent.newSubManager();
    parameters =
        ParameterSpec.create(manager, EncoderLayout.of(config, ModelTask.MASKED_LM, 0), values);
    stack = new EncoderStack(manager, config, precision, parameters);
    // RoBERTa's head always uses GELU, independently of the layers' activation function.
    boolean bert = config.family() == ModelFamily.BERT;
    Activation activation = bert ? config.hiddenAct() : Activation.GELU;
    head = stack.kernels(manager, activation, precision);
    loss = new TiedSoftmaxLoss(manager, precision);
  }

  /** Returns the model config. */
  public EncoderConfig getConfig() {
    return config;
  }

  /** Returns the trainable tensors with their gradients. */
  public Parameters getParameters() {
    return parameters;
  }

  /** Returns logits at every position, (tokens, V), computed without dropout or gradients. */
  public NDArray logits(NDManager scope, SequenceBatch batch) {
    stack.start(null);
    return Autograd.paused(
        () -> {
          NDArray hidden = stack.hidden(scope, batch, TrainingPass.weighted(1));
          long[] all = LongStream.range(0, batch.tokens().getSize()).toArray();
          return stack.logits(head.transform(hidden, all, headParameters()));
        });
  }

  /**
   * Runs the forward and backward pass; accumulates the gradients of the loss times {@code
   * pass.weight()}. Logits are computed only at positions with a label.
   *
   * @param scope owner of the intermediate tensors
   * @param labels the token to predict at each position, negative where there is none
   * @return the sum of -log p over the labels, in nats, not weighted
   */
  public double forwardBackward(
      NDManager scope, SequenceBatch batch, PackedTokens labels, TrainingPass pass) {
    if (labels.getSize() != batch.tokens().getSize()) {
      throw new IllegalArgumentException(
          "labels must have one label per token of the batch, "
              + batch.tokens().getSize()
              + ", not "
              + labels.getSize());
    }
    long[] asked = labels.findCounted();
    if (asked.length == 0) {
      return 0;
    }
    stack.start(pass.dropoutSeed());
    NDArray answers =
        scope.create(LongStream.of(asked).map(place -> labels.getId((int) place)).toArray());
    return Autograd.recorded(
        () -> {
          NDArray hidden = stack.hidden(scope, batch, pass);
          NDArray transformed = head.transform(hidden, asked, headParameters());
          TiedSoftmaxLoss.Result result = scored(transformed, answers, pass.weight());
          Autograd.backward(transformed, result.hiddenGradient());
          return result.nats();
        });
  }

  /** Writes {@code config.json} and {@code model.safetensors} in the format of transformers. */
  public void write(Path directory) throws IOException {
    EncoderConfigFile.write(directory, config, ModelTask.MASKED_LM, null);
    StoredWeights.write(directory, parameters);
  }

  /** Frees the native memory; no thread may use it meanwhile. */
  @Override
  public void close() {
    stack.close();
    head.close();
    loss.close();
    manager.close();
  }

  private TiedSoftmaxLoss.Result scored(NDArray transformed, NDArray answers, double weight) {
    String words = EncoderLayout.words(config.family());
    String bias = EncoderLayout.outputBias(config.family());
    return loss.forwardBackward(
        transformed,
        parameters.get(words),
        parameters.get(bias),
        answers,
        parameters.findGradient(words),
        parameters.findGradient(bias),
        weight,
        LabelSmoothing.NONE);
  }

  private List<NDArray> headParameters() {
    return head.tensorsOf("transform", EncoderLayout.transform(config.family()), parameters);
  }
}
