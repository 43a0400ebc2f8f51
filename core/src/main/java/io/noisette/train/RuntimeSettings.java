package io.noisette.train;

import static io.noisette.settings.Bounds.requireAtLeast;

import io.noisette.command.Console;
import io.noisette.engine.Precision;
import io.noisette.failure.UsageException;
import io.noisette.run.Machine;
import io.noisette.settings.OnResume;
import io.noisette.settings.Setting;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a run is kept and what it is computed by: the settings that every training verb has. */
@RecordBuilder
public record RuntimeSettings(
    @Setting(
            help = "run directory: checkpoints, metrics, run.json; not needed by --dry-run",
            placeholder = "DIR",
            resume = OnResume.FREE)
        @Nullable Path output,
    @Setting(
            help =
                "auto: go on if the output holds a run; never; or the checkpoint or run to go on from",
            byDefault = "auto",
            placeholder = "auto|never|PATH",
            resume = OnResume.FREE)
        String resume,
    @Setting(
            help = "only show what the run would be: settings, shapes, parameter count",
            resume = OnResume.FREE)
        boolean dryRun,
    @Setting(help = "steps between checkpoints", byDefault = "500", resume = OnResume.FREE)
        int checkpointEvery,
    @Setting(
            help = "newest checkpoints to keep, beside the best one",
            byDefault = "2",
            resume = OnResume.FREE)
        int keepLast,
    @Setting(
            help = "steps between lines of metrics.jsonl",
            byDefault = "10",
            resume = OnResume.FREE)
        int logEvery,
    @Setting(
            help = "threads of one operator; 0: all cores",
            byDefault = "0",
            resume = OnResume.ROUNDING)
        int threads,
    @Setting(help = "where to compute: cpu or cuda:N", byDefault = "cpu") String device,
    @Setting(
            help = "of matrix products; auto: bf16 on a cpu with units for it, else fp32",
            byDefault = "fp32")
        Precision precision,
    @Setting(
            help = "a loss or gradient that is NaN: fail (exit 4), or skip, 10 times in a row",
            byDefault = "fail",
            resume = OnResume.FREE)
        NonFinitePolicy nonFinite)
    implements RuntimeSettingsBuilder.With {

  public RuntimeSettings {
    requireAtLeast("checkpoint-every", checkpointEvery, 1);
    requireAtLeast("keep-last", keepLast, 1);
    requireAtLeast("log-every", logEvery, 1);
    requireAtLeast("threads", threads, 0);
  }

  /**
   * The run directory, which only a dry run does without.
   *
   * @throws UsageException if none is given
   */
  public Path requireOutput() {
    if (output == null) {
      throw new UsageException("--output is missing: run directory for checkpoints and metrics");
    }
    return output;
  }

  /**
   * These settings with a precision that is no longer auto, so that a run's record names it.
   *
   * @param machine as {@link Machine#describe} tells it
   */
  public RuntimeSettings settledOn(Map<String, String> machine) {
    Precision settled = PrecisionRule.settle(precision, device, machine);
    return with(it -> it.precision(settled));
  }

  /** The same, and tells what was settled, or is slow. */
  public RuntimeSettings settledOn(Map<String, String> machine, Console console) {
    PrecisionRule.tell(precision, device, machine, console);
    return settledOn(machine);
  }
}
