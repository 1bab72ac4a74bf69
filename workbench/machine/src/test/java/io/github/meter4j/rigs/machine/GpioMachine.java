package io.github.meter4j.rigs.machine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.rigs.machine.Console.Entry;
import io.github.meter4j.rigs.machine.LedTrace.Shown;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * S0 inputs and Blinkt on the GPIO lines of a real kernel, by Pi4J's gpiod provider. One run of the
 * machine plays all scenarios; each test judges one of them.
 */
@Tag("gpio")
@TestInstance(Lifecycle.PER_CLASS)
abstract class GpioMachine {
  /** S0 pulses and the pauses between them are at least this long (IEC 62053-31). */
  private static final long LEGAL_US = 30_000;

  /**
   * What the scenario "killed" allows the program to lose: pulses of 60 ms in 2 s, and the last.
   */
  private static final long SAVE_INTERVAL_PULSES = 2_000 / 60 + 2;

  /** At most so many pulses come after the input is open and before the program says so. */
  private static final long OPENING_PULSES = 10;

  private static final int STARTS = 4;

  private final Machine machine;
  private List<String> lines = List.of();
  private @Nullable Console console;

  GpioMachine(String architecture) {
    machine = Machine.of(architecture);
  }

  @BeforeAll
  void playScenarios(@TempDir Path app) throws IOException {
    machine.build();
    lines =
        machine.run(
            app,
            "gpio.sh",
            List.of(
                "two_inputs",
                "starts " + STARTS,
                "killed",
                "lights",
                "sweep",
                "bounces",
                "stalls"));
    console = Console.parse(lines);
    System.out.println(new Table(machine.toString(), console()));
  }

  @Test
  void countsAThousandPulsesWhileASecondInputRuns() {
    Entry sent = console().only("two-inputs-meanwhile", "PULSES", "line", "17");
    assertThat(sent.number("count")).isEqualTo(1000);
    assertThat(sent.span("high_us")[0]).isBetween(LEGAL_US, LEGAL_US + 1000);

    Entry first = console().only("two-inputs-end", "COUNT", "meter", "0");
    Entry second = console().only("two-inputs-end", "COUNT", "meter", "1");
    assertThat(first.number("count")).isEqualTo(1000);
    assertThat(second.number("count")).isEqualTo(321);
    assertThat(List.of(first, second))
        .allSatisfy(entry -> assertThat(entry.number("rejected")).isZero())
        .allSatisfy(entry -> assertThat(entry.number("gaps")).isZero());
  }

  @Test
  void losesNoPulseWhenAProgramHasJustStarted() {
    for (int start = 1; start <= STARTS; start++) {
      String step = "starts-" + start;
      assertThat(console().all(step, "PULSES"))
          .hasSize(2)
          .allSatisfy(sent -> assertThat(sent.number("count")).isEqualTo(50))
          .allSatisfy(sent -> assertThat(sent.span("high_us")[0]).isGreaterThanOrEqualTo(LEGAL_US));
      assertThat(console().all(step, "COUNT"))
          .hasSize(2)
          .allSatisfy(told -> assertThat(told.number("count")).isEqualTo(50))
          .allSatisfy(told -> assertThat(told.number("rejected")).isZero());
    }
  }

  @Test
  void makesExactlyTheEnergyOfThePulses() {
    Entry first = console().only("two-inputs-end", "COUNT", "meter", "0");
    Entry second = console().only("two-inputs-end", "COUNT", "meter", "1");

    assertThat(first.decimal("total")).isEqualByComparingTo("1"); // 1000 / 1000
    assertThat(second.decimal("total")).isEqualByComparingTo("0.40125"); // 321 / 800
    assertThat(List.of(first.text("unit"), second.text("unit"))).containsOnly("kWh");
  }

  @Test
  void tellsThePowerOfTheLastInterval() {
    // 6 pulses, 2 s apart, of a meter of 800 pulses per kWh.
    Entry sent = console().only("slow-input", "PULSES", "line", "27");
    long least = sent.span("high_us")[0] + sent.span("low_us")[0];
    long greatest = sent.span("high_us")[2] + sent.span("low_us")[2];
    Entry told = console().only("slow-input", "COUNT", "meter", "1");

    assertThat(told.text("basis")).isEqualTo("MEASURED");
    assertThat(told.number("interval_us")).isBetween(least - 20_000, greatest + 20_000);
    assertThat(told.decimal("power").doubleValue())
        .isBetween(4.5e9 / (greatest + 20_000), 4.5e9 / (least - 20_000));
  }

