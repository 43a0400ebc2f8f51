package io.noisette.model.bart;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Autograd;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.model.LabelScores;
import io.noisette.model.Labels;
import io.noisette.model.LogitLoss;
import io.noisette.model.ModelFamily;
import io.noisette.model.ModelTask;
import io.noisette.model.PackedTokens;
import io.noisette.model.ParameterSpec;
import io.noisette.model.SequenceBatch;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.TrainingPass;
import io.noisette.model.layer.ClassifierHead;
import io.noisette.model.layer.HeadKernels;
import io.noisette.model.training.WeightCopies;
import io.noisette.model.weights.StoredWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * BART for sequence classification: encoder and decoder read the same text, and the decoder's
 * hidden state at the last {@code </s>} is classified (docs/papers.md 1.5). In a model of a single
 * stack that state is the stack's.
 */
public final class BartClassifier implements SequenceClassifier {

  private final BartConfig config;
  private final Labels labels;
  private final NDManager manager;
  private final Parameters parameters;
  private final TextStacks stacks;
  private final HeadKernels kernels;
  private final ClassifierHead head;

  /**
   * Creates a classifier; {@code values} returns the initial weights of each parameter.
   *
   * @param parent names the device
   * @param precision of activations and products; parameters and gradients are in fp32
   * @param values gives the initial values of each parameter
   */
  public BartClassifier(
      NDManager parent,
      BartConfig config,
      Labels labels,
      Precision precision,
      Function<ParameterSpec, float[]> values) {
    this(
        parent,
        config,
        labels,
        values,
        (manager, parameters) ->
            new BartStacks(
                manager, config, precision, parameters, WeightCopies.of(manager, parameters)));
  }

  /**
   * Creates a classifier of a single stack, whose state of the last {@code </s>} is classified;
   * {@code values} returns the initial weights of each parameter.
   *
   * @param parent names the device
   * @param precision of activations and products; parameters and gradients are in fp32
   * @param values gives the initial values of each parameter
   */
  public BartClassifier(
      NDManager parent,
      SingleStackConfig config,
      Labels labels,
      Precision precision,
      Function<ParameterSpec, float[]> values) {
    this(
        parent,
        config.bart(),
        labels,
        values,
        (manager, parameters) ->
            new SingleStackLayers(
                manager, config, precision, parameters, WeightCopies.of(manager, parameters)));
  }

  private BartClassifier(
      NDManager parent,
      BartConfig config,
      Labels labels,
      Function<ParameterSpec, float[]> values,
      BiFunction<NDManager, Parameters, TextStacks> create) {
    this.config = config;
    this.labels = labels;
    manager = parent.newSubManager();
    List<ParameterSpec> layout =
        BartLayout.of(config, ModelTask.SEQUENCE_CLASSIFICATION, labels.size());
    parameters = ParameterSpec.create(manager, layout, values);
    stacks = create.apply(manager, parameters);
    double scale = stacks.getSites().head().getScale();
    kernels = new HeadKernels(manager, scale);
    head = new ClassifierHead(labels, kernels);
  }

  @Override
  public ModelFamily getFamily() {
    return ModelFamily.BART;
  }

  @Override
  public Labels getLabels() {
    return labels;
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

  /**
   * Returns the encoder's last hidden states, (tokens, d), computed without dropout or gradients.
   *
   * @throws IllegalStateException if the model is a single stack
   */
  public NDArray encode(NDManager scope, PackedTokens source) {
    if (!(stacks instanceof BartStacks both)) {
      throw new IllegalStateException("a single stack has no encoder below its last states");
    }
    both.start(null);
    return Autograd.paused(() -> both.encode(scope, source, null));
  }

  @Override
  public NDArray logits(NDManager scope, SequenceBatch batch) {
    stacks.start(null);
    return Autograd.paused(
        () -> {
          TrainingPass pass = TrainingPass.weighted(1);
          return scores(stacks.hiddenOfText(scope, batch.tokens(), pass), batch);
        });
  }

  @Override
  public LabelScores forwardBackward(
      NDManager scope, SequenceBatch batch, float[] targets, TrainingPass pass) {
    return forwardBackward(scope, batch, pass, head.lossOf(targets));
  }

  @Override
  public LabelScores forwardBackward(
      NDManager scope, SequenceBatch batch, TrainingPass pass, LogitLoss loss) {
    stacks.start(pass.dropoutSeed());
    return head.forwardBackward(
        pass.weight(),
        () -> stacks.train(scope, batch.tokens(), pass),
        hidden -> scores(hidden, batch),
        loss);
  }

  @Override
  public void firstLayerBackward(
      NDManager scope, SequenceBatch batch, NDArray gradient, TrainingPass pass) {
    throw new UnsupportedOperationException(
        "BART has no single first layer: encoder and decoder have one each");
  }

  @Override
  public void write(Path directory) throws IOException {
    stacks.writeConfig(directory, ModelTask.SEQUENCE_CLASSIFICATION, labels);
    StoredWeights.write(directory, parameters);
  }

  @Override
  public void close() {
    stacks.close();
    kernels.close();
    manager.close();
  }

  private NDArray scores(NDArray hidden, SequenceBatch batch) {
    long[] ends = batch.tokens().findLastTokens(config.special().eos());
    List<NDArray> p = kernels.classifierOf(BartLayout.CLASSIFIER, parameters);
    return kernels.classify(hidden, ends, stacks.getSites().head(), p);
  }
}
