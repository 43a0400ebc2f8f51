package io.noisette.model.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Autograd;
import io.noisette.engine.DropoutMasks;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.model.LabelScores;
import io.noisette.model.Labels;
import io.noisette.model.LogitLoss;
import io.noisette.model.ModelFamily;
import io.noisette.model.ModelTask;
import io.noisette.model.ParameterSpec;
import io.noisette.model.SequenceBatch;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.TrainingPass;
import io.noisette.model.layer.ClassifierHead;
import io.noisette.model.layer.HeadKernels;
import io.noisette.model.weights.StoredWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * BERT or RoBERTa for sequence classification: the last hidden state of the first token is
 * classified.
 */
public final class EncoderClassifier implements SequenceClassifier {

  private final EncoderConfig config;
  private final Labels labels;
  private final NDManager manager;
  private final Parameters parameters;
  private final EncoderStack stack;
  private final HeadKernels kernels;
  private final ClassifierHead head;

  /**
   * Creates a classifier; {@code values} returns the initial weights of each parameter.
   *
   * @param parent names the device
   * @param precision of activations and products; parameters and gradients are in fp32
   * @param values gives the initial values of each parameter
   */
  public EncoderClassifier(
      NDManager parent,
      EncoderConfig config,
      Labels labels,
      Precision precision,
      Function<ParameterSpec, float[]> values) {
    this.config = config;
    this.labels = labels;
    manager = parent.newSubManager();
    List<ParameterSpec> layout =
        EncoderLayout.of(config, ModelTask.SEQUENCE_CLASSIFICATION, labels.size());
    parameters = ParameterSpec.create(manager, layout, values);
    stack = new EncoderStack(manager, config, precision, parameters);
    double scale = stack.getSites().head().getScale();
    kernels = new HeadKernels(manager, scale);
    head = new ClassifierHead(labels, kernels);
  }

  @Override
  public ModelFamily getFamily() {
    return config.family();
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
    return config.hiddenSize();
  }

  @Override
  public int getMaxLength() {
    return config.maxLength();
  }

  @Override
  public NDArray logits(NDManager scope, SequenceBatch batch) {
    stack.start(null);
    return Autograd.paused(
        () -> scores(stack.hidden(scope, batch, TrainingPass.weighted(1)), batch));
  }

  @Override
  public LabelScores forwardBackward(
      NDManager scope, SequenceBatch batch, float[] targets, TrainingPass pass) {
    return forwardBackward(scope, batch, pass, head.lossOf(targets));
  }

  @Override
  public LabelScores forwardBackward(
      NDManager scope, SequenceBatch batch, TrainingPass pass, LogitLoss loss) {
    stack.start(pass.dropoutSeed());
    return head.forwardBackward(
        pass.weight(),
        () -> stack.train(scope, batch, pass),
        hidden -> scores(hidden, batch),
        loss);
  }

  @Override
  public void firstLayerBackward(
      NDManager scope, SequenceBatch batch, NDArray gradient, TrainingPass pass) {
    stack.start(pass.dropoutSeed());
    stack.trainFirstLayer(scope, batch, gradient, pass);
  }

  @Override
  public void write(Path directory) throws IOException {
    EncoderConfigFile.write(directory, config, ModelTask.SEQUENCE_CLASSIFICATION, labels);
    StoredWeights.write(directory, parameters);
  }

  @Override
  public void close() {
    stack.close();
    kernels.close();
    manager.close();
  }

  private NDArray scores(NDArray hidden, SequenceBatch batch) {
    long[] rows = batch.tokens().findFirstTokens();
    DropoutMasks masks = stack.getSites().head();
    List<NDArray> p = kernels.classifierOf(EncoderLayout.classifier(config.family()), parameters);
    // The first linear layer of BERT's head is the pooler, which has no dropout before it.
    return config.family() == ModelFamily.BERT
        ? kernels.classifyPooled(hidden, rows, masks, p)
        : kernels.classify(hidden, rows, masks, p);
  }
}
