package io.noisette.parity.golden;

import io.noisette.failure.CorruptDataException;
import io.noisette.model.PackedTokens;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.ParityTensor;
import io.noisette.safetensors.SafetensorsTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Lengths of the rows of a right-padded (rows, width) batch in a golden file; converts between
 * padded and packed tensors.
 */
public final class PaddedRows {

  private final int width;
  private final int[] lengths;

  private PaddedRows(int width, int[] lengths) {
    this.width = width;
    this.lengths = lengths;
  }

  /**
   * Returns rows with the lengths of an attention mask, which is 1 at tokens and 0 at padding.
   *
   * @throws CorruptDataException if padding is not on the right
   */
  static PaddedRows ofMask(GoldenCase golden, String mask) {
    PaddedRows rows = ofContent(golden, mask, 0);
    long[] content = golden.getInput(mask).toLongs();
    for (int i = 0; i < content.length; i++) {
      if ((content[i] == 0) != (i % rows.width >= rows.lengths[i / rows.width])) {
        throw corrupt(golden, mask, "has padding that is not on the right");
      }
    }
    return rows;
  }

  /** Returns rows that end with their last value other than {@code filler}, at least one long. */
  static PaddedRows ofContent(GoldenCase golden, String input, long filler) {
    SafetensorsTensor tensor = golden.getInput(input);
    long[] shape = tensor.getShape();
    if (shape.length != 2 || shape[1] == 0) {
      throw corrupt(
          golden, input, "must have the shape (rows, width), not " + Arrays.toString(shape));
    }
    long[] content = tensor.toLongs();
    int width = Math.toIntExact(shape[1]);
    int[] lengths = new int[Math.toIntExact(shape[0])];
    Arrays.fill(lengths, 1);
    for (int i = 0; i < content.length; i++) {
      if (content[i] != filler) {
        lengths[i / width] = i % width + 1;
      }
    }
    return new PaddedRows(width, lengths);
  }

  /**
   * Returns rows with the longer of the two lengths each; rows of another shape, which packing them
   * refuses, are left out.
   */
  PaddedRows union(PaddedRows other) {
    if (other.lengths.length != lengths.length || other.width != width) {
      return this;
    }
    int[] longer = lengths.clone();
    Arrays.setAll(longer, row -> Math.max(lengths[row], other.lengths[row]));
    return new PaddedRows(width, longer);
  }

  /** Returns the number of rows. */
  int getCount() {
    return lengths.length;
  }

  /** Packs an input of token ids, without its padding. */
  PackedTokens pack(GoldenCase golden, String input) {
    return PackedTokens.of(rowsOf(golden, input));
  }

  /**
   * Packs an input of token ids with explicit positions, which are another input of the same shape.
   */
  PackedTokens pack(GoldenCase golden, String input, String positions) {
    return PackedTokens.of(rowsOf(golden, input), rowsOf(golden, positions));
  }

  /** Returns the width of the padded batch. */
  int getWidth() {
    return width;
  }

  /** Returns the number of tokens in a row, without padding. */
  int getLength(int row) {
    return lengths[row];
  }

  /** Returns the number of tokens in all rows. */
  int countTokens() {
    return Arrays.stream(lengths).sum();
  }

  /** Returns the rows of an input of token ids, without their padding. */
  List<int[]> rowsOf(GoldenCase golden, String input) {
    long[] content = golden.getInput(input, lengths.length, width).toLongs();
    for (long id : content) {
      if (id != (int) id) {
        throw corrupt(golden, input, "has the value " + id + ", which is no token id");
      }
    }
    List<int[]> rows = new ArrayList<>();
    for (int row = 0; row < lengths.length; row++) {
      int start = row * width;
      rows.add(
          Arrays.stream(content, start, start + lengths[row]).mapToInt(Math::toIntExact).toArray());
    }
    return rows;
  }

  /** Returns the values of an input tensor of shape (rows, width, columns) without its padding. */
  public float[] packFloats(GoldenCase golden, String input) {
    SafetensorsTensor tensor = golden.getInput(input, lengths.length, width, -1);
    int columns = Math.toIntExact(tensor.getShape()[2]);
    float[] content = tensor.toFloats();
    float[] packed = new float[Arrays.stream(lengths).sum() * columns];
    int to = 0;
    for (int row = 0; row < lengths.length; row++) {
      System.arraycopy(content, row * width * columns, packed, to, lengths[row] * columns);
      to += lengths[row] * columns;
    }
    return packed;
  }

  /** Pads (tokens) to (rows, width); padding is not compared. */
  ParityTensor unpack(float[] packed) {
    return unpack(packed, 1, new long[] {lengths.length, width});
  }

  /** Pads (tokens, columns) to (rows, width, columns); padding is not compared. */
  public ParityTensor unpack(float[] packed, int columns) {
    return unpack(packed, columns, new long[] {lengths.length, width, columns});
  }

  private ParityTensor unpack(float[] packed, int columns, long[] shape) {
    double[] values = new double[lengths.length * width * columns];
    BitSet compared = new BitSet(values.length);
    int from = 0;
    for (int row = 0; row < lengths.length; row++) {
      int to = row * width * columns;
      for (int i = 0; i < lengths[row] * columns; i++) {
        values[to + i] = packed[from++];
        compared.set(to + i);
      }
    }
    return ParityTensor.ofDoubles(shape, values).comparedAt(compared);
  }

  private static CorruptDataException corrupt(GoldenCase golden, String input, String fault) {
    return golden.corruptInput(input, fault);
  }
}
