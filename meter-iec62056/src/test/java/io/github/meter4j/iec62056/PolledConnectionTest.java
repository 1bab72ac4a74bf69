package io.github.meter4j.iec62056;

import static io.github.meter4j.iec62056.Bits.bytes;
import static io.github.meter4j.iec62056.Bits.concat;
import static io.github.meter4j.iec62056.Bits.text;
import static io.github.meter4j.iec62056.Bits.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.meter4j.MeterReader;
import io.github.meter4j.MeterSource;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.ReadTimeoutException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.transport.MemoryTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sessions in modes A to C, on a line in memory. */
@Timeout(30)
class PolledConnectionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final byte[] BLOCK = vector("iec_readout");
  private static final byte[] ACK = vector("iec_ack");
  private static final byte[] REQUEST = vector("iec_req");

  private final MemoryTransport line = MemoryTransport.open();
  private final List<Fault> faults = new ArrayList<>();

  private MeterSource<D0Readout> source(String... options) {
    Map<String, String> all =
        new LinkedHashMap<>(
            Map.of(
                "mode", "C",
                "ack-pause", "10ms",
                "switch-pause", "20ms",
                "reaction", "300ms",
                "gap", "300ms",
                "interval", "1h"));
    for (int i = 0; i < options.length; i += 2) {
      all.put(options[i], options[i + 1]);
    }
    MeterSource<D0Readout> source = Iec62056.over(line);
    for (Map.Entry<String, String> option : all.entrySet()) {
      source = source.with(option.getKey(), option.getValue());
    }
    return source;
  }

  @AfterEach
  void close() {
    line.close();
  }

  /** Waits until so many bytes were written to the line. */
  private void awaitWritten(int count) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (line.written().length < count && System.nanoTime() < deadline) {
      try {
        TimeUnit.MILLISECONDS.sleep(2);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    assertThat(line.written()).hasSizeGreaterThanOrEqualTo(count);
  }

  private CompletableFuture<D0Readout> read(MeterReader<D0Readout> meter) {
    meter.onFault(faults::add);
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return meter.read(PATIENCE);
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
  }

  @Test
  void modeCSignsOnSwitchesAndReads() throws Exception {
    try (MeterReader<D0Readout> meter = MeterReader.open(source())) {
      CompletableFuture<D0Readout> readout = read(meter);
      awaitWritten(REQUEST.length);
      line.feed(concat(REQUEST, bytes("/ISk5MT174\r\n")));
      awaitWritten(REQUEST.length + ACK.length);
      assertThat(line.written()).isEqualTo(concat(REQUEST, ACK));
      awaitSpeeds(300, 9600);
      line.feed(BLOCK);
      assertThat(readout.get().integrity()).isEqualTo(Integrity.VERIFIED);
      assertThat(readout.get().ident()).isEqualTo("ISk5MT174");
      assertThat(readout.get().importEnergy()).hasToString("Optional[1234.567 kWh]");
    }
    assertThat(line.written()).isEqualTo(concat(REQUEST, ACK));
    assertThat(faults).isEmpty();
  }

  /** It was asked for by an earlier call, and so says what was before this one. */
  @Test
  void aReadoutThatIsOnItsWayIsNotFresh() throws Exception {
    try (MeterReader<D0Readout> meter = MeterReader.open(source())) {
      CompletableFuture<Throwable> first =
          CompletableFuture.supplyAsync(
              () -> catchThrowable(() -> meter.read(Duration.ofMillis(150))));
      awaitWritten(REQUEST.length);
      line.feed(bytes("/ISk5MT174\r\n"));
      assertThat(first.get()).isInstanceOf(ReadTimeoutException.class);
      CompletableFuture<D0Readout> second = read(meter);
      awaitWritten(REQUEST.length + ACK.length);
      line.feed(BLOCK);
      awaitWritten(2 * REQUEST.length + ACK.length);
      line.feed(bytes("/ISk5MT175\r\n"));
      awaitWritten(2 * REQUEST.length + 2 * ACK.length);
      line.feed(BLOCK);
      assertThat(second.get().ident()).isEqualTo("ISk5MT175");
      assertThat(meter.stats().readings()).isEqualTo(2);
    }
  }

  @Test
  void aReadBesideASubscriptionAsksAtOnce() throws Exception {
    try (MeterReader<D0Readout> meter = MeterReader.open(source("mode", "A"))) {
      CountDownLatch told = new CountDownLatch(1);
      meter.subscribe(readout -> told.countDown());
      awaitWritten(REQUEST.length);
      line.feed(concat(bytes("/ISk5MT174\r\n"), BLOCK));
      assertThat(told.await(5, TimeUnit.SECONDS)).isTrue();
      CompletableFuture<D0Readout> readout = read(meter);
      awaitWritten(2 * REQUEST.length);
      line.feed(concat(bytes("/ISk5MT175\r\n"), BLOCK));
      assertThat(readout.get().ident()).isEqualTo("ISk5MT175");
    }
  }

  @Test
  void aReadoutThatABreakCutsOffIsRejected() throws Exception {
    try (MeterReader<D0Readout> meter = MeterReader.open(source())) {
      CompletableFuture<D0Readout> readout = read(meter);
      awaitWritten(REQUEST.length);
      byte[] begun = concat(bytes("/ISk5MT174\r\n"), Arrays.copyOf(BLOCK, 40));
      line.feed(begun);
      awaitSpeeds(300, 9600);
      awaitReceived(meter, begun.length);
      line.disconnect();
      assertThatThrownBy(readout::get).hasRootCauseInstanceOf(TransportException.class);
      assertThat(meter.stats().bytesRejected() + meter.stats().bytesSkipped())
          .isEqualTo(begun.length);
      assertThat(faults).extracting(Fault::kind).containsExactly(Fault.Kind.FRAMING);
    }
  }

  private static void awaitReceived(MeterReader<?> meter, int bytes) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (meter.stats().bytesReceived() < bytes && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(2);
    }
    assertThat(meter.stats().bytesReceived()).isEqualTo(bytes);
  }

  private void awaitSpeeds(Integer... speeds) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (line.speeds().size() < speeds.length && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(2);
    }
    assertThat(line.speeds()).startsWith(speeds);
  }

  @Test
  void aDamagedBlockIsRepeatedAfterNak() throws Exception {
    byte[] damaged = BLOCK.clone();
    damaged[30] ^= 1;
    try (MeterReader<D0Readout> meter = MeterReader.open(source("final-ack", "true"))) {
      CompletableFuture<D0Readout> readout = read(meter);
      awaitWritten(REQUEST.length);
      line.feed(bytes("/ISk5MT174\r\n"));
      awaitSpeeds(300, 9600);
      line.feed(damaged);
      awaitWritten(REQUEST.length + ACK.length + 1);
      assertThat(line.written()[REQUEST.length + ACK.length]).isEqualTo(D0Command.NAK);
      line.feed(BLOCK);
      assertThat(readout.get().ident()).isEqualTo("ISk5MT174");
      awaitWritten(REQUEST.length + ACK.length + 2);
      assertThat(line.written()[REQUEST.length + ACK.length + 1]).isEqualTo(D0Command.ACK);
    }
    assertThat(faults).extracting(Fault::kind).containsExactly(Fault.Kind.CHECKSUM);
  }

  @Test
  void aBlockThatIsDamagedAgainEndsTheSessionWithABreak() throws Exception {
    byte[] damaged = BLOCK.clone();
    damaged[30] ^= 1;
    try (MeterReader<D0Readout> meter = MeterReader.open(source())) {
      CompletableFuture<D0Readout> readout = read(meter);
      awaitWritten(REQUEST.length);
      line.feed(bytes("/ISk5MT174\r\n"));
      awaitSpeeds(300, 9600);
      line.feed(damaged);
      awaitWritten(REQUEST.length + ACK.length + 1);
      line.feed(damaged);
      int broken = REQUEST.length + ACK.length + 1 + vector("iec_break").length;
      awaitWritten(broken + REQUEST.length);
      assertThat(text(line.written())).contains("\25\1B0\3q/?!");
      line.feed(bytes("/ISk5MT174\r\n"));
      awaitWritten(broken + REQUEST.length + ACK.length);
      line.feed(BLOCK);
      assertThat(readout.get().integrity()).isEqualTo(Integrity.VERIFIED);
    }
    assertThat(faults).hasSize(2);
  }

  @Test
  void closingInASessionSendsABreak() throws Exception {
    CompletableFuture<D0Readout> readout;
    try (MeterReader<D0Readout> meter = MeterReader.open(source())) {
      readout = read(meter);
      awaitWritten(REQUEST.length);
      line.feed(bytes("/ISk5MT174\r\n"));
      awaitSpeeds(300, 9600);
    }
    assertThat(line.written()).isEqualTo(concat(REQUEST, ACK, vector("iec_break")));
    assertThatThrownBy(readout::get).hasRootCauseInstanceOf(TransportException.class);
  }

  @Test
  void modeBFollowsTheMeterAndModeAStays() throws Exception {
    try (MeterReader<D0Readout> meter = MeterReader.open(source())) {
      CompletableFuture<D0Readout> readout = read(meter);
      awaitWritten(REQUEST.length);
      line.feed(bytes("/ABCDMTR\r\n"));
      awaitSpeeds(300, 4800);
      line.feed(BLOCK);
      assertThat(readout.get().ident()).isEqualTo("ABCDMTR");
      CompletableFuture<D0Readout> next = read(meter);
      awaitWritten(2 * REQUEST.length);
      line.feed(concat(bytes("/EMH@MTR\r\n"), BLOCK));
      assertThat(next.get().ident()).isEqualTo("EMH@MTR");
    }
    assertThat(line.speeds()).doesNotContain(9600);
    assertThat(line.written()).isEqualTo(concat(REQUEST, REQUEST));
  }

  @Test
  void addressWakeUpSecondaryAcknowledgementAndParity() throws Exception {
    MeterSource<D0Readout> source =
        source("device-address", "12345678", "ack", "01", "parity", "check", "speed", "keep");
    byte[] request = D0Command.withParity(vector("iec_req_addr"));
    byte[] ack = D0Command.withParity(D0Command.acknowledge('0', '0', '1'));
    try (MeterReader<D0Readout> meter = MeterReader.open(source)) {
      CompletableFuture<D0Readout> readout = read(meter);
      awaitWritten(request.length);
      line.feed(D0Command.withParity(bytes("/LOG5LK13BE\r\n")));
      awaitWritten(request.length + ack.length);
      line.feed(D0Command.withParity(BLOCK));
      assertThat(readout.get().isParityChecked()).isTrue();
      assertThat(line.written()).isEqualTo(concat(request, ack));
      assertThat(line.speeds()).isEmpty();
    }
  }

  @Test
  void aBatteryMeterIsWokenFirst() {
    MeterSource<D0Readout> source = source("wake-up", "true");
    try (MeterReader<D0Readout> meter = MeterReader.open(source)) {
      CompletableFuture<D0Readout> readout = read(meter);
      awaitWritten(66 + REQUEST.length);
      assertThat(line.written()).isEqualTo(concat(new byte[66], REQUEST));
      assertThat(readout).isNotDone();
    } catch (io.github.meter4j.fault.MeterException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aMeterThatIsSilentIsAskedAgainAndReported() throws Exception {
    try (MeterReader<D0Readout> meter = MeterReader.open(source())) {
      meter.onFault(faults::add);
      assertThatThrownBy(() -> meter.read(Duration.ofMillis(2_000)))
          .isInstanceOf(ReadTimeoutException.class);
    }
    assertThat(line.written()).isEqualTo(concat(REQUEST, REQUEST));
    assertThat(faults)
        .extracting(Fault::message)
        .containsExactly(
            "no identification within 300 ms (try 1 of 2)",
            "no identification within 300 ms (try 2 of 2)");
  }

  @Test
  void pollsInSlots() throws Exception {
    try (MeterReader<D0Readout> meter = MeterReader.open(source("interval", "200ms", "mode", "A"));
        var readouts = meter.readings()) {
      CompletableFuture<Integer> answered =
          CompletableFuture.supplyAsync(
              () -> {
                for (int i = 1; i <= 3; i++) {
                  awaitWritten(i * REQUEST.length);
                  line.feed(concat(bytes("/EMH@MTR\r\n"), BLOCK));
                }
                return 3;
              });
      assertThat(readouts.limit(3).map(D0Readout::ident)).containsOnly("EMH@MTR");
      assertThat(answered.get()).isEqualTo(3);
    }
  }

  @Test
  void overTcpTheSpeedHasToBeKept() throws Exception {
    try (java.net.ServerSocket server =
        new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      String address = "iec62056+tcp:127.0.0.1:" + server.getLocalPort();
      assertThatThrownBy(
              () -> {
                try (MeterReader<?> meter = MeterReader.open(address + "?mode=C")) {
                  meter.read(Duration.ofSeconds(1));
                }
              })
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("add speed=keep");
    }
  }

  @Test
  void binaryIsRefusedClearly() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> source("ack", "22").options())
        .withMessageContaining("ack");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> source("mode", "E").options())
        .withMessageEndingWith("option mode cannot be \"E\"; it takes A, B, C, D");
  }
}
