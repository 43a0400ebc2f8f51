package io.noisette.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Properties of the machine on which the last bits of computed numbers may depend. */
public final class Machine {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final List<String> VECTOR_FLAGS = List.of("sse4", "avx", "fma", "f16c", "amx");

  /** Variables by which libtorch and its libraries take other instructions or other code. */
  private static final List<String> VARIABLES =
      List.of(
          "ATEN_CPU_CAPABILITY",
          "DNNL_MAX_CPU_ISA",
          "MKL_CBWR",
          "MKL_ENABLE_INSTRUCTIONS",
          "ONEDNN_MAX_CPU_ISA",
          "PYTORCH_FLAVOR",
          "PYTORCH_LIBRARY_PATH");

  private Machine() {}

  /**
   * Returns operating system, JDK, number of processors, the environment variables that choose
   * instructions or another libtorch and, on Linux, name and vector instructions of the processor.
   */
  public static Map<String, String> describe() throws IOException {
    Map<String, String> machine = new LinkedHashMap<>();
    machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    machine.put("jdk", System.getProperty("java.vm.name") + " " + Runtime.version());
    machine.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
    machine.put("environment", choices(System.getenv()));
    if (Files.isReadable(CPU_INFO)) {
      for (String line : Files.readAllLines(CPU_INFO)) {
        int colon = line.indexOf(':');
        String key = line.substring(0, Math.max(0, colon)).strip();
        String value = line.substring(colon + 1).strip();
        if (key.equals("model name")) {
          machine.putIfAbsent("processor", value);
        } else if (key.equals("flags")) {
          machine.putIfAbsent("vector-units", vectorUnits(value));
        }
      }
    }
    return machine;
  }

  /**
   * Returns true if the processor has instructions for bf16 matrix multiplication.
   *
   * @param machine result of {@link #describe}
   */
  public static boolean hasBf16Units(Map<String, String> machine) {
    List<String> units = List.of(machine.getOrDefault("vector-units", "").split(" ", -1));
    return units.contains("avx512_bf16") || units.contains("amx_bf16");
  }

  /** Returns the variables that are set, such as {@code MKL_CBWR=AVX2}, or {@code default}. */
  static String choices(Map<String, String> environment) {
    String set =
        VARIABLES.stream()
            .filter(environment::containsKey)
            .map(name -> name + "=" + environment.get(name))
            .collect(Collectors.joining(" "));
    return set.isEmpty() ? "default" : set;
  }

  private static String vectorUnits(String flags) {
    return Arrays.stream(flags.split(" ", -1))
        .filter(flag -> VECTOR_FLAGS.stream().anyMatch(flag::startsWith))
        .sorted()
        .collect(Collectors.joining(" "));
  }
}
