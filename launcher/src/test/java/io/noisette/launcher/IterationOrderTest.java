package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The iteration order of {@code Map.copyOf} differs between processes, so what is printed or read
 * in that order would too. A {@code LinkedHashMap} keeps the order of what was given.
 */
final class IterationOrderTest {

  @Test
  void mapsAreCopiedInTheirOrder() {
    Set<String> found = new TreeSet<>();
    Set<String> ofLists = new TreeSet<>();
    for (JavaClass type : MainClasses.read()) {
      for (JavaAccess<?> access : type.getAccessesFromSelf()) {
        if (access.getName().equals("copyOf")) {
          if (access.getTargetOwner().isEquivalentTo(Map.class)) {
            found.add(type.getName());
          } else if (access.getTargetOwner().isEquivalentTo(List.class)) {
            ofLists.add(type.getName());
          }
        }
      }
    }
    assertEquals(Set.of(), found, "use Collections.unmodifiableMap(new LinkedHashMap<>(…))");
    assertTrue(ofLists.size() > 50, ofLists::toString);
  }
}
