package io.github.meter4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.MeterReader;
import io.github.meter4j.currentcost.CurrentCost;
import io.github.meter4j.dsmr.Dsmr;
import io.github.meter4j.iec62056.Iec62056;
import io.github.meter4j.modbus.map.RegisterMap;
import io.github.meter4j.s0.S0;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A meter is simulated where the module that reads it is there, and no other. */
@Timeout(60)
class OptionalModulesTest {
  static List<Arguments> meters() {
    return List.of(
        Arguments.of("dsmr+sim:household", Dsmr.class),
        Arguments.of("iec62056+sim:ebz", Iec62056.class),
        Arguments.of("iec62056+sim:mt174?mode=C", Iec62056.class),
        Arguments.of("cc128+sim:display", CurrentCost.class),
        Arguments.of("sdm630+sim:sdm630", RegisterMap.class),
        Arguments.of("s0+sim:household?impulses=1000000&interval=100ms", S0.class));
  }

  @ParameterizedTest
  @MethodSource("meters")
  void needsNothingButTheCoreAndTheModuleOfItsDriver(String address, Class<?> driver)
      throws Exception {
    URL[] classPath = {home(MeterReader.class), home(driver), home(Household.class)};
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    // no parent: the loaders of the JDK find what is on the module path of this test
    try (URLClassLoader loader = new URLClassLoader(classPath, null)) {
      thread.setContextClassLoader(loader);
      Class<?> reader = loader.loadClass(MeterReader.class.getName());
      List<?> drivers = (List<?>) reader.getMethod("drivers").invoke(null);
      assertThat(drivers).allMatch(found -> found.getClass().getClassLoader() == loader);

      try (AutoCloseable meter =
          (AutoCloseable) reader.getMethod("open", String.class).invoke(null, address)) {
        Object reading = reader.getMethod("read").invoke(meter);
        Object measurements =
            loader
                .loadClass("io.github.meter4j.reading.Reading")
                .getMethod("measurements")
                .invoke(reading);
        assertThat((List<?>) measurements).isNotEmpty();
      }
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static URL home(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
        .toUri()
        .toURL();
  }
}
