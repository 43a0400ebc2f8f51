package io.noisette.evaluation.text;

/** What sacreBLEU does about n-gram orders without a match, whose logarithm does not exist. */
public enum BleuSmoothing {
  /** Each such order counts half as much as the one before: mteval's method. */
  EXP("exp", 0),
  /** Such an order counts as a fraction of a match, 0.1 by default. */
  FLOOR("floor", 0.1),
  /** A number, 1 by default, is added to matches and totals of all orders above 1. */
  ADD_K("add-k", 1),
  /** Nothing: BLEU is 0 then. */
  NONE("none", 0);

  private final String name;
  private final double defaultValue;

  BleuSmoothing(String name, double defaultValue) {
    this.name = name;
    this.defaultValue = defaultValue;
  }

  /** Returns the name of the method in sacreBLEU, such as {@code add-k}. */
  public String getName() {
    return name;
  }

  /** Returns whether the method has a value that may be set. */
  public boolean hasValue() {
    return defaultValue > 0;
  }

  /** Returns the value that sacreBLEU takes if none is given. */
  public double getDefaultValue() {
    return defaultValue;
  }
}
