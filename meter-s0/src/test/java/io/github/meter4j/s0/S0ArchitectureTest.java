package io.github.meter4j.s0;

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

/** What this module may use: the core's public packages and its pins, and counting without I/O. */
class S0ArchitectureTest {
  private static final JavaClasses CLASSES = classesOf("io.github.meter4j.s0");

  private static final Set<String> COUNTING = Set.of("PulseCounter", "S0Meter", "S0Reading");

  @Test
  void knowsTheCoreAndNoOtherProtocol() {
    useOnly(
            "io.github.meter4j.s0..",
            "io.github.meter4j",
            "io.github.meter4j.fault",
            "io.github.meter4j.reader",
            "io.github.meter4j.reading",
            "io.github.meter4j.spi",
            "io.github.meter4j.internal.gpio")
        .check(CLASSES);
  }

  @Test
  void countingDoesNothingButCompute() {
    DescribedPredicate<JavaClass> which =
        DescribedPredicate.describe(
            "all that counts", type -> COUNTING.contains(type.getSimpleName()));
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
