package io.noisette.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noisette.failure.NonFiniteException;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TokenSamplerTest {

  private static final float[] SCORES = logs(0.1, 0.4, 0.15, 0.3, 0.05);
  private static final int DRAWS = 20_000;

  @Test
  void withoutTemperatureTheLikeliestTokenComesAlways() {
    assertEquals(Map.of(1, 1.0), shares(1, 0));
  }

  @Test
  void withoutANucleusEveryTokenComesAsOftenAsItsProbability() {
    assertClose(Map.of(0, 0.1, 1, 0.4, 2, 0.15, 3, 0.3, 4, 0.05), shares(1, 1));
  }

  @Test
  void theNucleusIsTheSmallestSetThatReachesItsProbability() {
    assertClose(Map.of(1, 4 / 7.0, 3, 3 / 7.0), shares(0.65, 1));
    assertClose(Map.of(1, 4 / 8.5, 2, 1.5 / 8.5, 3, 3 / 8.5), shares(0.71, 1));
    assertEquals(Map.of(1, 1.0), shares(0.39, 1));
  }

  @Test
  void theTemperatureSharpensOrFlattens() {
    double sum = 0.01 + 0.16 + 0.0225 + 0.09 + 0.0025;
    assertEquals(0.16 / sum, shares(1, 0.5).get(1), 0.02);
  }

  @Test
  void aTokenThatIsExcludedNeverComes() {
    float[] scores = SCORES.clone();
    scores[1] = Float.NEGATIVE_INFINITY;
    TokenSampler sampler = new TokenSampler(1, 1, new SplittableRandom(1));
    for (int i = 0; i < DRAWS; i++) {
      assertNotEquals(1, sampler.draw(scores));
    }
  }

  @Test
  void scoresThatAreNoNumbersAreAnError() {
    TokenSampler sampler = new TokenSampler(1, 1, new SplittableRandom(1));
    assertThrows(NonFiniteException.class, () -> sampler.draw(new float[] {1, Float.NaN}));
    float never = Float.NEGATIVE_INFINITY;
    assertThrows(NonFiniteException.class, () -> sampler.draw(new float[] {never, never}));
  }

  private static Map<Integer, Double> shares(double topP, double temperature) {
    TokenSampler sampler = new TokenSampler(topP, temperature, new SplittableRandom(7));
    Map<Integer, Double> shares = new TreeMap<>();
    for (int i = 0; i < DRAWS; i++) {
      shares.merge(sampler.draw(SCORES), 1.0 / DRAWS, Double::sum);
    }
    shares.replaceAll((token, share) -> Math.round(share * 1e9) / 1e9);
    return shares;
  }

  private static void assertClose(Map<Integer, Double> expected, Map<Integer, Double> actual) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((token, share) -> assertEquals(share, actual.get(token), 0.02, "" + token));
  }

  private static float[] logs(double... probabilities) {
    float[] logs = new float[probabilities.length];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = (float) Math.log(probabilities[i]);
    }
    return logs;
  }
}
