package io.noisette.model.weights;

/** Number formats of stored weights. */
public enum WeightType {
  /** IEEE 754 single precision. */
  FLOAT32("float32"),
  /** IEEE 754 half precision: half the bytes, 11 significant bits, at most 65,504. */
  FLOAT16("float16");

  private final String name;

  WeightType(String name) {
    this.name = name;
  }

  /** Returns the name of the number format in {@code config.json}. */
  public String getName() {
    return name;
  }
}
