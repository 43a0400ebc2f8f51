package io.noisette.parity;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Numbers in row-major order with their shape, in double whatever they were computed in. */
public final class ParityTensor {

  private final long[] shape;
  private final double[] values;
  private final @Nullable BitSet compared;

  private ParityTensor(long[] shape, double[] values) {
    this(shape, values, null);
  }

  private ParityTensor(long[] shape, double[] values, @Nullable BitSet compared) {
    long elements = 1;
    for (long size : shape) {
      elements *= size;
    }
    if (elements != values.length) {
      throw new IllegalArgumentException(
          values.length + " values do not fill the shape " + Arrays.toString(shape));
    }
    this.shape = shape.clone();
    this.values = values;
    this.compared = compared;
  }

  public static ParityTensor ofDoubles(long[] shape, double[] values) {
    return new ParityTensor(shape, values.clone());
  }

  public static ParityTensor ofFloats(long[] shape, float[] values) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    return new ParityTensor(shape, wide);
  }

  /** Whole numbers such as token ids, exact up to 2^53. */
  public static ParityTensor ofLongs(long[] shape, long[] values) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    return new ParityTensor(shape, wide);
  }

  public static ParityTensor scalar(double value) {
    return new ParityTensor(new long[0], new double[] {value});
  }

  /** The same numbers, of which only those at {@code indices} are compared: others are at pads. */
  public ParityTensor comparedAt(BitSet indices) {
    return new ParityTensor(shape, values, (BitSet) indices.clone());
  }

  public boolean isCompared(int index) {
    return compared == null || compared.get(index);
  }

  public long[] getShape() {
    return shape.clone();
  }

  public int getSize() {
    return values.length;
  }

  public double get(int index) {
    return values[index];
  }

  /** The largest absolute value; 0 of an empty tensor, NaN if there is one. */
  public double getMagnitude() {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
