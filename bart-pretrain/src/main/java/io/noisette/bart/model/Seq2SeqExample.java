package io.noisette.bart.model;

import io.noisette.model.PackedTokens;
import io.noisette.model.Seq2SeqBatch;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Training example for an encoder-decoder.
 *
 * @param source input of the encoder
 * @param decoderInput input of the decoder
 * @param decoderPositions position of each decoder token, or null to count from 0; either all
 *     examples of an objective have positions or none
 * @param labels the token to predict at each decoder position, negative where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // examples are packed once and never compared
public record Seq2SeqExample(
    int[] source, int[] decoderInput, int @Nullable [] decoderPositions, int[] labels)
    implements Example {

  /**
   * Returns an example in which the decoder predicts the target token by token, with teacher
   * forcing.
   */
  public static Seq2SeqExample teacherForced(int[] source, int[] target, int decoderStart) {
    int[] shifted = new int[target.length];
    shifted[0] = decoderStart;
    System.arraycopy(target, 0, shifted, 1, target.length - 1);
    return new Seq2SeqExample(source, shifted, null, target);
  }

  /** Packs examples of one objective into a micro-batch. */
  public static Seq2SeqBatch pack(List<Seq2SeqExample> examples) {
    return new Seq2SeqBatch(
        PackedTokens.of(examples.stream().map(Seq2SeqExample::source).toList()),
        packDecoderInputs(examples),
        PackedTokens.of(examples.stream().map(Seq2SeqExample::labels).toList()));
  }

  private static PackedTokens packDecoderInputs(List<Seq2SeqExample> examples) {
    List<int[]> inputs = examples.stream().map(Seq2SeqExample::decoderInput).toList();
    List<int[]> positions =
        examples.stream().map(Seq2SeqExample::decoderPositions).filter(Objects::nonNull).toList();
    return positions.isEmpty() ? PackedTokens.of(inputs) : PackedTokens.of(inputs, positions);
  }
}
