package io.github.meter4j.iec62056;

import static io.github.meter4j.testkit.ModuleRules.classesOf;
import static io.github.meter4j.testkit.ModuleRules.computeOnly;
import static io.github.meter4j.testkit.ModuleRules.haveNamesOfTheField;
import static io.github.meter4j.testkit.ModuleRules.haveNoPackageCycles;
import static io.github.meter4j.testkit.ModuleRules.hideTheirServices;
import static io.github.meter4j.testkit.ModuleRules.useOnly;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What this module may use: the core's public packages and its codecs, and nothing that is I/O. */
class Iec62056ArchitectureTest {
  private static final JavaClasses CLASSES = classesOf("io.github.meter4j.iec62056");

  /** They ask meters, which takes time, or write ASCII. */
  private static final Set<String> NOT_PURE =
      Set.of("Iec62056Driver", "D0Session", "D0Command", "D0Encoder");

  @Test
  void knowsTheCoreAndNoOtherProtocol() {
    useOnly(
            "io.github.meter4j.iec62056..",
            "io.github.meter4j",
            "io.github.meter4j.fault",
            "io.github.meter4j.reader",
            "io.github.meter4j.reading",
            "io.github.meter4j.spi",
            "io.github.meter4j.codec")
        .check(CLASSES);
  }

  @Test
  void decodingDoesNothingButCompute() {
    DescribedPredicate<JavaClass> which =
        DescribedPredicate.describe(
            "all that decodes", type -> NOT_PURE.stream().noneMatch(type.getName()::contains));
    computeOnly(which).check(CLASSES);
  }

  @Test
  void servicesAreHidden() {
    hideTheirServices().check(CLASSES);
  }

  @Test
  void namesAreOfTheField() {
    haveNamesOfTheField().check(CLASSES);
  }

  @Test
  void packagesHaveNoCycle() {
    haveNoPackageCycles().check(CLASSES);
  }
}
