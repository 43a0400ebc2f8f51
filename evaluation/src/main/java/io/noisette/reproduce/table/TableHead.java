package io.noisette.reproduce.table;

import io.noisette.settings.Setting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys at the top of the file of a table. */
public record TableHead(
    @Setting(help = "title of the table, one line") String title,
    @Setting(help = "paper and number of the table") String source,
    @Setting(help = "statistic of the paper's numbers: number of seeds, mean or median, spread")
        String statistic,
    @Setting(help = "model of the paper's numbers") String paperModel,
    @Setting(help = "heading above the rows, such as method") String rowsAre,
    @Setting(
            help =
                "recipe (kind of training, such as sandwich-lm) that measures each cell,"
                    + " for tables without stages")
        @Nullable String recipe,
    @Setting(help = "options of reproduce that the recipe takes, for tables without stages")
        @Nullable List<String> needs,
    @Setting(help = "decimal places of measured numbers", byDefault = "2") int decimals) {}
