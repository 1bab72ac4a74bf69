package io.github.meter4j.examples.readmeter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo of a pulse output. */
@Timeout(60)
class PulseDemoTest {
  private static final String FAST =
      "s0?rate=20&interval=200ms&offset=13756.570&start=2026-12-02T18:30";

  @TempDir private Path folder;

  @Test
  void showsPowerTotalAndCount() {
    Outcome run = Outcome.of("--demo", FAST, "--count", "8");

    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.lines().get(0)).matches("s0\\+sim:household\\?.* counted since 20.*");
    assertThat(run.out())
        .containsPattern("no power yet +13756\\.5700 kWh\n  pulses +0 +10000 a kWh\n");
    assertThat(run.out())
        .containsPattern(
            " [0-9.]+ kW +13756\\.57[0-9]+ kWh\n  pulses +[1-9][0-9]* +10000 a kWh, the last 0\\.[0-9] s ago\n");
  }

  @Test
  void saysWhatMayBeMissing() {
    String kept = FAST + "&pulses=3&meter=cellar&state=" + folder.resolve("s0.count");
    assertThat(Outcome.of("--demo", kept).out()).doesNotContain("at least");

    assertThat(Outcome.of("--demo", kept).out())
        .containsPattern("\n  at least: nobody counted from 20.* to 20.*\n")
        .contains("13756.5706 kWh");
  }

  @Test
  void printsJson() {
    Outcome run = Outcome.of("--demo", FAST + "&pulses=2", "--format", "json");

    String last = run.lines().get(run.lines().size() - 1);
    assertThat(last)
        .startsWith("{\"source\":\"s0+sim:household")
        .contains(
            "\"pulses\":{\"count\":\"2\",\"perUnit\":\"10000\",\"offset\":\"13756.570\","
                + "\"total\":\"13756.5702\",\"unit\":\"kWh\",\"exact\":true,\"interval\":\"")
        .contains("{\"name\":\"active_energy_import\",\"obis\":null,");
  }

  @Test
  void printsCsv() {
    Outcome run = Outcome.of("--demo", FAST + "&pulses=2", "--format", "csv");

    assertThat(run.lines().get(0))
        .isEqualTo("time,active_energy_import_kWh,active_power_import_kW,power_basis,pulses,gaps");
    assertThat(run.lines().get(1))
        .endsWith(",13756.5700,,none,0,0"); // no power yet, and its column
    assertThat(run.out()).containsPattern(",13756\\.5702,[0-9.]+,(measured|bound),2,0\r\n");
  }
}
