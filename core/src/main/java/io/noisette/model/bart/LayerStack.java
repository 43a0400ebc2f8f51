package io.noisette.model.bart;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.model.PackedTokens;
import io.noisette.model.layer.DropoutSites;
import io.noisette.model.layer.KernelConstants;
import io.noisette.model.layer.Segments;
import io.noisette.model.layer.TransformerKernels;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Encoder, decoder or source encoder of a BART: its kernels, and the parameters of its embedding
 * and of each layer, in the order in which the kernels take them.
 */
record LayerStack(TransformerKernels kernels, List<NDArray> embedding, List<List<NDArray>> layers) {

  /** Returns the embeddings of tokens, (tokens, d), with {@code delta} added to those of words. */
  NDArray embed(NDManager scope, PackedTokens tokens, @Nullable NDArray delta) {
    NDArray ids = tokens.toIds(scope);
    return kernels.embed(ids, positionsOf(scope, tokens), delta, embedding);
  }

  /** Returns the embeddings, (tokens, d), of an encoder that takes states in place of words. */
  NDArray embedStates(NDManager scope, PackedTokens tokens, NDArray states) {
    return kernels.embedStates(states, positionsOf(scope, tokens), embedding);
  }

  /** Applies the first layer of an encoder. */
  NDArray applyFirst(NDArray embedded, Segments segments) {
    return kernels.encoderLayer(embedded, segments, layers.get(0));
  }

  /** Applies the layers of an encoder from the one with index {@code first} to the last. */
  NDArray applyFrom(int first, NDArray hidden, Segments segments) {
    NDArray x = hidden;
    for (List<NDArray> layer : layers.subList(first, layers.size())) {
      x = kernels.encoderLayer(x, segments, layer);
    }
    return x;
  }

  private static NDArray positionsOf(NDManager scope, PackedTokens tokens) {
    return tokens.toPositions(scope, BartConfig.POSITION_OFFSET);
  }

  /** Maker of the stacks of a BART on its parameters. */
  record Maker(
      NDManager parent,
      BartConfig config,
      Precision precision,
      Parameters parameters,
      DropoutSites sites) {

    /** Creates the encoder, which takes states in place of words if there is a source encoder. */
    LayerStack newEncoder() {
      boolean takesWords = config.sourceEncoder() == null;
      return newStack(
          compile(config.toConstants(config.encoderAttentionHeads()), config.special().pad()),
          takesWords ? "embed" : "embed_states",
          takesWords ? BartLayout.embedding(BartLayout.ENCODER) : BartLayout.placedEmbedding(),
          "encoder_layer",
          config.encoderLayers(),
          BartLayout::encoderLayer);
    }

    /** Creates the decoder. */
    LayerStack newDecoder() {
      return newStack(
          compile(config.toConstants(config.decoderAttentionHeads()), config.special().pad()),
          "embed",
          BartLayout.embedding(BartLayout.DECODER),
          "decoder_layer",
          config.decoderLayers(),
          BartLayout::decoderLayer);
    }

    /** Creates the source encoder in front of the encoder. */
    LayerStack newSourceEncoder(SourceEncoderConfig source) {
      return newStack(
          compile(config.toConstants(source), source.pad()),
          "embed",
          BartLayout.sourceEmbedding(),
          "encoder_layer",
          source.encoderLayers(),
          BartLayout::sourceLayer);
    }

    private TransformerKernels compile(KernelConstants constants, int pad) {
      return new TransformerKernels(parent, constants, pad, sites, precision);
    }

    private LayerStack newStack(
        TransformerKernels kernels,
        String embed,
        Map<String, String> embedding,
        String layer,
        int count,
        IntFunction<Map<String, String>> layerNames) {
      return new LayerStack(
          kernels,
          kernels.tensorsOf(embed, embedding, parameters),
          IntStream.range(0, count)
              .mapToObj(layerNames)
              .map(names -> kernels.tensorsOf(layer, names, parameters))
              .toList());
    }
  }
}
