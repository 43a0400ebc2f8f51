package io.noisette.model.bart;

import static io.noisette.model.ConfigBounds.requireId;
import static io.noisette.model.ConfigBounds.requireLayers;
import static io.noisette.model.ConfigBounds.requireSize;

import io.noisette.model.Activation;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Model config of a source encoder: a further encoder in front of a BART, for a language with a
 * vocabulary of its own (docs/papers.md 1.5). Its last hidden states take the place of the word
 * embeddings in BART's encoder. It is built as that encoder is, with the hidden size and the
 * dropout of the BART.
 *
 * @param vocabSize number of tokens of the source language
 * @param encoderLayers number of layers
 * @param encoderAttentionHeads number of attention heads; must divide the hidden size
 * @param encoderFfnDim inner dimension of the feed-forward layers
 * @param maxPositionEmbeddings maximum number of tokens in a source, special tokens included
 * @param scaleEmbedding whether input embeddings are multiplied by the square root of the hidden
 *     size
 * @param activation activation function of the feed-forward layers
 * @param bos id of the token at the start of a source
 * @param pad id of the padding token
 * @param eos id of the token at the end of a source
 */
@RecordBuilder
public record SourceEncoderConfig(
    int vocabSize,
    int encoderLayers,
    int encoderAttentionHeads,
    int encoderFfnDim,
    int maxPositionEmbeddings,
    boolean scaleEmbedding,
    Activation activation,
    int bos,
    int pad,
    int eos)
    implements SourceEncoderConfigBuilder.With {

  public SourceEncoderConfig {
    requireSize("source_encoder.vocab_size", vocabSize);
    requireLayers("source_encoder.encoder_layers", encoderLayers);
    requireSize("source_encoder.encoder_ffn_dim", encoderFfnDim);
    requireSize("source_encoder.max_position_embeddings", maxPositionEmbeddings);
    requireId("source_encoder.bos_token_id", bos, vocabSize);
    requireId("source_encoder.pad_token_id", pad, vocabSize);
    requireId("source_encoder.eos_token_id", eos, vocabSize);
  }

  /** Returns a source encoder with the shape of a BART's encoder. */
  public static SourceEncoderConfig like(BartConfig bart, int vocabSize, int layers) {
    BartSpecialTokens special = bart.special();
    return new SourceEncoderConfig(
        vocabSize,
        layers,
        bart.encoderAttentionHeads(),
        bart.encoderFfnDim(),
        bart.maxPositionEmbeddings(),
        bart.scaleEmbedding(),
        bart.activation(),
        special.bos(),
        special.pad(),
        special.eos());
  }
}
