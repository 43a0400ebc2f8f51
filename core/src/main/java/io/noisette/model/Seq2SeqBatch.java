package io.noisette.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A packed micro-batch for an encoder-decoder.
 *
 * @param source what the encoder reads
 * @param decoderInput what the decoder reads; in teacher forcing the labels shifted right
 * @param labels what the decoder shall predict from each of its tokens, negative where ignored
 */
public record Seq2SeqBatch(PackedTokens source, PackedTokens decoderInput, PackedTokens labels) {

  public Seq2SeqBatch {
    if (labels.getSize() != decoderInput.getSize()) {
      throw new IllegalArgumentException(
          labels.getSize() + " labels for " + decoderInput.getSize() + " decoder inputs");
    }
    if (source.getSequenceCount() != decoderInput.getSequenceCount()) {
      throw new IllegalArgumentException(
          source.getSequenceCount()
              + " sources for "
              + decoderInput.getSequenceCount()
              + " targets");
    }
  }

  private static final int IGNORED = -100;

  /**
   * This batch cut between sequences into parts with about as many tokens each, none of them empty.
   *
   * @param parts at most; fewer come back if there are fewer sequences
   */
  public List<Seq2SeqBatch> split(int parts) {
    long[] sourceLengths = source.getLengths();
    long[] labelLengths = labels.getLengths();
    long all = (long) source.getSize() + labels.getSize();
    List<Seq2SeqBatch> result = new ArrayList<>();
    int from = 0;
    long tokens = 0;
    for (int i = 0; i < sourceLengths.length; i++) {
      tokens += sourceLengths[i] + labelLengths[i];
      boolean last = i == sourceLengths.length - 1;
      if (last || tokens * parts >= all * (result.size() + 1)) {
        result.add(slice(from, i + 1));
        from = i + 1;
      }
    }
    return result;
  }

  private Seq2SeqBatch slice(int from, int to) {
    return new Seq2SeqBatch(
        source.slice(from, to), decoderInput.slice(from, to), labels.slice(from, to));
  }

  /** This batch and a pair of sequences that nothing is learned from: numbers of tokens recur. */
  public Seq2SeqBatch filled(int unit, int id) {
    return new Seq2SeqBatch(
        source.filled(unit, id), decoderInput.filled(unit, id), labels.filled(unit, IGNORED));
  }

  /** A batch whose decoder is told the target so far (docs/papers.md 1.2, Batching). */
  public static Seq2SeqBatch teacherForced(
      PackedTokens source, PackedTokens target, int decoderStart) {
    return new Seq2SeqBatch(source, target.shiftedRight(decoderStart), target);
  }
}
