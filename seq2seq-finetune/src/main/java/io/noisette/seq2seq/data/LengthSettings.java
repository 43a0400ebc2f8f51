package io.noisette.seq2seq.data;

import static io.noisette.settings.Bounds.requireAtLeast;

import io.noisette.generate.target.Truncation;
import io.noisette.settings.Setting;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** Settings of the maximum lengths of sources and targets, in tokens. */
@RecordBuilder
public record LengthSettings(
    @Setting(
            help =
                "maximum number of tokens per source, special tokens included (default: the maximum"
                    + " of the model)",
            placeholder = "N")
        @Nullable Integer maxSourceLength,
    @Setting(
            help =
                "maximum number of tokens per target, special tokens included (default: the maximum"
                    + " of the model)",
            placeholder = "N")
        @Nullable Integer maxTargetLength,
    @Setting(
            help =
                "action on longer sources and targets: refuse the data, or cut off their ends and"
                    + " report how many, and the share of tokens",
            byDefault = "refuse")
        Truncation truncate)
    implements LengthSettingsBuilder.With {

  /** Bos, eos and a token of text. */
  private static final int LEAST = 3;

  public LengthSettings {
    if (maxSourceLength != null) {
      requireAtLeast("max-source-length", maxSourceLength, LEAST);
    }
    if (maxTargetLength != null) {
      requireAtLeast("max-target-length", maxTargetLength, LEAST);
    }
  }
}
