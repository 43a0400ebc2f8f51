package io.noisette.reproduce.table;

import io.noisette.settings.Setting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** YAML keys at the top of a table file, such as title, source and recipe. */
public record TableHead(
    @Setting(help = "title of the table, one line") String title,
    @Setting(help = "paper and number of the table") String source,
    @Setting(
            help =
                "aggregation of the paper's numbers in words, such as mean of 5 seeds and"
                    + " standard deviation")
        String statistic,
    @Setting(help = "model of the paper's numbers") String paperModel,
    @Setting(help = "heading above the rows, such as method") String rowsAre,
    @Setting(
            help =
                "recipe (kind of training, such as sandwich-lm) that measures each cell,"
                    + " for tables without stages")
        @Nullable String recipe,
    @Setting(
            help =
                "names of the options of reproduce, such as data, that are passed on to the"
                    + " recipe; only in a table that has no stages")
        @Nullable List<String> needs,
    @Setting(help = "decimal places of measured numbers", byDefault = "2") int decimals) {}
