package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import io.noisette.text.DecimalText;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Java's parsers of numbers take {@code 4f} and {@code 0x1p1}, which are mistakes in a text. */
final class DecimalNumberTest {

  /** They check the form first; the reader of noise arguments has no access to the class. */
  private static final Set<String> CHECKED =
      Set.of(
          "DecimalText",
          "NoiseArguments",
          "PaperNumber",
          "SearchOrigins",
          "StrictJson",
          "ValueType");

  @Test
  void numbersInTextAreDecimal() {
    Set<String> found = new TreeSet<>();
    for (JavaClass type : MainClasses.read()) {
      for (JavaAccess<?> access : type.getAccessesFromSelf()) {
        if (access.getName().equals("parseDouble") || access.getName().equals("parseFloat")) {
          found.add(type.getSimpleName());
        }
      }
    }
    assertEquals(new TreeSet<>(CHECKED), found, "call " + DecimalText.class.getName() + " instead");
  }
}
