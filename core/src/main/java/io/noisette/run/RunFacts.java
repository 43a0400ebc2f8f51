package io.noisette.run;

import java.util.List;
import java.util.Objects;

/**
 * Facts about a run that its settings alone do not tell, because they depend on the data or on the
 * kind of training.
 *
 * @param steps number of optimizer steps of the whole run
 * @param validateEvery number of steps between validations
 * @param patienceSteps number of steps without a better validation that end the run early; 0: no
 *     early stopping
 * @param choice name of the validation metric that selects the best checkpoint
 * @param higherIsBetter whether higher values of that metric are better
 * @param lossUnit unit of the loss, such as {@code nats per target token}
 * @param tokens the tokens that are counted, such as {@code target tokens}
 * @param unused names of the settings that the run does not use because of its other settings
 */
public record RunFacts(
    long steps,
    long validateEvery,
    long patienceSteps,
    String choice,
    boolean higherIsBetter,
    String lossUnit,
    String tokens,
    List<String> unused) {

  /** Unit of the loss of generating models. */
  public static final String NATS_PER_TARGET_TOKEN = "nats per target token";

  /** Tokens that generating models count. */
  public static final String TARGET_TOKENS = "target tokens";

  public RunFacts {
    Objects.requireNonNull(choice, "choice");
    Objects.requireNonNull(lossUnit, "lossUnit");
    Objects.requireNonNull(tokens, "tokens");
    unused = List.copyOf(unused);
  }

  /**
   * Returns whether the run is complete: all steps are done, or early stopping applies.
   *
   * @param step number of steps done; a validation due at this step has been made
   * @param bestStep step of the best validation, or -1 before the first validation
   */
  public boolean isOver(long step, long bestStep) {
    return step >= steps || isImpatient(step, bestStep);
  }

  private boolean isImpatient(long step, long bestStep) {
    return patienceSteps > 0
        && validateEvery > 0 // a damaged record may say anything
        && bestStep >= 0
        && step % validateEvery == 0
        && step - bestStep >= patienceSteps;
  }
}
