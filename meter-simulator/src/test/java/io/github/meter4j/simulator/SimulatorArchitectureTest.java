package io.github.meter4j.simulator;

import static io.github.meter4j.testkit.ModuleRules.classesOf;
import static io.github.meter4j.testkit.ModuleRules.computeOnly;
import static io.github.meter4j.testkit.ModuleRules.haveNamesOfTheField;
import static io.github.meter4j.testkit.ModuleRules.haveNoPackageCycles;
import static io.github.meter4j.testkit.ModuleRules.useOnly;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SimulatorArchitectureTest {
  private static final String ROOT = "io.github.meter4j.simulator";

  /** What has to do with real time and with connections. */
  private static final Set<String> LINES =
      Set.of(
          "HouseholdSlave",
          "ModeCLine",
          "SimPulses",
          "SimTransport",
          "SimulatedLines",
          "SimulatedPulses",
          "Start");

  private static final JavaClasses CLASSES = classesOf(ROOT);

  /** Neither meter-modbus nor meter-s0: what they read is made without them. */
  @Test
  void needsTheCoreAndTheEncoders() {
    useOnly(
            ROOT + "..",
            "io.github.meter4j.fault",
            "io.github.meter4j.reading",
            "io.github.meter4j.spi",
            "io.github.meter4j.transport",
            "io.github.meter4j.currentcost",
            "io.github.meter4j.dsmr",
            "io.github.meter4j.iec62056")
        .check(CLASSES);
  }

  @Test
  void simulatedMetersDoNothingButCompute() {
    DescribedPredicate<JavaClass> which =
        DescribedPredicate.describe(
            "all but the lines to the simulated meters",
            type -> type.getPackageName().equals(ROOT) && !LINES.contains(outermost(type)));
    computeOnly(which).check(CLASSES);
  }

  private static String outermost(JavaClass type) {
    return type.getName().substring(ROOT.length() + 1).split("\\$")[0];
  }

  @Test
  void nothingIsPublicByAccident() {
    Set<String> visible =
        CLASSES.stream()
            .filter(SimulatorArchitectureTest::isVisible)
            .map(type -> type.getName().substring(ROOT.length() + 1))
            .collect(Collectors.toSet());

    assertThat(visible)
        .containsExactlyInAnyOrder(
            "Display",
            "Household",
            "HouseholdSlave",
            "ModeCMeter",
            "ModeCMeter$Reply",
            "Profile",
            "SimulatedMeter",
            "modbus.ModbusSlave",
            "modbus.Quirk",
            "modbus.Quirk$Cut",
            "modbus.Quirk$Damaged",
            "modbus.Quirk$InHalves",
            "modbus.Quirk$Late",
            "modbus.Quirk$Noise",
            "modbus.Quirk$OtherFunction",
            "modbus.Quirk$OtherUnit",
            "modbus.Quirk$Refusal",
            "modbus.Quirk$Silent",
            "modbus.Quirk$Unplugged",
            "modbus.Registers",
            "modbus.Request",
            "modbus.SlaveServer",
            "modbus.SlaveUnit",
            "modbus.SlaveUnit$Writing");
  }

  private static boolean isVisible(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(SimulatorArchitectureTest::isVisible).orElse(true);
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
