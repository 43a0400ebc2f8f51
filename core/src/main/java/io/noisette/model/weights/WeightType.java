package io.noisette.model.weights;

/** How numbers of weights are stored. */
public enum WeightType {
  FLOAT32("float32"),
  /** Half the bytes, 11 significant bits, at most 65,504. */
  FLOAT16("float16");

  private final String name;

  WeightType(String name) {
    this.name = name;
  }

  /** Its name in {@code config.json}. */
  public String getName() {
    return name;
  }
}
