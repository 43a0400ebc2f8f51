package io.noisette.bart.objective;

import io.noisette.model.PackedTokens;
import io.noisette.model.Seq2SeqBatch;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Training example of an objective: inputs and labels of one sequence, special tokens included.
 *
 * @param source input of the encoder
 * @param decoderInput input of the decoder
 * @param decoderPositions position of each decoder token, or null to count from 0; either all
 *     examples of an objective have positions or none
 * @param labels the token to predict at each decoder position, negative where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // examples are packed once and never compared
public record Example(
    int[] source, int[] decoderInput, int @Nullable [] decoderPositions, int[] labels) {

  /**
   * Returns an example in which the decoder predicts the target token by token, with teacher
   * forcing.
   */
  public static Example teacherForced(int[] source, int[] target, int decoderStart) {
    int[] shifted = new int[target.length];
    shifted[0] = decoderStart;
    System.arraycopy(target, 0, shifted, 1, target.length - 1);
    return new Example(source, shifted, null, target);
  }

  /** Returns the number of tokens to predict. */
  public int countTargets() {
    return (int) IntStream.of(labels).filter(label -> label >= 0).count();
  }

  /** Packs examples of one objective into a micro-batch. */
  public static Seq2SeqBatch pack(List<Example> examples) {
    return new Seq2SeqBatch(
        PackedTokens.of(examples.stream().map(Example::source).toList()),
        packDecoderInputs(examples),
        PackedTokens.of(examples.stream().map(Example::labels).toList()));
  }

  private static PackedTokens packDecoderInputs(List<Example> examples) {
    List<int[]> inputs = examples.stream().map(Example::decoderInput).toList();
    List<int[]> positions =
        examples.stream().map(Example::decoderPositions).filter(Objects::nonNull).toList();
    return positions.isEmpty() ? PackedTokens.of(inputs) : PackedTokens.of(inputs, positions);
  }
}
