package io.noisette.parity;

import com.google.gson.JsonElement;
import java.io.IOException;

/**
 * Recomputes the values of one kind of {@code cases.json}: reference values that are no tensors,
 * such as metrics of texts. Implementations are bound in a {@code MapBinder<String, ValueKind>}
 * under the {@code kind} in the files.
 */
@FunctionalInterface
public interface ValueKind {

  /**
   * Computes the expected values of a test case. Where an object has {@code mean} and {@code
   * tolerance}, {@code mean} alone is computed, from as many draws as the input says.
   *
   * @return JSON of the form of the case's {@code expected}; more values are ignored
   */
  JsonElement compute(ValueCase valueCase) throws IOException;
}
