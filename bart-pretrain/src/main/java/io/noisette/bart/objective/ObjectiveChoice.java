package io.noisette.bart.objective;

/** The pretraining objectives that there are: values of {@code --objective}. */
@SuppressWarnings("ImmutableEnumChecker") // objectives have no state
public enum ObjectiveChoice {
  DENOISING(new Denoising());

  private final Objective objective;

  ObjectiveChoice(Objective objective) {
    this.objective = objective;
  }

  public Objective getObjective() {
    return objective;
  }
}
