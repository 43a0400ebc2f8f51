package io.noisette.freelb.adversary;

import io.noisette.random.Mix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Draws from (-1, 1) as a pure function of a seed, in memory that the next ones overwrite.
 *
 * <p>Each is an odd multiple of 2^-24: exact in 32 bits, symmetric, and never 0 or an end.
 */
final class UniformDraws {

  private ByteBuffer buffer = ByteBuffer.allocateDirect(0);

  /** So many draws, as floats in the machine's order of bytes. */
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
