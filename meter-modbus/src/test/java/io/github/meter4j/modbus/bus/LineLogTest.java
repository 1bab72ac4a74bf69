package io.github.meter4j.modbus.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.ReadTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LineLogTest {
  private final LineUnits units = new LineUnits(0);
  private final List<String> said = new ArrayList<>();
  private final LineLog log = new LineLog("COM7", units, said::add);

  private final ReadTimeoutException silence =
      new ReadTimeoutException(
          "unit 2 on COM7 gave no good answer",
          0,
          List.of(new Fault(Fault.Kind.NO_ANSWER, "no answer", 0, 0, 0, 0, "")),
          "no answer");

  @Test
  void aUnitThatFallsSilentAndComesBackIsSaidOnce() {
    units.of(2).answered();
    log.answered(2);
    log.silent(2, silence);
    log.silent(2, silence);
    log.answered(2);
    log.answered(2);
    assertThat(said)
        .containsExactly(
            "unit 2 on COM7 does not answer (no answer); it is polled less and less often until it"
                + " does",
            "unit 2 on COM7 answers again");
  }

  /** The state of the reader says it. */
  @Test
  void aLineOnWhichNobodyHasAnsweredIsNoMatterOfOneUnit() {
    log.silent(2, silence);
    assertThat(said).isEmpty();
    units.of(1).meterOpened();
    units.of(1).answered();
    log.silent(2, silence);
    assertThat(said).hasSize(1);
  }

  @Test
  void overloadIsSaidOnceALineAndRarelyAgain() {
    units.of(1).meterOpened();
    units.of(2).meterOpened();
    Duration second = Duration.ofSeconds(1);
    log.overran(1, Duration.ofMillis(1900), second, 0);
    log.overran(2, Duration.ofMillis(1900), second, 1);
    assertThat(said)
        .containsExactly(
            "more is asked of COM7 than it carries (units that are polled: 2): a poll of unit 1"
                + " takes 1900 ms, longer than its interval of 1000 ms. Units are polled in turn;"
                + " slots are left out, and counted as missed");
    log.overran(3, Duration.ofMillis(900), second, TimeUnit.HOURS.toNanos(2));
    assertThat(said).as("one that only began late").hasSize(1);
    log.overran(2, Duration.ofMillis(1900), second, TimeUnit.HOURS.toNanos(1));
    assertThat(said).hasSize(2);
  }
}
