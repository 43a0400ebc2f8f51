package io.noisette.reproduce.table;

import io.noisette.settings.Setting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** YAML keys at the top of a table file, such as title, source and recipe. */
public record TableHead(
    @Setting(help = "title of the table, one line") String title,
    @Setting(help = "paper that the table is from, and number of the table in it") String source,
    @Setting(
            help =
                "statistic that the paper reports, in words, such as mean of 5 seeds and"
                    + " standard deviation")
        String statistic,
    @Setting(help = "name of the model with which the paper's numbers were measured")
        String paperModel,
    @Setting(help = "heading above the row labels, such as method") String rowsAre,
    @Setting(
            help =
                "subcommand that measures each cell, such as sandwich-lm; only in a table that has"
                    + " no stages")
        @Nullable String recipe,
    @Setting(
            help =
                "names of options of reproduce, such as data, that are required and passed on to"
                    + " the subcommand; only in a table that has no stages")
        @Nullable List<String> needs,
    @Setting(
            help = "number of decimal places to which measured numbers are rounded",
            byDefault = "2")
        int decimals) {

  private static final int MOST_DECIMALS = 10;

  public TableHead {
    title = OneLine.require("title", title);
    source = OneLine.require("source", source);
    statistic = OneLine.require("statistic", statistic);
    paperModel = OneLine.require("paper-model", paperModel);
    rowsAre = OneLine.require("rows-are", rowsAre);
    if (decimals < 0 || decimals > MOST_DECIMALS) {
      throw new IllegalArgumentException(
          "decimals must be in [0, " + MOST_DECIMALS + "], not " + decimals);
    }
  }
}
