package io.noisette.train;

import io.noisette.command.Console;
import io.noisette.engine.Precision;
import io.noisette.run.Machine;
import java.util.Map;

/** What {@code --precision} means on a machine. */
final class PrecisionRule {

  private PrecisionRule() {}

  /**
   * Turns auto into fp32 or bf16, and says so; warns of bf16 where it is slow.
   *
   * @param machine as {@link Machine#describe} tells it
   */
  static Precision settle(
      Precision choice, String device, Map<String, String> machine, Console console) {
    boolean onCpu = device.equals("cpu");
    boolean fast = onCpu && Machine.hasBf16Units(machine);
    if (choice == Precision.BF16 && onCpu && !fast) {
      console.warn(
          "--precision bf16, but this processor has neither avx512_bf16 nor amx_bf16: products are"
              + " emulated, and slower than in fp32");
    }
    if (choice != Precision.AUTO) {
      return choice;
    }
    console.info(
        fast
            ? "--precision auto: bf16, for which this processor has units"
            : "--precision auto: fp32; bf16 is for processors with avx512_bf16 or amx_bf16");
    return fast ? Precision.BF16 : Precision.FP32;
  }
}
