package io.noisette.noising.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Poisson table and the budget (docs/papers.md 1.7, checks 2 and 3). */
class SpanLengthsTest {

  @ParameterizedTest
  @CsvSource({
    "3.0, 18, .04979 .14936 .22404 .22404 .16803 .10082 .05041 .02160 .00810 .00270",
    "3.5, 19, .03020 .10569 .18496 .21579 .18881 .13217 .07710 .03855 .01687 .00656"
  })
  void theTableIsPoissons(double lambda, int entries, String first) {
    double[] table = new SpanLengths(lambda).getProbabilities();
    assertEquals(entries, table.length);
    String[] expected = first.split(" ", -1);
    for (int k = 0; k < expected.length; k++) {
      assertEquals(Double.parseDouble(expected[k]), table[k], 5e-6);
    }
    assertEquals(1, Arrays.stream(table).sum(), 1e-6);
    double mean = IntStream.range(0, table.length).mapToDouble(k -> k * table[k]).sum();
    assertEquals(lambda, mean, 1e-5);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 16.2, 100})
  void theTableReachesBeyondTheMeanForAnyLambda(double lambda) {
    double[] table = new SpanLengths(lambda).getProbabilities();
    assertEquals(1, Arrays.stream(table).sum(), 1e-5);
  }

  @ParameterizedTest
  @CsvSource({"3.5,153", "3,1", "0.1,40", "100,153", "3,0"})
  void lengthsUseUpTheBudgetAndTheLastIsPositive(double lambda, int budget) {
    SpanLengths lengths = new SpanLengths(lambda);
    for (int seed = 0; seed < 1_000; seed++) {
      int[] drawn = lengths.draw(budget, new Random(seed));
      assertEquals(budget, Arrays.stream(drawn).sum());
      assertTrue(budget == 0 || drawn[drawn.length - 1] > 0, () -> Arrays.toString(drawn));
    }
  }
}
