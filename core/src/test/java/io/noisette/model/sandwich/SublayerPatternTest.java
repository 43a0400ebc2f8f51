package io.noisette.model.sandwich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The orderings and checks of docs/papers.md 2.1, 2.5 and 2.8. */
final class SublayerPatternTest {

  @Test
  void noSandwichIsTheStandardOrder() {
    assertEquals("sf".repeat(16), SublayerPattern.sandwich(16, 0).letters());
    assertEquals(SublayerPattern.interleaved(16), SublayerPattern.sandwich(16, 0));
  }

  @Test
  void theSandwichOfThePaper() {
    String expected = "ssssss" + "sf".repeat(10) + "ffffff";
    assertEquals(expected, SublayerPattern.sandwich(16, 6).letters());
    assertTrue(expected.startsWith("sssssssf") && expected.endsWith("sfffffff"));
  }

  @Test
  void everySandwichHasAsManyOfEach() {
    for (int k = 0; k <= 16; k++) {
      SublayerPattern pattern = SublayerPattern.sandwich(16, k);
      assertEquals(32, pattern.size());
      assertEquals(16, pattern.countAttention());
      assertEquals(16, pattern.countFeedForward());
      assertEquals(48, pattern.countUnits());
    }
    assertEquals(SublayerPattern.sandwich(16, 15), SublayerPattern.sandwich(16, 16));
    assertEquals("s".repeat(16) + "f".repeat(16), SublayerPattern.sandwich(16, 16).letters());
  }

  @Test
  void balancedOrdersHaveAsManyOfEachAndAreEquallyLikely() {
    Map<String, Integer> counts = new HashMap<>();
    int draws = 20_000;
    for (int seed = 0; seed < draws; seed++) {
      SublayerPattern pattern = SublayerPattern.balanced(3, seed);
      assertEquals(3, pattern.countAttention());
      assertEquals(3, pattern.countFeedForward());
      counts.merge(pattern.letters(), 1, Integer::sum);
    }
    assertEquals(20, counts.size(), "of 6 places 3 are s");
    double expected = draws / 20.0;
    double chiSquare = 0;
    for (int count : counts.values()) {
      chiSquare += (count - expected) * (count - expected) / expected;
    }
    assertTrue(chiSquare < 43.8, "19 degrees of freedom, p 0.001: " + chiSquare);
    assertEquals(16, SublayerPattern.balanced(16, 3).countAttention());
  }

  @Test
  void aBudgetIsSpentExactly() {
    int least = 48;
    int most = 24;
    int attention = 0;
    int first = 0;
    for (int seed = 0; seed < 5000; seed++) {
      SublayerPattern pattern = SublayerPattern.budget(48, seed);
      assertEquals(48, pattern.countUnits());
      least = Math.min(least, pattern.size());
      most = Math.max(most, pattern.size());
      attention += pattern.countAttention();
      first += pattern.isAttention(0) ? 1 : 0;
    }
    assertTrue(least >= 24 && most <= 48 && least < 29 && most > 36, least + " to " + most);
    // Half of about 32 sublayers are s, and a little more: only s fits last.
    assertEquals(16.2, attention / 5000.0, 0.4);
    assertEquals(0.5, first / 5000.0, 0.03);
    assertEquals("s", SublayerPattern.budget(1, 7).letters());
  }

  @Test
  void aSeedHasItsOrderForEver() {
    assertEquals("sfsfsfssffffsfsffssfssfsffsffsss", SublayerPattern.balanced(16, 3).letters());
    assertEquals("fffffffffsfssfssffsfsffffssfs", SublayerPattern.budget(48, 3).letters());
    assertNotEquals(SublayerPattern.balanced(16, 3), SublayerPattern.balanced(16, 4));
    assertNotEquals(SublayerPattern.budget(48, 3), SublayerPattern.budget(48, 4));
  }

  @ParameterizedTest
  @CsvSource({
    "ssfsff,ssfsff",
    "s.s.f,ssf",
    "' s f . f ',sff",
    "'sandwich(3,1)',ssfsff",
    "'sandwich( 3 , 3 )',sssfff",
    "interleaved(2),sfsf",
    "'interleaved (2)',sfsf",
  })
  void whatUsersType(String text, String letters) {
    SublayerPattern pattern = SublayerPattern.parse(text);
    assertEquals(letters, pattern.letters());
    assertEquals(pattern, SublayerPattern.parse(pattern.toString()));
  }

  @Test
  void randomOrdersHaveASeed() {
    assertEquals(SublayerPattern.balanced(16, 3), SublayerPattern.parse("balanced(16,seed=3)"));
    assertEquals(SublayerPattern.budget(48, -3), SublayerPattern.parse("budget(48, seed = -3)"));
  }

  /** 24 layers of attention and feed-forward, of which one may be left out. */
  @Test
  void thePublishedStringsOfTheCharacterModelsAreSandwiches() {
    String published = "s.".repeat(5) + "sf".repeat(19) + ".f".repeat(5);
    assertEquals(SublayerPattern.sandwich(24, 5), SublayerPattern.parse(published));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ssxf | column 3: 'x' is not a sublayer; expected s (self-attention), f (feed-forward)",
        "sf,sf | column 3: ',' is not a sublayer",
        "'' | column 1: expected s or f",
        "... | column 1: expected s or f",
        "sandwhich(3,1) | column 1: 'sandwhich' is unknown; choose sandwich, interleaved",
        "sandwich(3,4) | column 12: the sandwich coefficient k must be in [0, n = 3], not 4",
        "sandwich(3) | column 11: expected ','",
        "sandwich(x,1) | column 10: expected a whole number for n",
        "sandwich(0,0) | column 10: n must be in [1, 500], not 0",
        "sandwich(3,1 | column 13: expected ')'",
        "sandwich(3,1)f | column 14: expected the end of the ordering",
        "balanced(3) | column 11: expected ','",
        "balanced(3,5) | column 12: expected seed=S",
        "budget(2000,seed=1) | column 8: the budget must be in [1, 1000], not 2000",
        "budget(9,seed=99999999999999999999) | column 15: the number for seed is too large",
      })
  void mistakesAreNamedWithTheirColumn(String text, String problem) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> SublayerPattern.parse(text))
            .getMessage();
    assertTrue(message.contains(problem), message);
    assertEquals(1, message.lines().count());
  }

  @Test
  void aPatternIsNotEndless() {
    assertThrows(IllegalArgumentException.class, () -> SublayerPattern.parse("s".repeat(1001)));
    assertThrows(IllegalArgumentException.class, () -> new SublayerPattern("sxf"));
    assertEquals(1000, SublayerPattern.interleaved(500).size());
  }
}
