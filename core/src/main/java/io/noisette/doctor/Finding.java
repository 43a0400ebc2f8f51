package io.noisette.doctor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a check found.
 *
 * @param text one line
 * @param remedy how to mend it; only what is ok may have none
 * @param facts the same for programs: text, numbers and booleans by names that stay
 */
record Finding(
    Verdict verdict, String text, @Nullable String remedy, Map<String, @Nullable Object> facts) {

  Finding {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  static Finding ok(String text) {
    return new Finding(Verdict.OK, text, null, Map.of());
  }

  static Finding note(String text, String remedy) {
    return new Finding(Verdict.NOTE, text, remedy, Map.of());
  }

  static Finding problem(String text, String remedy) {
    return new Finding(Verdict.PROBLEM, text, remedy, Map.of());
  }

  /** This finding with one fact more. */
  Finding with(String name, @Nullable Object value) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>(facts);
    more.put(name, value);
    return new Finding(verdict, text, remedy, more);
  }
}
