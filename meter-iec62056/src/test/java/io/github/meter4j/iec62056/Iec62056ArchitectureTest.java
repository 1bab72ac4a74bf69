package io.github.meter4j.iec62056;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What this module may use: the core's public packages and its codecs, and nothing that is I/O. */
class Iec62056ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.github.meter4j.iec62056");

  @Test
  void knowsTheCoreAndNoOtherProtocol() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.github.meter4j.iec62056..",
            "io.github.meter4j",
            "io.github.meter4j.reading",
            "io.github.meter4j.spi",
            "io.github.meter4j.codec",
            "org.jspecify..",
            "java..")
        .check(CLASSES);
  }

  @Test
  void decodingHasNoClockZoneThreadLoggerOrDefaultCharset() {
    noClasses()
        .that()
        .haveSimpleNameNotContaining("Driver")
        .and()
        .doNotHaveSimpleName("PolledConnection")
        .and()
        .doNotHaveSimpleName("D0Command")
        .and()
        .doNotHaveSimpleName("D0Encoder")
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(java.time.ZoneId.class, "systemDefault")
        .orShould()
        .callMethod(java.nio.charset.Charset.class, "defaultCharset")
        .orShould()
        .callMethod(String.class, "getBytes")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(System.Logger.class)
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.util.concurrent..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.time.Clock.class)
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
