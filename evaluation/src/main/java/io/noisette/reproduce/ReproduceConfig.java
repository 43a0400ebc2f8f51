package io.noisette.reproduce;

import io.noisette.failure.UsageException;
import io.noisette.settings.Bounds;
import io.noisette.settings.OnResume;
import io.noisette.settings.Setting;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The settings of {@code reproduce}. */
@RecordBuilder
public record ReproduceConfig(
    @Setting(
            help = "which table: one of those below, or a file that ends with .yaml",
            placeholder = "TABLE",
            positional = true)
        String table,
    @Setting(
            help = "how much: whether it runs at all, what two cores can do, as the paper",
            byDefault = "smoke")
        Scale scale,
    @Setting(
            help = "directory for the table and its runs; not needed by --dry-run",
            placeholder = "DIR")
        @Nullable Path output,
    @Setting(
            help = "data sets of the tasks, if the table needs them",
            placeholder = "DIR",
            resume = OnResume.INPUT)
        @Nullable Path data,
    @Setting(
            help = "model to begin with, if the table needs one",
            placeholder = "MODEL",
            resume = OnResume.INPUT)
        @Nullable Path model,
    @Setting(
            help = "corpus to train on, if the table needs one",
            placeholder = "DIR",
            resume = OnResume.INPUT)
        @Nullable Path corpus,
    @Setting(
            help = "corpus to measure on, if the table needs one",
            placeholder = "DIR",
            resume = OnResume.INPUT)
        @Nullable Path validation,
    @Setting(
            help =
                "do only the cells, such as pgd/cola, that it finds a match in; the table shows all that is done",
            placeholder = "REGEX")
        @Nullable String only,
    @Setting(help = "threads of one operator in each run; 0: all cores", byDefault = "0")
        int threads,
    @Setting(help = "only show the runs, their settings, and which are done") boolean dryRun)
    implements ReproduceConfigBuilder.With {

  public ReproduceConfig {
    Bounds.requireAtLeast("threads", threads, 0);
  }

  /** What of the output only a dry run does without. */
  Path requireOutput() {
    if (output == null) {
      throw new UsageException("--output is missing: directory for the table and its runs");
    }
    return output;
  }
}
