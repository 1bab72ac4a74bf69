package io.github.meter4j;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.github.meter4j.testkit.ModuleRules.haveNoPackageCycles;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final String ROOT = "io.github.meter4j";
  private static final String READING = ROOT + ".reading";
  private static final String FAULT = ROOT + ".fault";
  private static final String[] PURE = {READING, ROOT + ".codec"};
  private static JavaClasses main;

  @BeforeAll
  static void readClasses() throws Exception {
    Path compiled = Path.of(MeterReader.class.getResource("MeterReader.class").toURI());
    main = new ClassFileImporter().importPath(compiled.getParent());
    assertThat(main.contain(MeterReader.class)).isTrue();
    assertThat(main.contain(ArchitectureTest.class)).isFalse();
  }

  @Test
  void whatUsersImportDoesNotLeadToInternals() {
    noClasses()
        .that()
        .resideInAnyPackage(READING, ROOT + ".spi", ROOT + ".codec", ROOT + ".output")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".internal..", "com.fazecast..", "com.pi4j..")
        .check(main);
  }

  @Test
  void onlyTheSerialClassesKnowTheSerialLibrary() {
    noClasses()
        .that(not("internal classes about serial ports", ArchitectureTest::isSerial))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fazecast..")
        .check(main);
  }

  @Test
  void onlyOneClassKnowsTheGpioLibrary() {
    noClasses()
        .that(not("the pins by Pi4J", ArchitectureTest::isGpio))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.pi4j..")
        .check(main);
  }

  private static boolean isGpio(JavaClass type) {
    return type.getName().startsWith(ROOT + ".internal.gpio.Pi4jPins");
  }

  private static boolean isSerial(JavaClass type) {
    return type.getPackageName().equals(ROOT + ".internal.serial");
  }

  private static DescribedPredicate<JavaClass> not(
      String what, java.util.function.Predicate<JavaClass> predicate) {
    return DescribedPredicate.describe("are not " + what, type -> !predicate.test(type));
  }

  @Test
  void theReadingModelNeedsNothingButTheJdk() {
    classes()
        .that()
        .resideInAPackage(READING)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(READING, FAULT, "java..", "org.jspecify..")
        .check(main);
  }

  @Test
  void nothingThatTheReadingModelUsesLeadsBackToIt() {
    noClasses()
        .that()
        .resideInAPackage(READING)
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "..").and(resideOutsideOfPackages(READING, FAULT)))
        .check(main);
  }

  @Test
  void onlyThePackageForItNeedsManagement() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".management")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("javax.management..", "java.lang.management", ROOT + ".management")
        .check(main);
  }

  @Test
  void coreNeedsNothingAtRunTimeButTheJdk() {
    noClasses()
        .that(not("internal classes about ports and pins", type -> isSerial(type) || isGpio(type)))
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(ROOT + "..", "java..", "javax.management..", "org.jspecify..")
        .check(main);
  }

  @Test
  void decodingHasNoClockZoneCharsetLoggerOrThread() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Clock.class, Thread.class, System.Logger.class, TimeZone.class)
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.util.logging..", "java.util.concurrent..", "java.io..", "java.nio.file..")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(ZoneId.class, "systemDefault")
        .orShould()
        .callMethod(Charset.class, "defaultCharset")
        .orShould()
        .callMethod(Locale.class, "getDefault")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(String.class, "getBytes")
        .orShould()
        .callConstructor(String.class, byte[].class)
        .check(main);
  }

  @Test
  void packagesHaveNoCycle() {
    haveNoPackageCycles().check(main);
  }

  @Test
  void classesAreNamedAfterWhatTheyAre() {
    noClasses().should().haveNameMatching(".*(Impl|Manager|Helper|Utils?|Interface)").check(main);
  }
}
