package io.github.meter4j.examples.readmeter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The demos of Modbus meters, which are polled through a socket. */
@Timeout(60)
class ModbusDemoTest {
  @ParameterizedTest
  @CsvSource({"dds238, kWh, kvar", "iem2150, kWh, kvar"})
  void showsPowerAndEnergy(String meter, String energy, String reactive) {
    String demo = meter + "?interval=50ms&start=2026-07-02T12:00";
    Outcome run = Outcome.of("--demo", demo, "--count", "3");

    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).containsPattern("-[0-9.]+ kW   to the grid\n");
    assertThat(run.out()).containsPattern("  L1 .* 2[0-9]{2}\\.[0-9]+ V +[0-9.]+ A\n");
    assertThat(run.out()).containsPattern("  import +[0-9.]+ " + energy + "\n");
    assertThat(run.out()).containsPattern("  export +[0-9.]+ " + energy + "\n");
    assertThat(run.out()).containsPattern("  reactive power net +[0-9.]+ " + reactive + "\n");
    assertThat(run.lines().stream().filter(line -> line.contains("to the grid"))).hasSize(3);
  }
}
