package io.noisette;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class PackageArrowsTest {

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(new ImportOption.DoNotIncludeJars())
          .importPackages("io.noisette");

  @Test
  void packagesDependOnEachOtherWithoutCycles() {
    slices().matching("io.noisette.(**)").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void failuresDependOnNothing() {
    assertUsesOnly("io.noisette.failure..");
  }

  @Test
  void settingsDependOnFailuresAlone() {
    assertUsesOnly("io.noisette.settings..", "io.noisette.failure..");
  }

  @Test
  void commandsDependOnSettingsAndFailuresAlone() {
    assertUsesOnly(
        "io.noisette.command..",
        "io.noisette.settings..",
        "io.noisette.failure..",
        "io.noisette.build..");
  }

  @Test
  void theFrontDoorKnowsNoTensorLibrary() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.noisette.command..",
            "io.noisette.settings..",
            "io.noisette.failure..",
            "io.noisette.build..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ai.djl..")
        .check(CORE);
  }

  private static void assertUsesOnly(String itself, String... others) {
    classes()
        .that()
        .resideInAPackage(itself)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(itself)
                .or(resideInAnyPackage(others))
                .or(not(resideInAnyPackage("io.noisette.."))))
        .check(CORE);
  }
}
