package io.noisette.adversary.perturbation;

import io.noisette.random.Mix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Uniform draws from (-1, 1) as a pure function of a random seed, in memory that the next call
 * overwrites.
 *
 * <p>Each draw is an odd multiple of 2^-24: exact in 32 bits, symmetric, and never 0, -1 or 1.
 */
final class UniformDraws {

  private ByteBuffer buffer = ByteBuffer.allocateDirect(0);

  /** Returns {@code count} uniform draws as floats in native byte order. */
  ByteBuffer take(int count, long seed) {
    int bytes = Math.multiplyExact(count + count % 2, Float.BYTES); // drawn two at a time
    if (buffer.capacity() < bytes) {
      buffer = ByteBuffer.allocateDirect(bytes + bytes / 4).order(ByteOrder.nativeOrder());
    }
    buffer.clear();
    for (int at = 0; at < bytes; at += Long.BYTES) {
      long random = Mix.draw(seed, at);
      buffer.putFloat(at, toUniform((int) random));
      buffer.putFloat(at + Float.BYTES, toUniform((int) (random >>> 32)));
    }
    return buffer.limit(count * Float.BYTES);
  }

  private static float toUniform(int bits) {
    return (2 * (bits >> 8) + 1) * 0x1p-24f;
  }
}
