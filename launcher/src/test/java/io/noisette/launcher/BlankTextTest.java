package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import io.noisette.text.WhiteSpace;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A text of no-break spaces is empty for every reader, and not for {@code String.isBlank}. */
final class BlankTextTest {

  /** Messages, versions, results that are shown, and words, which data may have of any kind. */
  private static final Set<String> NO_TEXTS =
      Set.of(
          "FailureReport",
          "FunctionDigest",
          "InfillSection",
          "LoadFailure",
          "SectionWriter",
          "TaggedTextReader");

  @Test
  void readersAskWhiteSpaceWhetherATextIsBlank() {
    Set<String> found = new TreeSet<>();
    Set<String> asking = new TreeSet<>();
    for (JavaClass type : MainClasses.read()) {
      for (JavaAccess<?> access : type.getAccessesFromSelf()) {
        if (access.getName().equals("isBlank")) {
          JavaClass owner = access.getTargetOwner();
          (owner.isEquivalentTo(String.class) ? found : asking).add(type.getSimpleName());
        }
      }
    }
    found.removeAll(NO_TEXTS);
    assertEquals(Set.of(), found, "call " + WhiteSpace.class.getName() + ".isBlank instead");
    assertTrue(asking.contains("PairReader"), asking::toString);
  }
}
