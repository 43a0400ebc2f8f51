package io.noisette.model.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Autograd;
import io.noisette.engine.DropoutMasks;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.model.Activation;
import io.noisette.model.Labels;
import io.noisette.model.ModelFamily;
import io.noisette.model.ModelTask;
import io.noisette.model.PackedTokens;
import io.noisette.model.SequenceBatch;
import io.noisette.model.TrainingPass;
import io.noisette.model.head.TextBody;
import io.noisette.model.layer.DropoutSites;
import io.noisette.model.layer.HeadKernels;
import io.noisette.model.layer.HiddenStates;
import io.noisette.model.layer.Segments;
import io.noisette.model.layer.TransformerKernels;
import io.noisette.model.training.StackPass;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Embeddings and layers of a BERT or RoBERTa, below any head. */
final class EncoderStack implements TextBody {

  private final EncoderConfig config;
  private final Parameters parameters;
  private final DropoutSites sites;
  private final TransformerKernels kernels;
  private final List<NDArray> embedding;
  private final List<List<NDArray>> layers = new ArrayList<>();
  private final @Nullable EncoderPass trained;

  /**
   * Creates the stack on parameters of a model.
   *
   * @param parent names the device
   * @param parameters at least those of {@link EncoderLayout}
   */
  EncoderStack(NDManager parent, EncoderConfig config, Precision precision, Parameters parameters) {
    this.config = config;
    this.parameters = parameters;
    sites = DropoutSites.of(config.dropout());
    kernels = kernels(parent, config.hiddenAct(), precision);
    Map<String, String> tables = EncoderLayout.embedding(config.family());
    embedding = kernels.tensorsOf("embed_typed", tables, parameters);
    for (int i = 0; i < config.numHiddenLayers(); i++) {
      Map<String, String> names = EncoderLayout.layer(config.family(), i);
      layers.add(kernels.tensorsOf("encoder_layer", names, parameters));
    }
    // In fp32 autograd is as fast, and its results are those of earlier versions.
    trained =
        precision.isBf16() ? new EncoderPass(parent, config, precision, parameters, sites) : null;
  }

  /** Creates kernels for a head, which may have another activation function than the layers. */
  TransformerKernels kernels(NDManager parent, Activation activation, Precision precision) {
    return new TransformerKernels(
        parent, config.toConstants(activation), config.padTokenId(), sites, precision);
  }

  @Override
  public ModelFamily getFamily() {
    return config.family();
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
  public DropoutMasks getHeadMasks() {
    return sites.head();
  }

  @Override
  public void start(@Nullable Long dropoutSeed) {
    sites.start(dropoutSeed);
  }

  @Override
  public NDArray hidden(NDManager scope, SequenceBatch batch, TrainingPass pass) {
    Segments segments = Segments.of(scope, batch.tokens());
    NDArray x = firstLayer(scope, batch, segments, pass.delta());
    NDArray shift = pass.firstLayerDelta();
    x = shift == null ? x : x.add(shift);
    for (List<NDArray> layer : layers.subList(1, layers.size())) {
      x = kernels.encoderLayer(x, segments, layer);
    }
    return x;
  }

  @Override
  public HiddenStates train(NDManager scope, SequenceBatch batch, TrainingPass pass) {
    if (trained == null) {
      return HiddenStates.recorded(hidden(scope, batch, pass));
    }
    StackPass stack = trained.forward(scope, batch, pass);
    return HiddenStates.leaf(stack.copyHidden(), stack::backward);
  }

  @Override
  public void trainFirstLayer(
      NDManager scope, SequenceBatch batch, NDArray gradient, TrainingPass pass) {
    if (trained != null) {
      trained.forwardToFirstLayer(scope, batch, pass).backward(gradient);
      return;
    }
    Autograd.recorded(
        () -> {
          NDArray hidden = firstLayer(scope, batch, pass.delta());
          Autograd.backward(hidden, gradient);
          return hidden;
        });
  }

  /**
   * Returns the output of the first layer, (tokens, d).
   *
   * @param delta perturbation of the input embeddings, or null
   */
  NDArray firstLayer(NDManager scope, SequenceBatch batch, @Nullable NDArray delta) {
    return firstLayer(scope, batch, Segments.of(scope, batch.tokens()), delta);
  }

  @Override
  public NDArray classify(
      HeadKernels head, Parameters parameters, NDArray hidden, SequenceBatch batch) {
    long[] rows = batch.tokens().findFirstTokens();
    List<NDArray> p = head.classifierOf(EncoderLayout.classifier(config.family()), parameters);
    // The first linear layer of BERT's head is the pooler, which has no dropout before it.
    return config.family() == ModelFamily.BERT
        ? head.classifyPooled(hidden, rows, sites.head(), p)
        : head.classify(hidden, rows, sites.head(), p);
  }

  @Override
  public void writeConfig(Path directory, ModelTask task, @Nullable Labels labels)
      throws IOException {
    EncoderConfigFile.write(directory, config, task, labels);
  }

  /** Returns logits, (rows, V), for hidden states that the masked-LM head has transformed. */
  NDArray logits(NDArray transformed) {
    return kernels.logits(
        transformed,
        parameters.get(EncoderLayout.words(config.family())),
        parameters.get(EncoderLayout.outputBias(config.family())));
  }

  @Override
  public void close() {
    if (trained != null) {
      trained.close();
    }
    kernels.close();
  }

  private NDArray firstLayer(
      NDManager scope, SequenceBatch batch, Segments segments, @Nullable NDArray delta) {
    return kernels.encoderLayer(embed(scope, batch, delta), segments, layers.get(0));
  }

  private NDArray embed(NDManager scope, SequenceBatch batch, @Nullable NDArray delta) {
    PackedTokens tokens = batch.tokens();
    tokens.requirePositionsBelow(config.maxLength());
    NDArray ids = tokens.toIds(scope);
    NDArray positions = tokens.toPositions(scope, config.positionOffset());
    NDArray types = config.toTypes(scope, batch);
    return kernels.embedTyped(ids, positions, types, delta, embedding);
  }
}
