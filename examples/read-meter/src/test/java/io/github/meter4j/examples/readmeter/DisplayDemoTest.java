package io.github.meter4j.examples.readmeter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The demo of a Current Cost display. */
@Timeout(60)
class DisplayDemoTest {
  private static final String FAST = "cc128?rate=1000&start=2026-07-02T12:50";

  @Test
  void showsSensorsAndTheirChannels() {
    Outcome run = Outcome.of("--demo", FAST, "--count", "10");

    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.lines().get(0)).isEqualTo("CC128-v1.48   no checksum");
    assertThat(run.out()).containsPattern("12:50:00 +sensor 0 +[0-9.]+ kW +[0-9.]+ °C\n");
    assertThat(run.out()).containsPattern("  channel 3 +[0-9.]+ kW\n");
    assertThat(run.out()).containsPattern("  impulses +[0-9]+ +1000 a unit\n");
  }

  @Test
  void showsTheHistory() {
    Outcome run = Outcome.of("--demo", FAST, "--count", "45");

    assertThat(run.out()).containsPattern("12:50:20 +history\n  sensor 0 +h26 [0-9.]+ kWh");
  }

  @Test
  void printsJson() {
    Outcome run = Outcome.of("--demo", FAST, "--count", "2", "--format", "json");

    assertThat(run.lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("{\"source\":\"cc128+sim:display"));
    assertThat(run.lines().get(1))
        .contains("\"kind\":\"live\",\"device\":\"CC128-v1.48\",\"sensor\":1,");
  }

  @Test
  void printsCsvWithTheSameColumnsWhicheverMessageIsFirst() {
    Outcome run = Outcome.of("--demo", FAST, "--count", "45", "--format", "csv");

    assertThat(run.out())
        .startsWith(
            "time,sensor,temperature_C,active_power_kW,active_power_l1_kW,active_power_l2_kW,"
                + "active_power_l3_kW,impulses\r\n");
    assertThat(run.err().lines())
        .containsExactly(
            "read-meter: what the display remembers of the past has no columns; --format json has"
                + " it");
  }
}
