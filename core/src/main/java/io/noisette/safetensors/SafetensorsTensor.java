package io.noisette.safetensors;

import io.noisette.failure.CorruptDataException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of an open {@link SafetensorsFile}, in row-major order; each copying method reads the
 * file.
 */
public final class SafetensorsTensor {

  private static final int FLOATS_AT_ONCE = 4096;

  /** Bits of positive infinity; those of every NaN without its sign are higher. */
  private static final int INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

  private final SafetensorsFile file;
  private final String name;
  private final SafetensorsHeader.Entry entry;
  private @Nullable Long checksum;

  SafetensorsTensor(SafetensorsFile file, String name, SafetensorsHeader.Entry entry) {
    this.file = file;
    this.name = name;
    this.entry = entry;
  }

  /** Returns the name of the tensor. */
  public String getName() {
    return name;
  }

  /** Returns the element type. */
  public Dtype getDtype() {
    return entry.dtype();
  }

  /** Returns the sizes of all dimensions; empty for a scalar. */
  public long[] getShape() {
    return entry.shape().stream().mapToLong(Long::longValue).toArray();
  }

  /** Returns the number of elements. */
  public long getElementCount() {
    return entry.elements();
  }

  /**
   * Returns whether another tensor has the same type, shape and elements, by their checksums, for
   * which a tensor is read once.
   */
  public boolean isEqual(SafetensorsTensor other) {
    return entry.dtype() == other.entry.dtype()
        && entry.shape().equals(other.entry.shape())
        && checksum() == other.checksum();
  }

  private long checksum() {
    if (checksum == null) {
      CRC32C sum = new CRC32C();
      file.read(name, entry, sum::update);
      checksum = sum.getValue();
    }
    return checksum;
  }

  /** Returns all elements of an F32, F16 or BF16 tensor as floats. */
  public float[] toFloats() {
    float[] floats = new float[elementsOfArray()];
    copyFloats(floats);
    return floats;
  }

  /**
   * Copies all elements as {@link #toFloats} does; {@code target} must have {@link
   * #getElementCount} elements.
   */
  public void copyFloats(float[] target) {
    copyFloats(FloatBuffer.wrap(target));
  }

  /**
   * Copies all elements as {@link #toFloats} does; {@code target} must have as many elements
   * remaining.
   */
  public void copyFloats(FloatBuffer target) {
    checkRemaining(target.remaining());
    switch (entry.dtype()) {
      case F32 -> file.read(name, entry, part -> target.put(part.asFloatBuffer()));
      case F16 -> file.read(name, entry, part -> widenF16(part.asShortBuffer(), target));
      case BF16 -> file.read(name, entry, part -> widenBf16(part.asShortBuffer(), target));
      default -> throw unsupported("F32, F16 and BF16 as floats");
    }
  }

  /**
   * Returns all elements as {@link #toFloats} does, of a tensor that NaN or infinity would make
   * useless, such as weights.
   *
   * @throws CorruptDataException if an element is NaN or infinite
   */
  public float[] toFiniteFloats() {
    float[] floats = new float[elementsOfArray()];
    copyFiniteFloats(FloatBuffer.wrap(floats));
    return floats;
  }

  /**
   * Copies all elements as {@link #toFiniteFloats} does; {@code target} must have as many elements
   * remaining.
   *
   * @throws CorruptDataException if an element is NaN or infinite
   */
  public void copyFiniteFloats(FloatBuffer target) {
    FloatBuffer copied = target.duplicate();
    copyFloats(target);
    if (!isFinite(copied)) {
      throw SafetensorsHeader.corrupt(file.getPath(), name, "has NaN or infinite values");
    }
  }

  /** Compares magnitudes as integers, which the JVM turns into vector instructions. */
  private static boolean isFinite(FloatBuffer values) {
    float[] part = new float[FLOATS_AT_ONCE];
    while (values.hasRemaining()) {
      int length = Math.min(part.length, values.remaining());
      values.get(part, 0, length);
      int largest = 0;
      for (int i = 0; i < length; i++) {
        largest = Math.max(largest, Float.floatToRawIntBits(part[i]) & Integer.MAX_VALUE);
      }
      if (largest >= INFINITY) {
        return false;
      }
    }
    return true;
  }

  /** Returns all elements of an I64 tensor. */
  public long[] toLongs() {
    long[] longs = new long[elementsOfArray()];
    copyLongs(longs);
    return longs;
  }

  /**
   * Copies all elements as {@link #toLongs} does; {@code target} must have {@link #getElementCount}
   * elements.
   */
  public void copyLongs(long[] target) {
    copyLongs(LongBuffer.wrap(target));
  }

  /**
   * Copies all elements as {@link #toLongs} does; {@code target} must have as many elements
   * remaining.
   */
  public void copyLongs(LongBuffer target) {
    checkRemaining(target.remaining());
    if (entry.dtype() != Dtype.I64) {
      throw unsupported("I64 as integers");
    }
    file.read(name, entry, (ByteBuffer part) -> target.put(part.asLongBuffer()));
  }

  private static void widenF16(ShortBuffer source, FloatBuffer target) {
    while (source.hasRemaining()) {
      target.put(HalfPrecision.widenF16(source.get()));
    }
  }

  private static void widenBf16(ShortBuffer source, FloatBuffer target) {
    while (source.hasRemaining()) {
      target.put(HalfPrecision.widenBf16(source.get()));
    }
  }

  private int elementsOfArray() {
    if (entry.elements() > Integer.MAX_VALUE - 8) {
      throw new CorruptDataException(
          String.format(
              Locale.ROOT,
              "%s: tensor %s has %d elements, too many for one Java array (2,147,483,647)",
              file.getPath(),
              JsonText.quote(name),
              entry.elements()));
    }
    return (int) entry.elements();
  }

  private void checkRemaining(int remaining) {
    if (remaining != entry.elements()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the target must have room for the %2$d elements of tensor %1$s, not for %3$d",
              JsonText.quote(name),
              entry.elements(),
              remaining));
    }
  }

  private CorruptDataException unsupported(String supported) {
    return SafetensorsHeader.corrupt(
        file.getPath(),
        name,
        "is " + entry.dtype() + ", which is not supported: only " + supported);
  }
}
