package io.noisette.bart.objective;

import io.noisette.model.PackedTokens;
import io.noisette.model.Seq2SeqBatch;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a model reads and predicts of one sequence, special tokens included.
 *
 * @param source what the encoder reads
 * @param decoderInput what the decoder reads
 * @param decoderPositions position of each token of the decoder, or null where they count from 0;
 *     all examples of an objective have positions, or none has
 * @param labels what the decoder shall predict from each of its tokens, negative where nothing
 */
@SuppressWarnings("ArrayRecordComponent") // packed once and used up; examples are never compared
public record Example(
    int[] source, int[] decoderInput, int @Nullable [] decoderPositions, int[] labels) {

  /** An example whose decoder predicts the target, token by token, from the tokens before. */
  public static Example teacherForced(int[] source, int[] target, int decoderStart) {
    int[] shifted = new int[target.length];
    shifted[0] = decoderStart;
    System.arraycopy(target, 0, shifted, 1, target.length - 1);
    return new Example(source, shifted, null, target);
  }

  /** Number of tokens to be predicted. */
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
