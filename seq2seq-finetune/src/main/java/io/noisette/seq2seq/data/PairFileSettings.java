package io.noisette.seq2seq.data;

import io.noisette.generate.target.BadRows;
import io.noisette.settings.Setting;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** Settings of the files with pairs of texts: which columns and rows are read. */
@RecordBuilder
public record PairFileSettings(
    @Setting(
            help =
                "column of the sources, by name or by number from 1 (default: that of a known data"
                    + " set, such as article, document, dialogue or source, or the first of two)",
            placeholder = "NAME|N")
        @Nullable String source,
    @Setting(
            help =
                "column of the targets, by name or by number from 1 (default: that of a known data"
                    + " set, such as highlights, summary or target, or the second of two); a JSON"
                    + " list of texts is several references",
            placeholder = "NAME|N")
        @Nullable String target,
    @Setting(
            help =
                "whether the first row of CSV and TSV files has the names of the columns; auto: in"
                    + " CSV yes, in TSV if it has those of --source and --target or of a known data"
                    + " set",
            byDefault = "auto")
        HeaderRow header,
    @Setting(
            help =
                "action on rows with an empty source or target, another number of columns or"
                    + " something that is no text: refuse the data, or skip the rows and report"
                    + " them",
            byDefault = "refuse")
        BadRows badRows)
    implements PairFileSettingsBuilder.With {

  /** Settings with all defaults. */
  public static final PairFileSettings DEFAULT =
      new PairFileSettings(null, null, HeaderRow.AUTO, BadRows.REFUSE);
}
