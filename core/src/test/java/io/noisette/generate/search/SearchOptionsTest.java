package io.noisette.generate.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class SearchOptionsTest {

  /** Before a model is opened: the settings of the search have the same bounds. */
  @Test
  void whatASearchRefusesIsRefusedAtOnce() {
    assertEquals(
        "beam must be in [1, 1000], not 1001",
        assertThrows(IllegalArgumentException.class, () -> SearchOptions.NONE.withBeam(1001))
            .getMessage());
    assertEquals(
        "length-penalty must be in [-10, 10], not 20.0",
        assertThrows(
                IllegalArgumentException.class, () -> SearchOptions.NONE.withLengthPenalty(20.0))
            .getMessage());
  }
}
