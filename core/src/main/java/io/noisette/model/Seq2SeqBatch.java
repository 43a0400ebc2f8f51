package io.noisette.model;

import java.util.Arrays;
import java.util.List;

/**
 * A packed micro-batch for an encoder-decoder.
 *
 * @param source input of the encoder
 * @param decoderInput input of the decoder; with teacher forcing, the labels shifted right
 * @param labels the token to predict at each decoder position; negative labels are ignored in the
 *     loss
 */
public record Seq2SeqBatch(PackedTokens source, PackedTokens decoderInput, PackedTokens labels) {

  public Seq2SeqBatch {
    if (labels.getSize() != decoderInput.getSize()) {
      throw new IllegalArgumentException(
          "labels must have as many tokens as decoderInput, "
              + decoderInput.getSize()
              + ", not "
              + labels.getSize());
    }
    if (source.getSequenceCount() != decoderInput.getSequenceCount()) {
      throw new IllegalArgumentException(
          "source must have as many sequences as decoderInput, "
              + decoderInput.getSequenceCount()
              + ", not "
              + source.getSequenceCount());
    }
  }

  /**
   * Splits this batch between sequences into non-empty parts with about equally many tokens.
   *
   * @param parts maximum number of parts; there are never more parts than sequences
   */
  public List<Seq2SeqBatch> split(int parts) {
    long[] sizes = source.getLengths();
    long[] labelLengths = labels.getLengths();
    Arrays.setAll(sizes, i -> sizes[i] + labelLengths[i]);
    return EvenSplit.split(sizes, parts, this::slice);
  }

  private Seq2SeqBatch slice(int from, int to) {
    return new Seq2SeqBatch(
        source.slice(from, to), decoderInput.slice(from, to), labels.slice(from, to));
  }

  /**
   * Returns a batch for teacher forcing: the decoder input is the target shifted right
   * (docs/papers.md 1.2, Batching).
   */
  public static Seq2SeqBatch teacherForced(
      PackedTokens source, PackedTokens target, int decoderStart) {
    return new Seq2SeqBatch(source, target.shiftedRight(decoderStart), target);
  }
}
