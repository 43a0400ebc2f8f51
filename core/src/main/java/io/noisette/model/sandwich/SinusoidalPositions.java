package io.noisette.model.sandwich;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Sinusoidal position embeddings of fairseq: sines, then cosines, of p * 10000^(-j / (d/2 - 1)),
 * where the first token's p is an offset. Those of Transformer-XL differ (docs/papers.md 10).
 */
final class SinusoidalPositions {

  private final NDManager manager;
  private final int width;
  private final int offset;
  private @Nullable NDArray table;

  /**
   * Creates embeddings; they are computed when needed.
   *
   * @param manager owner of the position embedding matrix
   * @param width dimension of an embedding; even, at least 4
   * @param offset position of the first token
   */
  SinusoidalPositions(NDManager manager, int width, int offset) {
    this.manager = manager;
    this.width = width;
    this.offset = offset;
  }

  /** Returns a position embedding matrix with at least {@code tokens} rows. */
  NDArray upTo(int tokens) {
    NDArray current = table;
    long rows = current == null ? 0 : current.getShape().get(0);
    if (current != null && rows >= tokens) {
      return current;
    }
    if (current != null) {
      current.close();
    }
    int more =
        (int)
            Math.max(tokens, 2 * rows); // texts grow token by token: doubling keeps the cost linear
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
