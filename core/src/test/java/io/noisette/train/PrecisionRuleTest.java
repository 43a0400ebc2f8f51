package io.noisette.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.engine.Precision;
import io.noisette.testing.RecordingConsole;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PrecisionRuleTest {

  private static final Map<String, String> ZEN4 =
      Map.of("vector-units", "avx avx2 avx512_bf16 avx512f fma");
  private static final Map<String, String> SAPPHIRE_RAPIDS =
      Map.of("vector-units", "amx_bf16 amx_tile avx");
  private static final Map<String, String> ZEN3 = Map.of("vector-units", "avx avx2 fma");

  private final RecordingConsole console = new RecordingConsole();

  @Test
  void autoTakesWhatTheProcessorHasUnitsForAndSaysSo() {
    assertEquals(Precision.BF16, settle(Precision.AUTO, "cpu", ZEN4));
    assertEquals(Precision.BF16, settle(Precision.AUTO, "cpu", SAPPHIRE_RAPIDS));
    assertEquals(Precision.FP32, settle(Precision.AUTO, "cpu", ZEN3));
    assertEquals(Precision.FP32, settle(Precision.AUTO, "cpu", Map.of()));
    assertEquals(Precision.FP32, settle(Precision.AUTO, "cuda:0", ZEN4));
    assertEquals(5, console.messages().size());
    assertTrue(console.messages().get(0).startsWith("--precision auto: bf16"));
    assertTrue(console.messages().get(2).startsWith("--precision auto: fp32"));
  }

  @Test
  void whatIsChosenStaysAndBf16IsWarnedOfWhereItIsEmulated() {
    assertEquals(Precision.FP32, settle(Precision.FP32, "cpu", ZEN4));
    assertEquals(Precision.BF16, settle(Precision.BF16, "cpu", ZEN4));
    assertEquals(Precision.BF16, settle(Precision.BF16, "cuda:0", ZEN3));
    assertEquals(List.of(), console.messages());
    assertEquals(Precision.BF16, settle(Precision.BF16, "cpu", ZEN3));
    assertTrue(console.messages().get(0).contains("emulated"), console.messages()::toString);
  }

  @Test
  void aModelCannotBeMadeWithAuto() {
    assertThrows(IllegalStateException.class, Precision.AUTO::isBf16);
  }

  private Precision settle(Precision choice, String device, Map<String, String> machine) {
    PrecisionRule.tell(choice, device, machine, console);
    return PrecisionRule.settle(choice, device, machine);
  }
}
