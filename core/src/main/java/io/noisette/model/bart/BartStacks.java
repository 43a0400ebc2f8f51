package io.noisette.model.bart;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.model.PackedTokens;
import io.noisette.model.TrainingPass;
import io.noisette.model.layer.DropoutSites;
import io.noisette.model.layer.KernelConstants;
import io.noisette.model.layer.Segments;
import io.noisette.model.layer.TransformerKernels;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encoder and decoder of a BART, below any head. */
final class BartStacks implements AutoCloseable {

  private static final String ENCODER = "model.encoder.";
  private static final String DECODER = "model.decoder.";
  private static final double NORM_EPSILON = 1e-5;

  private final BartConfig config;
  private final Parameters parameters;
  private final DropoutSites sites;
  private final TransformerKernels encoder;
  private final TransformerKernels decoder;

  /**
   * Creates the stacks on parameters of a model.
   *
   * @param parent names the device
   * @param parameters at least those of {@link BartLayout}
   */
  BartStacks(NDManager parent, BartConfig config, Precision precision, Parameters parameters) {
    this.config = config;
    this.parameters = parameters;
    sites = DropoutSites.of(config.getDropoutRates());
    encoder = kernels(parent, config.encoderAttentionHeads(), precision);
    decoder = kernels(parent, config.decoderAttentionHeads(), precision);
  }

  /**
   * Starts a forward pass with dropout masks from a random seed, or without dropout if the seed is
   * null.
   */
  void start(@Nullable Long dropoutSeed) {
    sites.start(dropoutSeed);
  }

  DropoutSites getSites() {
    return sites;
  }

  /**
   * Returns the encoder's last hidden states, (source tokens, d).
   *
   * @param delta perturbation of the input embeddings, or null
   */
  NDArray encode(NDManager scope, PackedTokens source, @Nullable NDArray delta) {
    Segments segments = Segments.of(scope, source);
    NDArray x = embed(scope, source, ENCODER, encoder, delta);
    for (int i = 0; i < config.encoderLayers(); i++) {
      x = encoder.encoderLayer(x, segments, parameters.get(BartLayout.encoderLayer(i)));
    }
    return x;
  }

  /** Returns the decoder's last hidden states, (target tokens, d). */
  NDArray hidden(
      NDManager scope, PackedTokens source, PackedTokens decoderInput, TrainingPass pass) {
    NDArray memory = encode(scope, source, pass.delta());
    Segments sources = Segments.of(scope, source);
    Segments own = Segments.of(scope, decoderInput);
    NDArray x = embed(scope, decoderInput, DECODER, decoder, pass.decoderDelta());
    for (int i = 0; i < config.decoderLayers(); i++) {
      List<NDArray> layer = parameters.get(BartLayout.decoderLayer(i));
      x = decoder.decoderLayer(x, own, memory, sources, layer);
    }
    return x;
  }

  /**
   * Returns the decoder's last hidden states, (tokens, d), where encoder and decoder read the same
   * text.
   */
  NDArray hiddenOfText(NDManager scope, PackedTokens text, TrainingPass pass) {
    return hidden(scope, text, text.shiftedRight(config.special().decoderStart()), pass);
  }

  /**
   * Returns the logits, (tokens, V).
   *
   * @param bias (1, V)
   */
  NDArray logits(NDArray hidden, NDArray bias) {
    return decoder.logits(hidden, parameters.get(BartLayout.SHARED), bias);
  }

  /**
   * Creates an incremental decoder.
   *
   * @param memory the encoder's last hidden states, (source tokens, d)
   * @param bias of the logits, (1, V)
   */
  BartDecoder startDecoding(NDManager scope, NDArray memory, NDArray bias) {
    List<NDArray> tables = new ArrayList<>(parameters.get(BartLayout.embedding(DECODER)));
    tables.add(bias);
    List<NDArray> layers = new ArrayList<>();
    for (int i = 0; i < config.decoderLayers(); i++) {
      layers.addAll(parameters.get(BartLayout.decoderLayer(i)));
    }
    return new BartDecoder(scope, config, decoder, memory, tables, layers);
  }

  @Override
  public void close() {
    encoder.close();
    decoder.close();
  }

  private TransformerKernels kernels(NDManager parent, int heads, Precision precision) {
    KernelConstants constants =
        new KernelConstants(
            heads,
            config.special().pad(),
            config.activation(),
            config.scaleEmbedding() ? Math.sqrt(config.dModel()) : 1.0,
            NORM_EPSILON);
    return new TransformerKernels(parent, constants, sites, precision);
  }

  private NDArray embed(
      NDManager scope,
      PackedTokens tokens,
      String stack,
      TransformerKernels kernels,
      @Nullable NDArray delta) {
    tokens.requirePositionsBelow(config.maxPositionEmbeddings());
    NDArray ids = tokens.toIds(scope);
    NDArray positions = tokens.toPositions(scope, BartConfig.POSITION_OFFSET);
    return kernels.embed(ids, positions, ids, delta, parameters.get(BartLayout.embedding(stack)));
  }
}
