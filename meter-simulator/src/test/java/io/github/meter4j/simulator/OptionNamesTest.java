package io.github.meter4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.MeterReader;
import io.github.meter4j.MeterSource;
import io.github.meter4j.spi.LinkProvider;
import io.github.meter4j.spi.OptionSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An address has one option of a name: two that mean something else would take each other's value.
 */
class OptionNamesTest {
  static Stream<LinkProvider> links() {
    return Stream.of(new SimulatedLines.Provider(), new SimulatedPulses.Provider());
  }

  @ParameterizedTest
  @MethodSource("links")
  void noDriverHasAnOptionOfTheSameName(LinkProvider link) {
    List<OptionSpec<?>> others = new ArrayList<>(MeterSource.readerOptions());
    others.addAll(MeterSource.recordingOptions());
    MeterReader.drivers().forEach(driver -> others.addAll(driver.options()));

    assertThat(link.options()).isNotEmpty();
    assertThat(others).extracting(OptionSpec::name).contains("timeout");
    assertThat(link.options())
        .extracting(OptionSpec::name)
        .doesNotContainAnyElementsOf(others.stream().map(OptionSpec::name).toList());
  }
}
