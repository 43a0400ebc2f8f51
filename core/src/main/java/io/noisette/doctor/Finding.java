package io.noisette.doctor;

import io.noisette.failure.LoadFailure;
import io.noisette.failure.RunFailedException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Result of a check.
 *
 * @param verdict severity
 * @param text description in one line
 * @param remedy suggested fix; null only if the verdict is ok
 * @param facts the same information for programs: strings, numbers and booleans by fixed names
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

  /** Returns the problem that an exception is; of a library that was not loaded, its reason. */
  static Finding ofFailure(Throwable failure) {
    Throwable cause = failure.getCause();
    String text =
        LoadFailure.describe(
            failure instanceof RunFailedException && cause != null ? cause : failure);
    return problem(text, LoadFailure.suggestRemedy(text));
  }

  /** Returns a copy of this finding with an additional fact. */
  Finding with(String name, @Nullable Object value) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>(facts);
    more.put(name, value);
    return new Finding(verdict, text, remedy, more);
  }
}
