package io.noisette.distillation.data;

import io.noisette.failure.UsageException;
import io.noisette.noising.NoiseSpec;
import io.noisette.random.Mix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A view of texts: what a noise makes of them.
 *
 * @param spec the noise; {@code none} for the texts as they are
 * @param occurrence number of earlier views with the same noise, which draw other random numbers
 */
record View(NoiseSpec spec, int occurrence) {

  /** The texts as they are. */
  static final View IDENTITY = new View(NoiseSpec.parse("none"), 0);

  /**
   * Parses noise specs that are separated by commas.
   *
   * @param option whose value it is, for messages
   * @throws UsageException if a spec is invalid
   */
  static List<View> parse(String option, String text) {
    List<View> views = new ArrayList<>();
    Map<NoiseSpec, Integer> counts = new HashMap<>();
    for (String part : split(text)) {
      NoiseSpec spec;
      try {
        spec = NoiseSpec.parse(part);
      } catch (IllegalArgumentException e) {
        throw new UsageException("--" + option + ": " + e.getMessage(), e);
      }
      views.add(new View(spec, counts.merge(spec, 1, Integer::sum) - 1));
    }
    return List.copyOf(views);
  }

  boolean isIdentity() {
    return spec.steps().isEmpty();
  }

  /**
   * Returns the seed of its random numbers. It depends on the noise and not on the place among the
   * views, so that their order has no effect, and two views do not corrupt the same tokens.
   */
  long toSeed(long seed) {
    return Mix.of(Mix.of(seed, occurrence), toString().chars().asLongStream().toArray());
  }

  @Override
  public String toString() {
    return occurrence == 0 ? spec.toString() : spec + " (" + (occurrence + 1) + ")";
  }

  /** Splits at the commas outside of parentheses. */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '(' -> depth++;
        case ')' -> depth--;
        case ',' -> {
          if (depth == 0) {
            parts.add(text.substring(start, i));
            start = i + 1;
          }
        }
        default -> {}
      }
    }
    parts.add(text.substring(start));
    return parts;
  }
}
