package io.noisette.reproduce;

import io.noisette.failure.UsageException;
import io.noisette.reproduce.table.TableScale;
import io.noisette.settings.Bounds;
import io.noisette.settings.GivenValue;
import io.noisette.settings.OnResume;
import io.noisette.settings.Setting;
import io.noisette.settings.SettingsSchema;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings of {@code reproduce}. Each option that is an INPUT can be an input of a table. */
@RecordBuilder
public record ReproduceConfig(
    @Setting(
            help = "table to reproduce: one of those listed below, or a .yaml file",
            placeholder = "TABLE",
            positional = true)
        String table,
    @Setting(
            help =
                "amount of work: smoke (a few steps, to see that it runs), desk (feasible"
                    + " on two cores), or paper (the paper's setup)",
            byDefault = "smoke")
        TableScale scale,
    @Setting(
            help = "output directory for the table and its runs; not needed with --dry-run",
            placeholder = "DIR")
        @Nullable Path output,
    @Setting(
            help =
                "directory of task data sets, such as GLUE; required by tables that fine-tune on"
                    + " tasks",
            placeholder = "DIR",
            resume = OnResume.INPUT)
        @Nullable Path data,
    @Setting(
            help = "pretrained model to start from; required by some tables",
            placeholder = "MODEL",
            resume = OnResume.INPUT)
        @Nullable Path model,
    @Setting(
            help = "small model that students start from; required by tables of distillation",
            placeholder = "MODEL",
            resume = OnResume.INPUT)
        @Nullable Path student,
    @Setting(
            help = "training corpus, for tables whose rows pretrain a model",
            placeholder = "DIR",
            resume = OnResume.INPUT)
        @Nullable Path corpus,
    @Setting(
            help = "held-out corpus for evaluation; required by some tables",
            placeholder = "DIR",
            resume = OnResume.INPUT)
        @Nullable Path validation,
    @Setting(
            help =
                "regular expression: do only the runs whose name ROW/COLUMN, such as pgd/cola, or"
                    + " ROW/STAGE, or whose row label contains a match; the table still shows all"
                    + " finished cells",
            placeholder = "REGEX")
        @Nullable String only,
    @Setting(
            help = "number of CPU threads per tensor operator, in each run; 0: all cores",
            byDefault = "0")
        int threads,
    @Setting(
            help =
                "only list the runs with their cost, settings and whether they are finished; train"
                    + " nothing")
        boolean dryRun)
    implements ReproduceConfigBuilder.With {

  public ReproduceConfig {
    Bounds.requireThreads(threads);
  }

  /** Returns the default settings for a table, which {@code table} names as on the command line. */
  public static ReproduceConfig of(String table) {
    return SettingsSchema.of(ReproduceConfig.class)
        .read(Map.of("table", new GivenValue("TABLE", List.of(table))), Map.of());
  }

  /** Returns the output directory, which only a dry run can do without. */
  Path requireOutput() {
    if (output == null) {
      throw new UsageException("--output is missing: directory for the table and its runs");
    }
    return output;
  }
}
