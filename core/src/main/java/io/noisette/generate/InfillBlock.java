package io.noisette.generate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.noisette.generate.search.Hypothesis;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Beam search as a DJL block. Its input is (source tokens) ids; its outputs are (targets) scores
 * and, for each target, (target tokens) ids, best first.
 */
final class InfillBlock extends AbstractBlock {

  private final TextInfiller infiller;
  private final int beams;

  InfillBlock(TextInfiller infiller, int beams) {
    this.infiller = infiller;
    this.beams = beams;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> options) {
    NDArray source = inputs.singletonOrThrow();
    NDManager manager = source.getManager();
    List<Hypothesis> found = infiller.search(fromLongs(source), beams, tokens -> {});
    float[] scores = new float[found.size()];
    NDList outputs = new NDList();
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) found.get(i).getScore();
      outputs.add(manager.create(toLongs(found.get(i).getTokens())));
    }
    outputs.add(0, manager.create(scores));
    return outputs;
  }

  /**
   * Returns the shapes of the outputs, with -1 for the lengths of targets, which are unknown
   * beforehand.
   */
  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape[] shapes = new Shape[1 + beams];
    Arrays.fill(shapes, new Shape(-1));
    shapes[0] = new Shape(beams);
    return shapes;
  }

  static long[] toLongs(int[] ids) {
    return Arrays.stream(ids).asLongStream().toArray();
  }

  static int[] fromLongs(NDArray ids) {
    return Arrays.stream(ids.toLongArray()).mapToInt(Math::toIntExact).toArray();
  }
}
