package io.github.meter4j.s0;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What this module may use: the core's public packages and its pins, and counting without I/O. */
class S0ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.github.meter4j.s0");

  @Test
  void knowsTheCoreAndNoOtherProtocol() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.github.meter4j.s0..",
            "io.github.meter4j",
            "io.github.meter4j.reading",
            "io.github.meter4j.spi",
            "io.github.meter4j.internal.gpio",
            "org.jspecify..",
            "java..")
        .check(CLASSES);
  }

  @Test
  void countingHasNoClockThreadLockOrLogger() {
    noClasses()
        .that()
        .haveSimpleNameStartingWith("PulseCounter")
        .or()
        .haveSimpleName("S0Meter")
        .or()
        .haveSimpleName("S0Reading")
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(System.Logger.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.time.Clock.class)
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.util.concurrent..")
        .check(CLASSES);
  }

  @Test
  void namesAreOfTheField() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Util")
        .check(CLASSES);
  }
}
