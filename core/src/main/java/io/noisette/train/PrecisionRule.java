package io.noisette.train;

import io.noisette.command.Console;
import io.noisette.engine.Precision;
import io.noisette.run.Machine;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rule that resolves {@code --precision auto} for a machine. */
final class PrecisionRule {

  private static final String CPU = "cpu";

  private PrecisionRule() {}

  /**
   * Resolves auto to fp32 or bf16; returns any other choice unchanged.
   *
   * @param machine description from {@link Machine#describe}
   */
  static Precision settle(Precision choice, String device, Map<String, String> machine) {
    if (choice != Precision.AUTO) {
      return choice;
    }
    return isFast(device, machine) ? Precision.BF16 : Precision.FP32;
  }

  /** Prints the precision that auto resolves to, and warns if bf16 is slow on the machine. */
  static void tell(Precision choice, String device, Map<String, String> machine, Console console) {
    boolean fast = isFast(device, machine);
    if (choice == Precision.BF16 && device.equals(CPU) && !fast) {
      console.warn(
          "--precision bf16, but this processor has neither avx512_bf16 nor amx_bf16: bf16 matrix"
              + " products are emulated, and slower than in fp32");
    } else if (choice == Precision.AUTO) {
      console.info(
          fast
              ? "--precision auto: bf16, for which this processor has units"
              : "--precision auto: fp32; bf16 is for processors with avx512_bf16 or amx_bf16");
    }
  }

  /** Returns the precision that a run has recorded, or null if there is none. */
  static @Nullable Precision parse(@Nullable Object recorded) {
    for (Precision precision : List.of(Precision.FP32, Precision.BF16)) {
      if (show(precision).equals(recorded)) {
        return precision;
      }
    }
    return null;
  }

  /** Returns a precision as users write it. */
  static String show(Precision precision) {
    return precision.name().toLowerCase(Locale.ROOT);
  }

  private static boolean isFast(String device, Map<String, String> machine) {
    return device.equals(CPU) && Machine.hasBf16Units(machine);
  }
}
