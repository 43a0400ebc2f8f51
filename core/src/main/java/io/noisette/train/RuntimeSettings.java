package io.noisette.train;

import static io.noisette.settings.Bounds.requireAtLeast;
import static io.noisette.settings.Bounds.requireThreads;

import io.noisette.command.Console;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.failure.UsageException;
import io.noisette.run.Machine;
import io.noisette.run.RecordedSetting;
import io.noisette.settings.OnResume;
import io.noisette.settings.Setting;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings common to all training subcommands: run directory, checkpoints, threads and precision.
 */
@RecordBuilder
public record RuntimeSettings(
    @Setting(
            help =
                "run directory for checkpoints, metrics and run.json; not needed with"
                    + " --dry-run",
            placeholder = "DIR",
            resume = OnResume.FREE)
        @Nullable Path output,
    @Setting(
            help =
                "auto: resume the run in --output if there is one; never: require an empty"
                    + " --output; PATH: resume from this checkpoint or run directory, but"
                    + " not in subcommands that train several models",
            byDefault = "auto",
            placeholder = "auto|never|PATH",
            resume = OnResume.FREE)
        String resume,
    @Setting(
            help =
                "only print the settings, the tensor shapes and the parameter count; train"
                    + " nothing",
            resume = OnResume.FREE)
        boolean dryRun,
    @Setting(
            help = "number of steps between checkpoints",
            byDefault = "500",
            resume = OnResume.FREE)
        int checkpointEvery,
    @Setting(
            help =
                "number of minutes after which a checkpoint is saved although --checkpoint-every"
                    + " steps have not been made since the last one; 0: by steps alone",
            byDefault = "30",
            resume = OnResume.FREE)
        int checkpointMinutes,
    @Setting(
            help = "number of newest checkpoints to keep, besides the best one",
            byDefault = "2",
            resume = OnResume.FREE)
        int keepLast,
    @Setting(
            help = "number of steps between lines of metrics.jsonl",
            byDefault = "10",
            resume = OnResume.FREE)
        int logEvery,
    @Setting(
            help = "number of CPU threads per tensor operator; 0: all cores",
            byDefault = "0",
            resume = OnResume.ROUNDING)
        int threads,
    @Setting(help = "device to compute on: cpu or cuda:N", byDefault = "cpu") String device,
    @Setting(
            help =
                "precision of activations and matrix multiplications; auto: bf16 on CPUs with"
                    + " bf16 instructions, otherwise fp32",
            byDefault = "auto")
        Precision precision,
    @Setting(
            help =
                "action on a NaN or infinite loss or gradient: fail (exit code 4), or skip"
                    + " the step (fail after more than 10 skips in a row)",
            byDefault = "fail",
            resume = OnResume.FREE)
        NonFinitePolicy nonFinite)
    implements RuntimeSettingsBuilder.With {

  public RuntimeSettings {
    requireAtLeast("checkpoint-every", checkpointEvery, 1);
    requireAtLeast("checkpoint-minutes", checkpointMinutes, 0);
    requireAtLeast("keep-last", keepLast, 1);
    requireAtLeast("log-every", logEvery, 1);
    requireThreads(threads);
  }

  /**
   * Returns the run directory, which only a dry run can omit.
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
   * Returns true if the run is only to be planned; its device is then checked as that of a run.
   *
   * @throws UsageException if the machine has no such device
   */
  public boolean isOnlyPlanned() {
    if (dryRun) {
      Torch.requireDevice(device);
    }
    return dryRun;
  }

  /**
   * Returns a copy in which precision {@code auto} is replaced by fp32 or bf16, depending on the
   * processor.
   *
   * @param machine description from {@link Machine#describe}
   */
  public RuntimeSettings settledOn(Map<String, String> machine) {
    Precision settled = PrecisionRule.settle(precision, device, machine);
    return with(it -> it.precision(settled));
  }

  /**
   * Returns a copy in which precision {@code auto} is replaced by that of the run to resume, or
   * otherwise by fp32 or bf16 for the processor, and prints the choice or a warning.
   */
  public RuntimeSettings settledOn(Map<String, String> machine, Console console)
      throws IOException {
    Precision recorded =
        precision == Precision.AUTO
            ? PrecisionRule.parse(RecordedSetting.find("precision", resume, output))
            : null;
    if (recorded != null) {
      console.info(
          "--precision auto: " + PrecisionRule.show(recorded) + ", with which the run was started");
      return with(it -> it.precision(recorded)).settledOn(machine, console);
    }
    PrecisionRule.tell(precision, device, machine, console);
    return settledOn(machine);
  }
}
