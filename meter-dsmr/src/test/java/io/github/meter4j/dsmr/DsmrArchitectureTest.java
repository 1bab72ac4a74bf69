package io.github.meter4j.dsmr;

import static io.github.meter4j.testkit.ModuleRules.classesOf;
import static io.github.meter4j.testkit.ModuleRules.computeOnly;
import static io.github.meter4j.testkit.ModuleRules.haveNamesOfTheField;
import static io.github.meter4j.testkit.ModuleRules.haveNoPackageCycles;
import static io.github.meter4j.testkit.ModuleRules.hideTheirServices;
import static io.github.meter4j.testkit.ModuleRules.useOnly;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;

/** What this module may use: the core's public packages and its codecs, and nothing that is I/O. */
class DsmrArchitectureTest {
  private static final JavaClasses CLASSES = classesOf("io.github.meter4j.dsmr");

  @Test
  void knowsTheCoreAndNoOtherProtocol() {
    useOnly(
            "io.github.meter4j.dsmr..",
            "io.github.meter4j",
            "io.github.meter4j.fault",
            "io.github.meter4j.reader",
            "io.github.meter4j.reading",
            "io.github.meter4j.spi",
            "io.github.meter4j.codec",
            "javax.crypto..")
        .check(CLASSES);
  }

  @Test
  void decodingDoesNothingButCompute() {
    DescribedPredicate<JavaClass> which =
        DescribedPredicate.describe(
            "all but the driver", type -> !type.getSimpleName().equals("DsmrDriver"));
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
