package io.github.meter4j.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.github.meter4j.spi.LinkProvider;
import io.github.meter4j.spi.MeterDriver;
import io.github.meter4j.spi.StatusIndicatorProvider;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The rules that hold in every module of this library, for its architecture test. Needs ArchUnit on
 * the class path, which the rest of this kit does not.
 */
public final class ModuleRules {
  private static final SliceAssignment PACKAGES =
      new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
          return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
          return "packages";
        }
      };

  private ModuleRules() {}

  /**
   * The classes of a package and those below it, without tests.
   *
   * @param root the name of the package
   * @return its classes
   */
  public static JavaClasses classesOf(String root) {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages(root);
  }

  /**
   * What the classes may use beside the JDK's {@code java} packages.
   *
   * @param packages the packages, in the form of ArchUnit
   * @return the rule
   */
  public static ArchRule useOnly(String... packages) {
    String[] all = new String[packages.length + 2];
    System.arraycopy(packages, 0, all, 2, packages.length);
    all[0] = "java..";
    all[1] = "org.jspecify..";
    return classes().should().onlyDependOnClassesThat().resideInAnyPackage(all);
  }

  /**
   * No clock, default zone, default charset, thread, lock or logger.
   *
   * @param which the classes that do nothing but compute
   * @return the rule
   */
  public static ArchRule computeOnly(DescribedPredicate<? super JavaClass> which) {
    return noClasses()
        .that(which)
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(ZoneId.class, "systemDefault")
        .orShould()
        .callMethod(Charset.class, "defaultCharset")
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
        .areAssignableTo(Clock.class)
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.util.concurrent..");
  }

  /**
   * What only {@link java.util.ServiceLoader} is to find has no public name.
   *
   * @return the rule
   */
  public static ArchRule hideTheirServices() {
    return noClasses()
        .that()
        .areAssignableTo(MeterDriver.class)
        .or()
        .areAssignableTo(LinkProvider.class)
        .or()
        .areAssignableTo(StatusIndicatorProvider.class)
        .should(
            new ArchCondition<>("have a public name") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                boolean reachable =
                    type.getModifiers().contains(JavaModifier.PUBLIC)
                        && type.getEnclosingClass()
                            .map(outer -> outer.getModifiers().contains(JavaModifier.PUBLIC))
                            .orElse(true);
                events.add(new SimpleConditionEvent(type, reachable, type.getName()));
              }
            });
  }

  /**
   * Imports between packages lead one way.
   *
   * @return the rule
   */
  public static ArchRule haveNoPackageCycles() {
    return slices().assignedFrom(PACKAGES).should().beFreeOfCycles();
  }

  /**
   * Names say what a thing is, in the words of the field.
   *
   * @return the rule
   */
  public static ArchRule haveNamesOfTheField() {
    return noClasses().should().haveNameMatching(".*(Impl|Manager|Helper|Utils?|Interface)");
  }
}
