package io.noisette.launcher;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;

class PackageCyclesTest {

  @Test
  void packagesOfAllModulesDependOnEachOtherWithoutCycles() {
    JavaClasses classes = MainClasses.read();
    assertTrue(classes.containPackage("io.noisette.adversary"), "modules are missing");
    slices().matching("io.noisette.(**)").should().beFreeOfCycles().check(classes);
  }
}
