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
            help = "table to reproduce: one of those below, or a file that ends with .yaml",
            placeholder = "TABLE",
            positional = true)
        String table,
    @Setting(
            help =
                "how much to measure: a smoke test, hours on two cores, or the setup of the paper",
            byDefault = "smoke")
        TableScale scale,
    @Setting(
            help = "output directory for the table and its runs; optional with --dry-run",
            placeholder = "DIR")
        @Nullable Path output,
    @Setting(
            help = "GLUE directory with the data sets of the tasks, for tables that fine-tune",
            placeholder = "DIR",
            resume = OnResume.INPUT)
        @Nullable Path data,
    @Setting(
            help = "pretrained model, for tables that fine-tune one",
            placeholder = "MODEL",
            resume = OnResume.INPUT)
        @Nullable Path model,
    @Setting(
            help = "training corpus, for tables that pretrain",
            placeholder = "DIR",
            resume = OnResume.INPUT)
        @Nullable Path corpus,
    @Setting(
            help = "validation corpus, for tables that pretrain",
            placeholder = "DIR",
            resume = OnResume.INPUT)
        @Nullable Path validation,
    @Setting(
            help =
                "regular expression: measure only cells or stages with a matching name, such as"
                    + " pgd/cola; the table shows all finished cells",
            placeholder = "REGEX")
        @Nullable String only,
    @Setting(help = "number of intra-op CPU threads of each run; 0: all cores", byDefault = "0")
        int threads,
    @Setting(help = "only list the runs, their cost, their settings, and which are done")
        boolean dryRun)
    implements ReproduceConfigBuilder.With {

  public ReproduceConfig {
    Bounds.requireAtLeast("threads", threads, 0);
  }

  /** The defaults for a table, named as on the command line. */
  public static ReproduceConfig of(String table) {
    return SettingsSchema.of(ReproduceConfig.class)
        .read(Map.of("table", new GivenValue("TABLE", List.of(table))), Map.of());
  }

  /** Returns the output directory, which only a dry run can do without. */
  Path requireOutput() {
    if (output == null) {
      throw new UsageException("--output is missing: output directory for the table and its runs");
    }
    return output;
  }
}
