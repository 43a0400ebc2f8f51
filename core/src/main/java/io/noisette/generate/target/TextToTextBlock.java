package io.noisette.generate.target;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Search for the best target as a DJL block: from (source tokens) ids to (target tokens) ids, the
 * decoder's start token first.
 */
final class TextToTextBlock extends AbstractBlock {

  private final TextToText generator;

  TextToTextBlock(TextToText generator) {
    this.generator = generator;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> options) {
    NDArray source = inputs.singletonOrThrow();
    int[] target = generator.search(fromLongs(source));
    return new NDList(source.getManager().create(toLongs(target)));
  }

  /** Returns -1 for the length of the target, which is unknown beforehand. */
  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {new Shape(-1)};
  }

  static long[] toLongs(int[] ids) {
    return Arrays.stream(ids).asLongStream().toArray();
  }

  static int[] fromLongs(NDArray ids) {
    return Arrays.stream(ids.toLongArray()).mapToInt(Math::toIntExact).toArray();
  }
}
