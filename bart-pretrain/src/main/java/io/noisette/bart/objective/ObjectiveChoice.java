package io.noisette.bart.objective;

import io.noisette.settings.GivenValue;
import io.noisette.settings.Preset;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pretraining objectives: values of {@code --objective}. */
@SuppressWarnings("ImmutableEnumChecker") // objectives have no state
public enum ObjectiveChoice implements Preset {
  /** Restoring corrupted text, as in BART. */
  DENOISING(new Denoising()),
  /** Predicting a masked span, as in MASS. */
  MASKED_SEQ2SEQ(new MaskedSeq2Seq()),
  /** Predicting each token from those before it, as in GPT. */
  LANGUAGE_MODEL(new LanguageModel()),
  /** Predicting masked tokens, as in BERT. */
  MASKED_LM(new MaskedLm()),
  /** Predicting masked tokens from different parts of the text, as in UniLM. */
  MULTITASK_MASKED_LM(new MultitaskMaskedLm()),
  /** Predicting tokens in a random order, as in XLNet. */
  PERMUTED_LM(new PermutedLm());

  /** Name of the setting {@code objective}, which is also its key in {@code run.json}. */
  private static final String SETTING = "objective";

  private final Objective objective;

  ObjectiveChoice(Objective objective) {
    this.objective = objective;
  }

  /**
   * Returns the objective of a recorded run of {@code bart-pretrain}; denoising if the record is
   * older than the setting.
   *
   * @param settings of {@code run.json}
   * @return null if this version does not know the objective
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

  /** Returns the objective. */
  public Objective getObjective() {
    return objective;
  }

  /**
   * Returns the settings that the choice of objective implies: for denoising the BART paper's noise
   * as {@code --noise}, otherwise none.
   */
  @Override
  public Map<String, GivenValue> getSettings() {
    return objective.hasNoise()
        ? GivenValue.ofAll(Map.of("noise", Denoising.PAPER_NOISE))
        : Map.of();
  }

  /** Returns the value of {@code --objective}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
