package io.noisette.seq2seq;

import io.noisette.settings.GivenValue;
import io.noisette.settings.Preset;
import io.noisette.settings.SettingsFile;
import java.util.Locale;
import java.util.Map;

/** Fine-tuning and generation settings for kinds of tasks, from {@code presets/NAME.yaml}. */
public enum Seq2SeqPreset implements Preset {
  /** No preset: all settings have their defaults. */
  NONE,
  /** Summaries, as in fairseq's recipe for BART, without the lengths of a data set. */
  SUMMARIZATION,
  /** CNN/DailyMail, as in fairseq's recipe for BART. */
  CNN_DM,
  /** XSum, as in fairseq's recipe for BART. */
  XSUM,
  /** Translation and dialogue: the paper's beam search; no training settings were published. */
  TRANSLATION,
  /** Rewriting of sentences: settings chosen for Noisette. */
  REWRITING;

  @Override
  public Map<String, GivenValue> getSettings() {
    return this == NONE
        ? Map.of()
        : SettingsFile.readResource(Seq2SeqPreset.class, "presets/" + this + ".yaml");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
