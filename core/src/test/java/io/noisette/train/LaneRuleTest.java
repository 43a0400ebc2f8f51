package io.noisette.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noisette.settings.GivenValue;
import io.noisette.settings.SettingsSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LaneRuleTest {

  private static final long SMALL = 10_000_000;

  @Test
  void aSmallModelHasALaneAThread() {
    assertEquals(2, training(1024, 4096).countLanes(SMALL, threads(2)));
    assertEquals(1, training(1024, 4096).countLanes(SMALL, threads(1)));
  }

  @Test
  void lanesEndWhereTheirPartsWouldBeTooSmallOrTheyAreMany() {
    assertEquals(4, training(1024, 4096).countLanes(SMALL, threads(64)));
    assertEquals(2, training(4096, 512).countLanes(SMALL, threads(64)));
    assertEquals(1, training(511, 4096).countLanes(SMALL, threads(64)));
    assertEquals(8, training(65_536, 65_536).countLanes(SMALL, threads(64)));
  }

  @Test
  void aLargeModelHasOne() {
    assertEquals(1, training(4096, 4096).countLanes(100_000_000, threads(64)));
  }

  @Test
  void aGpuHasOne() {
    RuntimeSettings gpu = threads(2).with(it -> it.device("cuda:0"));
    assertEquals(1, training(1024, 4096).countLanes(SMALL, gpu));
  }

  @Test
  void whoSaysANumberGetsIt() {
    assertEquals(3, training(64, 64).with(it -> it.lanes(3)).countLanes(100_000_000, threads(1)));
  }

  private static TrainingSettings training(int tokensPerStep, int microBatchTokens) {
    return read(
        TrainingSettings.class,
        Map.of(
            "steps", 1,
            "tokens-per-step", tokensPerStep,
            "micro-batch-tokens", microBatchTokens,
            "sequence-length", 64,
            "learning-rate", 1,
            "warmup-steps", 0,
            "dropout", 0));
  }

  private static RuntimeSettings threads(int threads) {
    return read(RuntimeSettings.class, Map.of("threads", threads));
  }

  private static <S extends Record> S read(Class<S> type, Map<String, Integer> values) {
    Map<String, GivenValue> given = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> given.put(name, new GivenValue(name, List.of(value.toString()))));
    return SettingsSchema.of(type).read(given, Map.of());
  }
}
