package io.github.meter4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.meter4j.MeterReader;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.iec62056.D0Command;
import io.github.meter4j.iec62056.D0Readout;
import io.github.meter4j.iec62056.Iec62056;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.MeterTime;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The simulated meter of mode C. */
@Timeout(60)
class Mt174Test {
  private static final Instant MORNING = Instant.parse("2026-04-15T05:00:00Z");
  private static final byte[] ACKNOWLEDGEMENT = D0Command.acknowledge('0', '5', '0');

  private final AtomicReference<Instant> time = new AtomicReference<>(MORNING);
  private final Household household = new Household(1, MORNING, Profile.GERMANY);
  private final ModeCMeter meter = ModeCMeter.mt174(household, time::get);

  private ModeCMeter.Reply reply(byte[] request) {
    for (int i = 0; i < request.length - 1; i++) {
      assertThat(meter.receive(request[i])).isEmpty();
    }
    return meter.receive(request[request.length - 1]).orElseThrow();
  }

  private D0Readout readout() {
    String identification =
        new String(reply(D0Command.request("")).bytes(), StandardCharsets.US_ASCII);
    String block = new String(reply(ACKNOWLEDGEMENT).bytes(), StandardCharsets.US_ASCII);
    D0Readout readout =
        Iec62056.decode((identification + block).getBytes(StandardCharsets.US_ASCII));
    assertThat(readout.integrity()).isEqualTo(Integrity.VERIFIED);
    assertThat(readout.faults()).isEmpty();
    return readout;
  }

  private static long wattHours(D0Readout readout, Measurand measurand) {
    assertThat(readout.require(measurand).scale()).isEqualTo(3);
    return readout.require(measurand).unscaled();
  }

  @Test
  void itsRegistersAreTheSumOfThePowerAndOfTheTariffs() {
    D0Readout first = readout();
    long wattSeconds = 0;
    D0Readout last = first;
    for (int second = 1; second <= 7 * 3_600; second++) {
      household.skipTo(MORNING.plusSeconds(second));
      wattSeconds += household.singlePhase().watts();
    }
    time.set(MORNING.plusSeconds(7 * 3_600));
    last = readout();

    long net = 0;
    for (Measurand direction :
        new Measurand[] {Measurand.ACTIVE_ENERGY_IMPORT, Measurand.ACTIVE_ENERGY_EXPORT}) {
      long rise = wattHours(last, direction) - wattHours(first, direction);
      assertThat(rise).isPositive();
      assertThat(wattHours(last, direction))
          .isEqualTo(wattHours(last, direction.tariff(1)) + wattHours(last, direction.tariff(2)));
      net += direction == Measurand.ACTIVE_ENERGY_IMPORT ? rise : -rise;
    }
    assertThat((double) net).isCloseTo(wattSeconds / 3_600.0, within(4.0));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-29T00:59:59Z, 2026-03-29T01:59:59, 0260329",
    "2026-03-29T01:00:00Z, 2026-03-29T03:00:00, 1260329",
    "2026-10-25T00:59:59Z, 2026-10-25T02:59:59, 1261025",
    "2026-10-25T01:00:00Z, 2026-10-25T02:00:00, 0261025"
  })
  void itsClockShowsTheSeason(Instant now, LocalDateTime local, String date) {
    time.set(now);
    D0Readout readout = readoutOf(new Household(1, now, Profile.GERMANY), now);

    MeterTime clock = readout.meterTime().orElseThrow();
    assertThat(clock.local()).contains(local);
    assertThat(clock.raw()).startsWith(date);
  }

  private D0Readout readoutOf(Household home, Instant now) {
    ModeCMeter own = ModeCMeter.mt174(home, () -> now);
    byte[] block = {};
    for (byte b : ACKNOWLEDGEMENT) {
      block = own.receive(b).map(ModeCMeter.Reply::bytes).orElse(block);
    }
    return Iec62056.decode(
        ("/ISk5MT174-0001\r\n" + new String(block, StandardCharsets.US_ASCII))
            .getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void aBlockIsRepeatedAsItWas() {
    reply(D0Command.request(""));
    meter.damage(1);
    byte[] damaged = reply(ACKNOWLEDGEMENT).bytes();
    time.set(MORNING.plusSeconds(100));
    byte[] repeated = reply(new byte[] {D0Command.NAK}).bytes();

    assertThat(damaged).hasSameSizeAs(repeated).isNotEqualTo(repeated);
    assertThat(reply(new byte[] {D0Command.NAK}).bytes()).isEqualTo(repeated);
  }

  @Test
  void nothingIsRepeatedBeforeTheFirstBlock() {
    assertThat(meter.receive(D0Command.NAK)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&rate=60", "&initial-baud=9600&speed=keep", "&final-ack=true"})
  void isReadByItsAddress(String options) throws Exception {
    List<Fault> faults = new CopyOnWriteArrayList<>();
    try (MeterReader<?> reader =
        MeterReader.open("iec62056+sim:mt174?mode=C&interval=1h" + options)) {
      reader.onFault(faults::add);
      D0Readout first = (D0Readout) reader.read(Duration.ofSeconds(15));
      D0Readout second = (D0Readout) reader.read(Duration.ofSeconds(15));

      assertThat(first.ident()).isEqualTo("ISk5MT174-0001");
      assertThat(first.integrity()).isEqualTo(Integrity.VERIFIED);
      assertThat(second.require(Measurand.ACTIVE_ENERGY_IMPORT))
          .isGreaterThanOrEqualTo(first.require(Measurand.ACTIVE_ENERGY_IMPORT));
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void aReplyArrivesAtItsOwnSpeedOnly() throws Exception {
    try (ModeCLine line = new ModeCLine(meter)) {
      ByteBuffer target = ByteBuffer.allocate(4_096);
      line.speed(300);
      line.write(ByteBuffer.wrap(D0Command.request("")));
      assertThat(line.read(target, Duration.ZERO)).isZero();
      assertThat(line.read(target, Duration.ofSeconds(10))).isPositive();
      line.write(ByteBuffer.wrap(ACKNOWLEDGEMENT));
      assertThat(line.read(target, Duration.ofMillis(500))).isZero();

      line.speed(9_600);

      assertThat(line.read(target, Duration.ZERO)).isGreaterThan(100);
    }
  }

  @Test
  void nothingIsPossibleOnAClosedLine() {
    ModeCLine line = new ModeCLine(meter);
    line.close();
    line.close();

    for (org.assertj.core.api.ThrowableAssert.ThrowingCallable call :
        List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
            () -> line.read(ByteBuffer.allocate(1), Duration.ZERO),
            () -> line.write(ByteBuffer.wrap(new byte[1])),
            () -> line.speed(300),
            line::discardInput)) {
      assertThatThrownBy(call)
          .isInstanceOfSatisfying(
              TransportException.class,
              e -> assertThat(e.kind()).isEqualTo(TransportException.Kind.CLOSED));
    }
  }
}
