package io.noisette.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {

  private static final List<String> NAMES = List.of("steps", "seed", "learning-rate", "text");

  @Test
  void theNearestNameIsSuggested() {
    assertEquals("; did you mean steps?", Suggestion.forTypo("setps", NAMES));
    assertEquals("; did you mean seed?", Suggestion.forTypo("Sed", NAMES));
    assertEquals("; did you mean learning-rate?", Suggestion.forTypo("lerningrate", NAMES));
    assertEquals("; did you mean learning-rate?", Suggestion.forTypo("learn", NAMES));
  }

  @Test
  void nothingIsSuggestedForAWordLikeNoName() {
    assertEquals("", Suggestion.forTypo("corpus", NAMES));
    assertEquals("", Suggestion.forTypo("", NAMES));
  }

  @Test
  void aSwapOfNeighboursIsOneEdit() {
    assertEquals(1, Suggestion.distance("setps", "steps"));
    assertEquals(2, Suggestion.distance("abc", "cab"));
    assertEquals(3, Suggestion.distance("", "abc"));
  }
}
