package io.noisette.seq2seq;

import io.noisette.generate.target.SourceLimit;
import io.noisette.generate.target.Truncation;
import io.noisette.seq2seq.data.LengthSettings;
import io.noisette.settings.Setting;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the maximum lengths of sources and targets in an evaluation, in tokens; null where
 * the model counts.
 */
@RecordBuilder
public record EvaluationLengthSettings(
    @Setting(
            help =
                "maximum number of tokens per source, special tokens included (default: that of the"
                    + " fine-tuning, otherwise the maximum of the model)",
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
                    + " report how many, and the share of tokens (default: that of the fine-tuning,"
                    + " otherwise refuse)")
        @Nullable Truncation truncate)
    implements EvaluationLengthSettingsBuilder.With {

  public EvaluationLengthSettings {
    new LengthSettings(maxSourceLength, maxTargetLength, Truncation.REFUSE); // checks them
  }

  /** Returns settings that do not depend on the model where those of a training do not. */
  public static EvaluationLengthSettings of(LengthSettings training) {
    return new EvaluationLengthSettings(
        training.maxSourceLength(), training.maxTargetLength(), training.truncate());
  }

  /** Returns the lengths with a limit of the sources. */
  LengthSettings toLengths(SourceLimit sources) {
    return new LengthSettings(sources.most(), maxTargetLength, sources.truncation());
  }
}
