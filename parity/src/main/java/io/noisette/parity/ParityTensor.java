package io.noisette.parity;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A tensor to be compared with reference values: shape, and values in row-major order as doubles.
 */
public final class ParityTensor {

  private final long[] shape;
  private final double[] values;
  private final @Nullable BitSet compared;
  private final boolean widthComputed;

  private ParityTensor(long[] shape, double[] values) {
    this(shape, values, null, false);
  }

  private ParityTensor(
      long[] shape, double[] values, @Nullable BitSet compared, boolean widthComputed) {
    long elements = 1;
    for (long size : shape) {
      elements *= size;
    }
    if (elements != values.length) {
      throw new IllegalArgumentException(
          "the caller passed "
              + values.length
              + " values, which do not fit the shape "
              + Arrays.toString(shape));
    }
    this.shape = shape.clone();
    this.values = values;
    this.compared = compared;
    this.widthComputed = widthComputed;
  }

  /** Returns a tensor with a copy of the given values. */
  public static ParityTensor ofDoubles(long[] shape, double[] values) {
    return new ParityTensor(shape, values.clone());
  }

  /** Returns a tensor with a copy of the given values. */
  public static ParityTensor ofFloats(long[] shape, float[] values) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    return new ParityTensor(shape, wide);
  }

  /** Returns a tensor of integers such as token ids, exact up to 2^53. */
  public static ParityTensor ofLongs(long[] shape, long[] values) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    return new ParityTensor(shape, wide);
  }

  /** Returns a scalar: a tensor with no dimensions and one value. */
  public static ParityTensor scalar(double value) {
    return new ParityTensor(new long[0], new double[] {value});
  }

  /**
   * Returns a copy in which only the values at {@code indices} are compared, because the others
   * belong to padding.
   */
  public ParityTensor comparedAt(BitSet indices) {
    return new ParityTensor(shape, values, (BitSet) indices.clone(), widthComputed);
  }

  /**
   * Returns a copy whose last size is a result like the values, as the length of generated text is:
   * reference values of another width differ, where those of another shape do not fit the case.
   */
  public ParityTensor withComputedWidth() {
    return new ParityTensor(shape, values, compared, true);
  }

  /** Returns whether reference values of a given shape can be those of this tensor. */
  boolean canBeOfShape(long[] other) {
    int fixed = widthComputed ? shape.length - 1 : shape.length;
    return other.length == shape.length
        && Arrays.equals(Arrays.copyOf(other, fixed), Arrays.copyOf(shape, fixed));
  }

  /** Returns whether the value at an index is compared, or ignored as padding. */
  public boolean isCompared(int index) {
    return compared == null || compared.get(index);
  }

  /** Returns the shape. */
  public long[] getShape() {
    return shape.clone();
  }

  /** Returns the number of values. */
  public int getSize() {
    return values.length;
  }

  /** Returns the value at an index in row-major order. */
  public double get(int index) {
    return values[index];
  }

  /** Returns the largest absolute value: 0 for an empty tensor, NaN if a value is NaN. */
  public double getMagnitude() {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
