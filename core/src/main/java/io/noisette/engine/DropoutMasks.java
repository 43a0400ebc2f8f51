package io.noisette.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.noisette.failure.UsageException;
import io.noisette.random.Mix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Dropout masks as a pure function of a random seed and the dropout layer: one byte per element, 1
 * where the element is kept.
 *
 * <p>Sites are numbered in the order in which a forward pass asks for masks. The masks come from a
 * counter-based generator in Java instead of libtorch's serial one: cheaper, the same in every
 * version, and equal for two passes that start with the same seed. The probability is rounded to a
 * multiple of 1/32,768.
 */
public final class DropoutMasks {

  private static final int LEVELS = 1 << 15;
  private static final long LOW_BITS = 0x7FFF_7FFF_7FFF_7FFFL; // 15 random bits in each 16-bit lane
  private static final long ONES = 0x0001_0001_0001_0001L;

  private final int threshold;
  private final long
      carry; // in each lane: added to 15 random bits, it overflows if the element is kept
  private final List<ByteBuffer> buffers = new ArrayList<>();
  private boolean on;
  private long seed;
  private int site;

  /**
   * Creates the masks for one dropout probability.
   *
   * @param probability of an element to be dropped, in [0, 1)
   * @throws IllegalArgumentException if it is outside of [0, 1)
   */
  public DropoutMasks(double probability) {
    if (!(probability >= 0 && probability < 1)) {
      throw new IllegalArgumentException("dropout must be in [0, 1), not " + probability);
    }
    threshold = (int) Math.min(Math.round(probability * LEVELS), LEVELS - 1); // keeps a scale
    carry = (LEVELS - threshold) * ONES;
  }

  /** Returns the factor by which kept elements are multiplied: 1 / (1 - probability). */
  public double getScale() {
    return (double) LEVELS / (LEVELS - threshold);
  }

  /**
   * Starts a forward pass whose masks are drawn from a random seed; masks of the previous pass
   * become invalid.
   */
  public void start(long newSeed) {
    on = threshold > 0;
    seed = newSeed;
    site = 0;
  }

  /** Starts a forward pass without dropout. */
  public void startWithout() {
    on = false;
  }

  /**
   * Returns the mask of the next dropout layer in the forward pass, (rows, columns), or an empty
   * array without dropout.
   *
   * @throws UsageException if it would have more than 2^31 - 1 elements
   */
  public NDArray next(NDManager manager, long rows, long columns) {
    if (!on) {
      return manager.create(new Shape(0), DataType.UINT8);
    }
    if (rows * columns > Integer.MAX_VALUE) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "a dropout mask of %,d × %,d elements is too large; lower the number of tokens of a"
                  + " sequence or micro-batch, or the dropout to 0",
              rows,
              columns));
    }
    int size = (int) (rows * columns);
    ByteBuffer buffer = buffer(size);
    fill(buffer, size, Mix.of(seed, site));
    site++;
    return manager.create(buffer, new Shape(rows, columns), DataType.UINT8);
  }

  private ByteBuffer buffer(int size) {
    int padded = (size + 7) & -8; // masks are written eight at a time
    if (site == buffers.size()) {
      buffers.add(ByteBuffer.allocateDirect(0));
    }
    if (buffers.get(site).capacity() < padded) {
      int room = Math.toIntExact(Math.min(padded + (long) padded / 4, Integer.MAX_VALUE & -8));
      buffers.set(site, ByteBuffer.allocateDirect(room).order(ByteOrder.LITTLE_ENDIAN));
    }
    return buffers.get(site).clear().limit(padded);
  }

  private void fill(ByteBuffer buffer, int size, long key) {
    for (int i = 0; i < size; i += Long.BYTES) {
      long even = kept(Mix.draw(key, i));
      long odd = kept(Mix.draw(key, i + 1L));
      buffer.putLong(i, even | odd << 8);
    }
    buffer.limit(size);
  }

  /** Returns 1 in each 16-bit lane whose 15 random bits are at least the threshold, else 0. */
  private long kept(long random) {
    return ((random & LOW_BITS) + carry) >>> 15 & ONES;
  }
}
