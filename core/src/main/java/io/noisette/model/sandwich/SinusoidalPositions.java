package io.noisette.model.sandwich;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Vectors of positions as fairseq has them: sines, then cosines, of p * 10000^(-j / (d/2 - 1)), the
 * first token at an offset. Transformer-XL's are others (docs/papers.md 10).
 */
final class SinusoidalPositions {

  private final NDManager manager;
  private final int width;
  private final int offset;
  private @Nullable NDArray table;

  /**
   * @param manager owns the table
   * @param width even, at least 4
   * @param offset position of the first token
   */
  SinusoidalPositions(NDManager manager, int width, int offset) {
    this.manager = manager;
    this.width = width;
    this.offset = offset;
  }

  /** A table with a row for each of so many tokens at least. */
  NDArray upTo(int tokens) {
    NDArray current = table;
    long rows = current == null ? 0 : current.getShape().get(0);
    if (current != null && rows >= tokens) {
      return current;
    }
    if (current != null) {
      current.close();
    }
    int more = (int) Math.max(tokens, 2 * rows); // a text grows token by token
    NDArray larger = Parameters.copy(manager, new Shape(more, width), compute(more));
    table = larger;
    return larger;
  }

  private float[] compute(int tokens) {
    int half = width / 2;
    float[] values = new float[tokens * width];
    for (int j = 0; j < half; j++) {
      double frequency = Math.pow(10_000, -j / (half - 1.0));
      for (int token = 0; token < tokens; token++) {
        double angle = (offset + token) * frequency;
        values[token * width + j] = (float) Math.sin(angle);
        values[token * width + half + j] = (float) Math.cos(angle);
      }
    }
    return values;
  }
}
