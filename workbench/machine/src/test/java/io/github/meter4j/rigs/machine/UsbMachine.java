package io.github.meter4j.rigs.machine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.rigs.machine.Console.Entry;
import io.github.meter4j.rigs.machine.PullingOut.Play;
import io.github.meter4j.rigs.machine.Session.Sent;
import io.github.meter4j.simulator.Household;
import io.github.meter4j.simulator.Profile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
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
 * A USB serial adapter that is pulled out and put back while a meter sends, with the kernel's own
 * drivers. One run of the machine plays all scenarios; each test judges one thing of them.
 */
@Tag("usb")
@TestInstance(Lifecycle.PER_CLASS)
abstract class UsbMachine {
  private static final Instant START = Instant.parse("2026-01-15T17:00:00Z");
  private static final String LINK = "/dev/serial/by-id/usb-QEMU_USB_SERIAL-if00-port0";

  /** From the kernel's word that the adapter is gone to the program's, and closing the port. */
  private static final long NOTICED_MS = 1_000;

  /** How long opening the port may take. */
  private static final long OPENED_MS = 2_000;

  /** The longest pause between two tries: 30 s, and a fifth. */
  private static final long LONGEST_PAUSE_MS = 36_000;

  private final Machine machine;
  private List<Session> sessions = List.of();
  private @Nullable Console console;

  UsbMachine(String architecture) {
    machine = Machine.of(architecture);
  }

  @BeforeAll
  void playScenarios(@TempDir Path app, @TempDir Path folder)
      throws IOException, InterruptedException {
    machine.build();
    List<Play> plays =
        List.of(
            new Play(
                "ten-times",
                "dsmr:/dev/ttyUSB0",
                new Household(1, START),
                115_200,
                List.of(2, 5, 10, 20, 30, 50, 80, 120, 200, 10)),
            new Play("by-id", "dsmr:" + LINK, new Household(2, START), 115_200, List.of(2, 20, 50)),
            new Play(
                "seven-bits",
                "iec62056:/dev/ttyUSB0?mode=D",
                new Household(3, START, Profile.GERMANY),
                9_600,
                List.of(2, 20, 50)));
    PullingOut outside = new PullingOut(folder, plays);
    try {
      console =
          Console.parse(
              machine.run(
                  app,
                  "usb.sh",
                  plays.stream().map(Play::line).toList(),
                  Adapter.options(folder),
                  outside));
    } catch (AssertionError e) {
      outside.failure().ifPresent(e::addSuppressed);
      throw e;
    }
    assertThat(outside.failure()).isEmpty();
    sessions = outside.sessions();
    for (Play play : plays) {
      System.out.println(new Returns(play.step(), sessionsOf(play.step()), console()));
    }
    System.out.println("bytes sent to the meters: " + outside.heard());
  }

  @Test
  void isPulledOutTenTimes() {
    assertThat(Returns.of("ten-times", console())).hasSize(10);
    assertThat(sessionsOf("ten-times")).hasSize(11);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ten-times", "by-id", "seven-bits"})
  void deliversEveryTelegramOfAnOpenPort(String step) {
    List<String> delivered = delivered(step);
    for (Session session : sessionsOf(step)) {
      assertThat(session.due())
          .hasSizeGreaterThanOrEqualTo(PullingOut.TELEGRAMS)
          .isSubsetOf(delivered);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ten-times", "by-id", "seven-bits"})
  void deliversOnlyWhatWasSentInOrderAndOnce(String step) {
    List<String> sent =
        sessions.stream().flatMap(s -> s.telegrams().stream()).map(Sent::crc).toList();

    assertThat(delivered(step)).doesNotHaveDuplicates();
    assertThat(delivered(step).stream().map(sent::indexOf).toList()).isSorted().doesNotContain(-1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ten-times", "by-id"})
  void verifiesEveryTelegram(String step) {
    assertThat(console().all(step, "TELEGRAM"))
        .allSatisfy(entry -> assertThat(entry.text("integrity")).isEqualTo("VERIFIED"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ten-times", "by-id", "seven-bits"})
  void letsThePortHaveItsOwnNameAgain(String step) {
    List<String> names =
        console().all(step, "KERNEL").stream()
            .map(entry -> entry.values().get("attached"))
            .filter(name -> name != null)
            .toList();

    assertThat(names).hasSizeGreaterThanOrEqualTo(sessionsOf(step).size() - 1);
    assertThat(names).containsOnly("ttyUSB0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ten-times", "by-id", "seven-bits"})
  void noticesAtOnce(String step) {
    assertThat(Returns.of(step, console()))
        .hasSize(sessionsOf(step).size() - 1)
        .allSatisfy(one -> assertThat(one.noticedAfter()).isLessThanOrEqualTo(NOTICED_MS));
  }

  /**
   * Pauses double, from 1 s, each longer or shorter by a fifth: after an outage t the one that runs
   * lasts at most 1.5 t + 1.2 s.
   */
  @ParameterizedTest
  @ValueSource(strings = {"ten-times", "by-id", "seven-bits"})
  void opensAgainWithinThePauseBetweenTwoTries(String step) {
    assertThat(Returns.of(step, console()))
        .hasSize(sessionsOf(step).size() - 1)
        .allSatisfy(
            one ->
                assertThat(one.openedAfter())
                    .isBetween(
                        0L, Math.min(LONGEST_PAUSE_MS, one.out() * 3 / 2 + 1_200) + OPENED_MS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ten-times", "by-id", "seven-bits"})
  void countsWhatItMissed(String step) {
    Entry stats = console().all(step, "STATS").get(0);
    int returns = sessionsOf(step).size() - 1;

    assertThat(stats.number("reconnects")).isEqualTo(returns);
    assertThat(stats.number("readings")).isEqualTo(delivered(step).size());
    // Each time a telegram is cut, and what is left of it may come when the port is open again.
    assertThat(stats.number("rejected")).isLessThanOrEqualTo(returns);
  }

  @Test
  void keepsNoThreadsAndFilesOfAdaptersThatAreGone() {
    List<Entry> telegrams = console().all("ten-times", "TELEGRAM");
    Entry early = telegrams.get(PullingOut.TELEGRAMS + 2); // when it is back for the first time
    Entry last = telegrams.get(telegrams.size() - 1);

    assertThat(last.number("files")).isEqualTo(early.number("files"));
    assertThat(last.number("threads")).isLessThanOrEqualTo(early.number("threads"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ten-times", "by-id"})
  void programsTheLineAsAskedEachTime(String step) {
    assertThat(sessionsOf(step))
        .allSatisfy(session -> assertThat(session.line().format()).isEqualTo("8N1"))
        .allSatisfy(session -> assertThat(session.line().baud()).isBetween(114_900, 115_500));
  }

  @Test
  void programsSevenBitsWithParity() {
    assertThat(sessionsOf("seven-bits"))
        .allSatisfy(session -> assertThat(session.line()).isEqualTo(new LineTrace(9_600, "7E1")));
  }

  private List<String> delivered(String step) {
    return console().all(step, "TELEGRAM").stream().map(entry -> entry.text("crc")).toList();
  }

  private List<Session> sessionsOf(String step) {
    return sessions.stream().filter(session -> session.step().equals(step)).toList();
  }

  private Console console() {
    return requireNonNull(console);
  }
}