  @Test
  void tellsThePowerAtTheGreatestRate() {
    List<Entry> told = console().all("two-inputs-meanwhile", "COUNT", "meter", "0");

    // 1000 pulses per kWh, about 60.3 ms apart: about 59.7 kW.
    assertThat(told).hasSize(10);
    assertThat(told)
        .allSatisfy(entry -> assertThat(entry.decimal("power").doubleValue()).isBetween(5e4, 7e4));
  }

  @Test
  void boundsThePowerWhenPulsesStop() {
    Entry told = console().only("two-inputs-silence", "COUNT", "meter", "0");

    // At least 5 s since the last pulse, at most 2 s more: the second input took less than the
    // first.
    assertThat(told.text("basis")).isEqualTo("BOUND");
    assertThat(told.decimal("power").doubleValue()).isBetween(3600.0 / 7, 3600.0 / 5);
  }

  @Test
  void losesNoMoreThanItsSaveIntervalWhenItIsKilled() {
    Entry before = console().only("before-kill", "COUNT", "meter", "0");
    long atKill = console().only("before-kill", "BEGUN", "when", "kill").number("pulses");
    Entry after = console().only("restarted", "COUNT", "meter", "0");
    long open = console().only("restarted", "BEGUN", "when", "open").number("pulses");

    assertThat(before.number("count")).isPositive();
    assertThat(after.number("count"))
        .as("a count that was shown a save interval ago is never taken back")
        .isGreaterThanOrEqualTo(before.number("count"));

    Entry end = console().all("killed-end", "COUNT").get(0);
    long sentSince = 600 - open;
    assertThat(open - atKill).as("pulses while no program ran").isPositive();
    assertThat(end.number("count"))
        .isBetween(
            atKill - SAVE_INTERVAL_PULSES + sentSince - end.number("rejected") - 1,
            600 - (open - atKill) + OPENING_PULSES);
  }

  @Test
  void countsExactlyAgainAfterItsRestart() {
    assertThat(console().only("killed-end", "PULSES", "line", "17").number("count")).isEqualTo(200);
    assertThat(console().counted("killed-end")).isEqualTo(200);
  }

  @Test
  void saysWhatMayBeMissingAfterItWasKilled() {
    assertThat(console().all("killed-end", "COUNT"))
        .allSatisfy(entry -> assertThat(entry.number("gaps")).isEqualTo(1))
        .allSatisfy(entry -> assertThat(entry.text("last_gap")).isEqualTo("KILLED"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10ms", "0ms"})
  void countsEveryPulseOfLegalLength(String debounce) {
    String step = "sweep-" + debounce + "-30";

    assertThat(console().only(step, "PULSES", "line", "5").span("high_us")[0])
        .isGreaterThanOrEqualTo(LEGAL_US);
    assertThat(console().counted(step)).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10ms-20", "10ms-100", "10ms-400", "0ms-20", "0ms-100", "0ms-400"})
  void losesNothingWhenTheProcessIsStopped(String debounceAndStop) {
    String step = "stalls-" + debounceAndStop;

    assertThat(console().only(step, "PULSES", "line", "6").number("count")).isEqualTo(300);
    assertThat(console().counted(step)).isEqualTo(300);
    assertThat(console().grown(step, "rejected")).isZero();
  }

  @Test
  void countsAPulseOnceWhenTheContactBounces() {
    assertThat(console().only("bounces", "PULSES", "line", "22").number("count")).isEqualTo(100);
    assertThat(console().counted("bounces")).isEqualTo(100);
    assertThat(console().grown("bounces", "rejected")).as("bounces that were seen").isPositive();
  }

  @Test
  void givesTheLedsTheBitsOfTheirFrames() {
    Entry numbers = console().all("lights", "LINES").get(0);
    LedTrace trace =
        LedTrace.decode(lines, (int) numbers.number("data"), (int) numbers.number("clock"));

    assertThat(trace.shown().stream().map(Shown::mark))
        .containsExactly("", "one-red", "the-same-again", "all-different", "closing");
    assertThat(trace.after("").hex()).isEmpty();
    assertThat(trace.after("one-red").hex())
        .isEqualTo("00000000" + "e70000ff" + "e7000000".repeat(7) + "0000000000");
    assertThat(trace.after("the-same-again").hex()).isEmpty();
    assertThat(trace.after("all-different").hex())
        .isEqualTo(
            "00000000"
                + "ffff0080" // brightness, blue, green, red
                + "fefe1081"
                + "fdfd2082"
                + "fcfc3083"
                + "fbfb4084"
                + "fafa5085"
                + "f9f96086"
                + "f8f87087"
                + "0000000000");
    assertThat(trace.after("closing").hex())
        .isEqualTo(
            "00000000"
                + "ff000000fe000000fd000000fc000000fb000000fa000000f9000000f8000000"
                + "0000000000");
  }

  private Console console() {
    return requireNonNull(console);
  }
}
