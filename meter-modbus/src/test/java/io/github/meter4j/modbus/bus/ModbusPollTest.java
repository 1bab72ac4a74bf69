package io.github.meter4j.modbus.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.meter4j.MeterReader;
import io.github.meter4j.MeterSource;
import io.github.meter4j.fault.DeviceException;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.ReadTimeoutException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.modbus.Modbus;
import io.github.meter4j.modbus.Patience;
import io.github.meter4j.modbus.bus.ScriptedSlave.Part;
import io.github.meter4j.modbus.map.ModbusSnapshot;
import io.github.meter4j.modbus.map.RegisterMap;
import io.github.meter4j.reader.Handoff;
import io.github.meter4j.reader.ReaderState;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.reading.Measurand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class ModbusPollTest {
  /** 1016 W, 242.3 V, import 60.24 kWh. */
  private static final String DDS238 =
      "01 03 24 00 00 1C 7B 00 00 00 00 00 00 00 00 00 00 00 00 00 00 04 F3 00 00 17 88"
          + " 09 77 01 A6 03 F8 00 70 03 E1 13 8A 63 ED";

  private static final String BUSY = "01 83 06 C1 32";

  private final ScriptedSlave slave = new ScriptedSlave();

  private MeterReader<ModbusSnapshot> open(String interval) throws MeterException {
    return MeterReader.open(
        Modbus.over(RegisterMap.builtIn("dds238"), slave)
            .with("interval", interval)
            .with("reply-timeout", "100ms"));
  }

  @Test
  void readPollsOnceAndAtOnce() throws MeterException {
    slave.answers(DDS238).answers(DDS238);
    try (MeterReader<ModbusSnapshot> meter = open("1h")) {
      ModbusSnapshot first = meter.read();
      assertThat(first.require(Measurand.ACTIVE_POWER_NET)).hasToString("1016 W");
      assertThat(first.integrity()).isEqualTo(Integrity.VERIFIED);
      assertThat(first.unit()).isEqualTo(1);
      assertThat(first.source()).isEqualTo("dds238+memory:?interval=1h&reply-timeout=100ms");
      assertThat(meter.read()).isNotSameAs(first);
      assertThat(slave.requests()).hasSize(2);
      assertThat(meter.stats().bytesReceived()).isEqualTo(82);
      assertThat(meter.stats().pollsMissed()).isZero();
    }
    assertThat(slave.isClosed()).isTrue();
  }

  @Test
  void readPollsAtOnceAlsoBesideASubscription() throws Exception {
    slave.answers(DDS238).answers(DDS238);
    try (MeterReader<ModbusSnapshot> meter = open("1h")) {
      CountDownLatch told = new CountDownLatch(1);
      meter.subscribe(reading -> told.countDown());
      assertThat(told.await(5, TimeUnit.SECONDS)).isTrue();
      assertThat(meter.read(Duration.ofSeconds(5)).unit()).isEqualTo(1);
      assertThat(slave.requests()).hasSize(2);
    }
  }

  @Test
  void aReadThatComesWhileAnotherOnesPollRunsHasAPollOfItsOwn() throws Exception {
    slave.then(new Part(90, Frames.hex(DDS238))).answers(DDS238);
    try (MeterReader<ModbusSnapshot> meter = open("1h")) {
      CompletableFuture<ModbusSnapshot> first =
          CompletableFuture.supplyAsync(() -> readUnchecked(meter));
      Patience.until("the first poll runs", () -> slave.requests().size() == 1);
      ModbusSnapshot second = meter.read(Duration.ofSeconds(5));
      assertThat(second).isNotSameAs(first.get());
      assertThat(slave.requests()).hasSize(2);
    }
  }

  /** It says nothing of the way to the meter. */
  @Test
  void aThreadThatIsInterruptedInAPollLeavesTheStateAlone() throws Exception {
    slave.answers(DDS238).then(new Part(5_000, Frames.hex(DDS238)));
    List<ReaderState> states = new CopyOnWriteArrayList<>();
    try (MeterReader<ModbusSnapshot> meter =
        MeterReader.open(
            Modbus.over(RegisterMap.builtIn("dds238"), slave).with("reply-timeout", "10s"))) {
      meter.onState((state, cause) -> states.add(state));
      meter.read();
      CompletableFuture<Throwable> failure = new CompletableFuture<>();
      Thread reader =
          new Thread(() -> failure.complete(catchThrowable(() -> meter.read())), "reader");
      reader.start();
      Patience.until("the second poll runs", () -> slave.requests().size() == 2);
      reader.interrupt();
      assertThat(failure.get(5, TimeUnit.SECONDS)).isInstanceOf(TransportException.class);
      assertThat(states).containsExactly(ReaderState.CONNECTED);
    }
  }

  private static ModbusSnapshot readUnchecked(MeterReader<ModbusSnapshot> meter) {
    try {
      return meter.read(Duration.ofSeconds(5));
    } catch (MeterException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void theWholeMeterIsOneTransaction() throws MeterException {
    slave.answers(DDS238);
    try (MeterReader<ModbusSnapshot> meter = open("1h")) {
      meter.read();
    }
    assertThat(slave.requests())
        .extracting(Frames::text)
        .containsExactly("01 03 00 00 00 12 C5 C7");
  }

  /**
   * A poll takes 35 ms of its 100; if the next one began 100 ms after its end, they would drift.
   */
  @Test
  void pollsInSlotsThatDoNotDrift() throws MeterException {
    int polls = 15;
    for (int i = 0; i < polls; i++) {
      slave.then(new Part(35, Frames.hex(DDS238)));
    }
    try (MeterReader<ModbusSnapshot> meter = open("100ms")) {
      assertThat(meter.readings().limit(polls)).hasSize(polls);
    }
    List<Long> at = slave.requestNanos();
    long slot = TimeUnit.MILLISECONDS.toNanos(100);
    long drift = at.get(polls - 1) - at.get(1) - (polls - 2) * slot;
    assertThat(Math.abs(drift)).isLessThan(slot / 2);
  }

  @Test
  void slotsThatASlowPollMissesAreCounted() throws MeterException {
    slave.then(new Part(90, Frames.hex(DDS238))).answers(DDS238);
    try (MeterReader<ModbusSnapshot> meter = open("20ms")) {
      assertThat(meter.readings().limit(2)).hasSize(2);
      assertThat(meter.stats().pollsMissed()).isBetween(4L, 40L);
    }
  }

  @Test
  void aRefusalIsAnExceptionOfReadAndAFaultOfTheStream() throws MeterException {
    slave.answers(BUSY).answers(BUSY).answers(DDS238);
    List<Fault> faults = new ArrayList<>();
    try (MeterReader<ModbusSnapshot> meter = open("10ms")) {
      meter.onFault(faults::add);
      assertThatThrownBy(meter::read)
          .isInstanceOfSatisfying(
              DeviceException.class,
              e -> {
                assertThat(e.code()).isEqualTo(6);
                assertThat(e.retryable()).isTrue();
              });
      assertThat(meter.readings().limit(1)).hasSize(1);
    }
    assertThat(faults)
        .extracting(Fault::kind)
        .containsExactly(Fault.Kind.REFUSED, Fault.Kind.REFUSED);
  }

  @Test
  void theBytesOfADamagedAnswerCanBeKept(@TempDir Path folder) throws Exception {
    String damaged = DDS238.replace("09 77", "09 76");
    slave.answers(DDS238).answers("01 03 24 00 00").isSilent().answers(damaged);
    MeterSource<ModbusSnapshot> source =
        Modbus.over(RegisterMap.builtIn("dds238"), slave)
            .with("interval", "1h")
            .with("reply-timeout", "100ms")
            .with("dump", folder.toString());
    try (MeterReader<ModbusSnapshot> meter = MeterReader.open(source)) {
      meter.read();
      assertThatThrownBy(meter::read).isInstanceOf(ReadTimeoutException.class);
      assertThatThrownBy(meter::read).isInstanceOf(ReadTimeoutException.class);
    }
    List<String> kept = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        List<String> lines = Files.readAllLines(file);
        kept.add(lines.get(lines.size() - 1));
      }
    }
    assertThat(kept)
        .containsExactly("0 0103240000", "0 " + damaged.replace(" ", "").toLowerCase(Locale.ROOT));
  }

  @Test
  void damageAndSilenceAreCountedByKind() throws MeterException {
    slave.answers("01 03 24 00 00").isSilent().answers(DDS238.replace("09 77", "09 76"));
    slave.answers(DDS238);
    try (MeterReader<ModbusSnapshot> meter = open("1h")) {
      assertThatThrownBy(meter::read).isInstanceOf(ReadTimeoutException.class);
      assertThatThrownBy(meter::read).isInstanceOf(ReadTimeoutException.class); // asked once
      assertThat(meter.read().require(Measurand.VOLTAGE.on(Measurand.Phase.L1)))
          .hasToString("242.3 V");
      assertThat(meter.stats().rejected())
          .isEqualTo(
              Map.of(Fault.Kind.FRAMING, 1L, Fault.Kind.CHECKSUM, 1L, Fault.Kind.NO_ANSWER, 2L));
    }
  }

  /** Polls in the background are for those that answer; who calls read() wants it tried. */
  @Test
  void aUnitThatIsSilentIsPolledLessOftenButReadAsks() throws Exception {
    CountDownLatch faults = new CountDownLatch(2);
    try (MeterReader<ModbusSnapshot> meter = open("5ms")) {
      meter.onFault(fault -> faults.countDown());
      meter.subscribe(reading -> {}, Handoff.LATEST);
      assertThat(faults.await(10, TimeUnit.SECONDS)).isTrue();
      long between = slave.requestNanos().get(2) - slave.requestNanos().get(1);
      // a timeout of 100 ms and a pause of 1 s, where the interval alone is 5 ms
      assertThat(between).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(1_000));
    }
    ScriptedSlave silent = new ScriptedSlave();
    try (MeterReader<ModbusSnapshot> meter =
        MeterReader.open(
            Modbus.over(RegisterMap.builtIn("dds238"), silent).with("reply-timeout", "30ms"))) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(meter::read).isInstanceOf(ReadTimeoutException.class);
      }
    }
    assertThat(silent.requests()).hasSize(4);
  }

  @Test
  void closingEndsAReadThatWaits() throws Exception {
    MeterReader<ModbusSnapshot> meter =
        MeterReader.open(
            Modbus.over(RegisterMap.builtIn("dds238"), slave).with("reply-timeout", "15s"));
    CompletableFuture<ModbusSnapshot> reading =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return meter.read();
              } catch (MeterException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    Patience.until("the unit was asked", () -> !slave.requests().isEmpty());
    meter.close();
    assertThatThrownBy(() -> reading.get(5, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .rootCause()
        .isInstanceOfSatisfying(
            TransportException.class,
            e -> assertThat(e.kind()).isEqualTo(TransportException.Kind.CLOSED));
  }

  @Test
  void closingEndsAStreamThatWaitsForItsSlot() throws Exception {
    slave.answers(DDS238);
    MeterReader<ModbusSnapshot> meter = open("1h");
    CountDownLatch first = new CountDownLatch(1);
    CompletableFuture<Long> count =
        CompletableFuture.supplyAsync(() -> meter.readings().peek(r -> first.countDown()).count());
    assertThat(first.await(5, TimeUnit.SECONDS)).isTrue();
    meter.close();
    assertThat(count.get(5, TimeUnit.SECONDS)).isEqualTo(1);
  }

  @Test
  void waitsForTheSlotWithoutBusyness() throws Exception {
    slave.answers(DDS238).answers(DDS238);
    try (MeterReader<ModbusSnapshot> meter = open("400ms")) {
      long cpu = cpuNanos();
      long wall = System.nanoTime();
      assertThat(meter.readings(Duration.ofSeconds(10)).limit(2)).hasSize(2);
      assertThat(System.nanoTime() - wall).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(300));
      assertThat(cpuNanos() - cpu).isLessThan(TimeUnit.MILLISECONDS.toNanos(200));
    }
  }

  private static long cpuNanos() {
    return java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
