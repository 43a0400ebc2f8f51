package io.noisette.bart.objective;

import io.noisette.settings.GivenValue;
import io.noisette.settings.Preset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pretraining objectives that there are: values of {@code --objective}. */
@SuppressWarnings("ImmutableEnumChecker") // objectives have no state
public enum ObjectiveChoice implements Preset {
  DENOISING(new Denoising()),
  MASKED_SEQ2SEQ(new MaskedSeq2Seq());

  /** The setting, and so the key of {@code run.json}, that says which objective a run has. */
  private static final String SETTING = "objective";

  private final Objective objective;

  ObjectiveChoice(Objective objective) {
    this.objective = objective;
  }

  /**
   * The objective of a run of {@code bart-pretrain}; runs of versions that knew one objective do
   * not say it.
   *
   * @param settings of {@code run.json}
   * @return null if this version does not know it
   */
  public static @Nullable Objective find(Map<String, ? extends @Nullable Object> settings) {
    Object recorded = settings.get(SETTING);
    Object name = recorded == null ? DENOISING.toString() : recorded;
    for (ObjectiveChoice choice : values()) {
      if (choice.toString().equals(name)) {
        return choice.objective;
      }
    }
    return null;
  }

  public Objective getObjective() {
    return objective;
  }

  /** The noise of the paper, for objectives that need one. */
  @Override
  public Map<String, GivenValue> getSettings() {
    return objective.hasNoise()
        ? Map.of("noise", new GivenValue("noise", List.of(Denoising.PAPER_NOISE)))
        : Map.of();
  }

  /** The value of {@code --objective}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
