package io.noisette.model.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.model.Activation;
import io.noisette.model.PackedTokens;
import io.noisette.model.SequenceBatch;
import io.noisette.model.TrainingPass;
import io.noisette.model.layer.DropoutSites;
import io.noisette.model.layer.KernelConstants;
import io.noisette.model.layer.Segments;
import io.noisette.model.layer.TransformerKernels;
import org.jspecify.annotations.Nullable;

/** Embeddings and layers of a BERT or RoBERTa, below any head. */
final class EncoderStack implements AutoCloseable {

  private final EncoderConfig config;
  private final Parameters parameters;
  private final DropoutSites sites;
  private final TransformerKernels kernels;

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
  }

  /** Creates kernels for a head, which may have another activation function than the layers. */
  TransformerKernels kernels(NDManager parent, Activation activation, Precision precision) {
    KernelConstants constants =
        new KernelConstants(
            config.numAttentionHeads(),
            config.padTokenId(),
            activation,
            1.0,
            config.layerNormEps());
    return new TransformerKernels(parent, constants, sites, precision);
  }

  DropoutSites getSites() {
    return sites;
  }

  /**
   * Starts a forward pass with dropout masks from a random seed, or without dropout if the seed is
   * null.
   */
  void start(@Nullable Long dropoutSeed) {
    sites.start(dropoutSeed);
  }

  /** Returns the last hidden states, (tokens, d), with the perturbations of the pass applied. */
  NDArray hidden(NDManager scope, SequenceBatch batch, TrainingPass pass) {
    Segments segments = Segments.of(scope, batch.tokens());
    NDArray x = layer(embed(scope, batch, pass.delta()), segments, 0);
    NDArray shift = pass.firstLayerDelta();
    x = shift == null ? x : x.add(shift);
    for (int i = 1; i < config.numHiddenLayers(); i++) {
      x = layer(x, segments, i);
    }
    return x;
  }

  /**
   * Returns the output of the first layer, (tokens, d).
   *
   * @param delta perturbation of the input embeddings, or null
   */
  NDArray firstLayer(NDManager scope, SequenceBatch batch, @Nullable NDArray delta) {
    Segments segments = Segments.of(scope, batch.tokens());
    return layer(embed(scope, batch, delta), segments, 0);
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
    kernels.close();
  }

  private NDArray layer(NDArray x, Segments segments, int layer) {
    return kernels.encoderLayer(
        x, segments, parameters.get(EncoderLayout.layer(config.family(), layer)));
  }

  private NDArray embed(NDManager scope, SequenceBatch batch, @Nullable NDArray delta) {
    PackedTokens tokens = batch.tokens();
    tokens.requirePositionsBelow(config.maxLength());
    NDArray ids = tokens.toIds(scope);
    NDArray positions = tokens.toPositions(scope, config.positionOffset());
    NDArray types = batch.types() == null ? ids.zerosLike() : batch.types().toIds(scope);
    return kernels.embed(
        ids, positions, types, delta, parameters.get(EncoderLayout.embedding(config.family())));
  }
}
