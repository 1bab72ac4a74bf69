package io.github.meter4j.modbus;

import static io.github.meter4j.testkit.ModuleRules.classesOf;
import static io.github.meter4j.testkit.ModuleRules.computeOnly;
import static io.github.meter4j.testkit.ModuleRules.haveNamesOfTheField;
import static io.github.meter4j.testkit.ModuleRules.haveNoPackageCycles;
import static io.github.meter4j.testkit.ModuleRules.useOnly;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What this module may use; only its adapter knows j2mod, and maps and frames do nothing but
 * compute.
 */
class ModbusArchitectureTest {
  private static final JavaClasses CLASSES = classesOf("io.github.meter4j.modbus");

  private static final String J2MOD = "com.ghgande.j2mod..";

  /** One uses it, the other names it in its signature. */
  private static final String[] ADAPTERS = {
    "io.github.meter4j.modbus.internal.j2mod", "io.github.meter4j.modbus.j2mod"
  };

  /** Of the maps, these read files or stamp readings. */
  private static final Set<String> NOT_PURE = Set.of("RegisterMap", "ReadPlan");

  /** Of the bus, these do not wait and share nothing. */
  private static final Set<String> PURE =
      Set.of("RtuFraming", "TcpFraming", "Request", "RequestPdu", "Found", "ExceptionCode");

  @Test
  void knowsTheCoreAndNoOtherProtocol() {
    useOnly(
            "io.github.meter4j.modbus..",
            "io.github.meter4j",
            "io.github.meter4j.fault",
            "io.github.meter4j.reader",
            "io.github.meter4j.reading",
            "io.github.meter4j.spi",
            "io.github.meter4j.codec",
            "io.github.meter4j.transport",
            J2MOD)
        .check(CLASSES);
  }

  @Test
  void onlyTheAdapterKnowsTheLibrary() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideOutsideOfPackages(ADAPTERS)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(J2MOD)
        .check(CLASSES);
  }

  @Test
  void mapsAndFramesDoNothingButCompute() {
    DescribedPredicate<JavaClass> which =
        DescribedPredicate.describe(
            "maps and frames",
            type ->
                type.getPackageName().endsWith(".map")
                    ? !NOT_PURE.contains(outermost(type))
                    : PURE.contains(outermost(type)));
    computeOnly(which).check(CLASSES);
  }

  private static String outermost(JavaClass type) {
    String name = type.getName().substring(type.getPackageName().length() + 1);
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
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
