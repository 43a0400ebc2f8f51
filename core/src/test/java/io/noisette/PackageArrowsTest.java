package io.noisette;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.base.DescribedPredicate;
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
  void settingsDependOnFailuresAndReadersOfTextAlone() {
    assertUsesOnly("io.noisette.settings..", "io.noisette.failure..", "io.noisette.text..");
  }

  @Test
  void commandsDependOnSettingsAndFailuresAlone() {
    assertUsesOnly(
        "io.noisette.command..",
        "io.noisette.settings..",
        "io.noisette.failure..",
        "io.noisette.build..");
  }

  /**
   * DJL passes the number of {@code array.mul(0.5)} to libtorch in Java's memory, and lets go of it
   * at once: a backward pass that needs it reads what the garbage collector has left. Gradients of
   * new parameters once came from such a pass.
   */
  @Test
  void nothingCalculatesWithNumbersOfJava() {
    noClasses()
        .should()
        .callMethodWhere(
            target(owner(assignableTo(NDArray.class)))
                .and(
                    DescribedPredicate.describe(
                        "taking a Number",
                        call ->
                            call.getTarget().getRawParameterTypes().stream()
                                .anyMatch(type -> type.isEquivalentTo(Number.class)))))
        .check(CORE);
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
