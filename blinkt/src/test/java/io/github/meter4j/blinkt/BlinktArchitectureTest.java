package io.github.meter4j.blinkt;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What this module may use: the core's public packages and its pins, and nothing of Pi4J. */
class BlinktArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.github.meter4j.blinkt");

  @Test
  void knowsTheCoreAndNoLibrary() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.github.meter4j.blinkt..",
            "io.github.meter4j",
            "io.github.meter4j.codec",
            "io.github.meter4j.fault",
            "io.github.meter4j.spi",
            "io.github.meter4j.internal.gpio",
            "org.jspecify..",
            "java..")
        .check(CLASSES);
  }

  @Test
  void framesScenesAndColoursDoNothingButCompute() {
    noClasses()
        .that()
        .haveSimpleNameStartingWith("Apa102Frame")
        .or()
        .haveSimpleNameContaining("Scene")
        .and()
        .haveSimpleNameNotContaining("Player")
        .or()
        .haveSimpleName("Color")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("io.github.meter4j.internal..", "java.io..", "java.util.concurrent..")
        .check(CLASSES);
  }

  @Test
  void namesAreOfTheField() {
    noClasses()
        .should()
        .haveNameMatching(".*(Impl|Manager|Helper|Utils?|Interface)")
        .check(CLASSES);
  }
}
