package io.noisette.doctor;

import io.noisette.run.Machine;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Check of the processor's vector instructions, which determine the speed of matrix multiplication.
 */
final class ProcessorCheck implements Check {

  private final Map<String, String> machine;

  /**
   * Creates the check.
   *
   * @param machine result of {@link Machine#describe}
   */
  ProcessorCheck(Map<String, String> machine) {
    this.machine = machine;
  }

  @Override
  public String getName() {
    return "processor";
  }

  @Override
  public Finding examine() {
    String units = machine.get("vector-units");
    String name = machine.getOrDefault("processor", "unknown processor");
    if (units == null) {
      return Finding.ok(name + "; this system does not report its vector instructions");
    }
    List<String> flags = List.of(units.split(" ", -1));
    boolean avx2 = flags.contains("avx2");
    boolean avx512 = flags.contains("avx512f");
    boolean fast = Machine.hasBf16Units(machine);
    String vectors = avx512 ? "AVX-512" : avx2 ? "AVX2" : "neither AVX2 nor AVX-512";
    String bf16 =
        fast
            ? "bf16 matrix multiplication is fast here"
            : "bf16 matrix multiplication is slow here: use fp32";
    String text = String.format(Locale.ROOT, "%s, %s; %s", name, vectors, bf16);
    Finding finding =
        avx2
            ? Finding.ok(text)
            : Finding.note(
                text, "training will be slow; a processor with AVX2 is several times faster");
    return finding
        .with("name", name)
        .with("avx2", avx2)
        .with("avx512", avx512)
        .with("avx512-bf16", flags.contains("avx512_bf16"))
        .with("amx-bf16", flags.contains("amx_bf16"))
        .with("bf16-fast", fast);
  }
}
