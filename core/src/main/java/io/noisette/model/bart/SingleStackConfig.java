package io.noisette.model.bart;

import io.noisette.model.ConfigBounds;
import io.noisette.model.layer.KernelConstants;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Model config of a single stack: a BART without its encoder, and so without cross-attention, or
 * without its decoder.
 *
 * @param bart sizes, with 0 layers for the absent stack
 * @param objective pretraining objective, such as {@code masked-lm}
 * @param mask id of the mask token
 */
public record SingleStackConfig(BartConfig bart, String objective, int mask) {

  /** Objective whose queries do not see themselves, as in XLNet; a mask of the others does. */
  private static final String PERMUTED = "permuted-lm";

  public SingleStackConfig {
    if (!bart.isSingleStack()) {
      throw new IllegalArgumentException(
          "encoder_layers or decoder_layers must be 0 in a single stack, not "
              + bart.encoderLayers()
              + " and "
              + bart.decoderLayers());
    }
    ConfigBounds.requireId("mask_token_id", mask, bart.vocabSize());
  }

  /** Returns whether the stack is a decoder, in which tokens attend to those before them. */
  public boolean isDecoder() {
    return bart.encoderLayers() == 0;
  }

  /** Returns whether the query of a token attends to itself when a target is predicted. */
  public boolean querySeesItself() {
    return !objective.equals(PERMUTED);
  }

  /**
   * Returns what the stack reads and predicts to write a target for a source (docs/objectives.md).
   *
   * @param source token ids, {@code <s>} and {@code </s>} included
   * @param target token ids, {@code </s>} included
   */
  public StackSequence toSequence(int[] source, int[] target) {
    int[] ids = Arrays.copyOf(source, source.length + target.length);
    System.arraycopy(target, 0, ids, source.length, target.length);
    return isDecoder()
        ? StackSequence.causalTarget(ids, source.length)
        : StackSequence.queriedTarget(ids, source.length, mask, querySeesItself());
  }

  /** Returns the number of layers. */
  public int getLayers() {
    return bart.encoderLayers() + bart.decoderLayers();
  }

  /** Returns a copy with another config of sizes and dropout. */
  public SingleStackConfig withBart(BartConfig other) {
    return new SingleStackConfig(other, objective, mask);
  }

  KernelConstants toConstants() {
    return bart.toConstants(
        isDecoder() ? bart.decoderAttentionHeads() : bart.encoderAttentionHeads());
  }

  Map<String, String> embeddingNames() {
    return BartLayout.embedding(isDecoder() ? BartLayout.DECODER : BartLayout.ENCODER);
  }

  /** Returns the parameter names of each layer, by their names in the kernel EncoderLayer. */
  List<Map<String, String>> layerNames() {
    return IntStream.range(0, getLayers())
        .mapToObj(isDecoder() ? BartLayout::decoderOnlyLayer : BartLayout::encoderLayer)
        .toList();
  }
}
