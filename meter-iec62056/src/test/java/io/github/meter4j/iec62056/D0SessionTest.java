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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sessions in modes A to C, on a line in memory. */
@Timeout(30)
class D0SessionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final byte[] BLOCK = vector("iec_readout");
  private static final byte[] ACK = vector("iec_ack");
  private static final byte[] REQUEST = vector("iec_req");

  private final MemoryTransport line = MemoryTransport.open();
  private final List<Fault> faults = new CopyOnWriteArrayList<>();
  private final List<Thread> readers = new CopyOnWriteArrayList<>();

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
          readers.add(Thread.currentThread());
          try {
            return meter.read(PATIENCE);
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        },
        // a thread for each: the common pool of a small machine has one
        task -> new Thread(task).start());
  }

  /** Waits until so many calls of read() wait for something. */
  private void awaitWaiting(int count) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (readers.stream().filter(D0SessionTest::waits).count() < count
        && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(2);
    }
    assertThat(readers).filteredOn(D0SessionTest::waits).hasSize(count);
  }

  private static boolean waits(Thread thread) {
    return thread.getState() == Thread.State.TIMED_WAITING;
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

  /** It was polled for an earlier call, and so says what was before this one. */
  @Test
  void aReadoutThatIsOnItsWayIsNotFresh() throws Exception {
    try (MeterReader<D0Readout> meter = MeterReader.open(source("reaction", "5s", "gap", "5s"))) {
      CompletableFuture<D0Readout> first = read(meter);
      awaitWritten(REQUEST.length);
      line.feed(bytes("/ISk5MT174\r\n"));
      CompletableFuture<D0Readout> second = read(meter);
      awaitWaiting(2);
      awaitWritten(REQUEST.length + ACK.length);
      line.feed(BLOCK);
      assertThat(first.get().ident()).isEqualTo("ISk5MT174");
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
  void aWakeUpMayBeLonger() {
    MeterSource<D0Readout> source = source("wake-up", "4s");
    try (MeterReader<D0Readout> meter = MeterReader.open(source)) {
      CompletableFuture<D0Readout> readout = read(meter);
      awaitWritten(120);
      assertThat(line.written()).isEqualTo(new byte[120]);
      assertThat(readout).isNotDone();
    } catch (io.github.meter4j.fault.MeterException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aMeterThatIsSilentIsAskedAgainAndReported() throws Exception {
    try (MeterReader<D0Readout> meter = MeterReader.open(source())) {
      meter.onFault(faults::add);
      long begin = System.nanoTime();
      assertThatThrownBy(() -> meter.read(Duration.ofSeconds(20)))
          .isInstanceOfSatisfying(
              ReadTimeoutException.class, e -> assertThat(e.bytesSeen()).isZero())
          .hasMessageContaining(
              " does not identify itself: /?! was sent 2 times at 300 baud, and 0 bytes came within"
                  + " 300 ms each: is the optical head on the meter and the right way round?")
          .hasMessageContaining("mode=D");
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PATIENCE);
    }
    assertThat(line.written()).isEqualTo(concat(REQUEST, REQUEST));
    assertThat(faults).extracting(Fault::kind).containsExactly(Fault.Kind.NO_ANSWER);
    assertThat(faults).extracting(Fault::message).first().asString().contains("sent 2 times");
  }

  @Test
  void aMeterWithAnAddressThatIsSilentHasItInTheMessage() throws Exception {
    MeterSource<D0Readout> source = source("device-address", "4711", "tries", "1");
    try (MeterReader<D0Readout> meter = MeterReader.open(source)) {
      assertThatThrownBy(() -> meter.read(PATIENCE))
          .hasMessageContaining("/?4711! was sent once")
          .hasMessageContaining("is its device-address 4711?");
    }
  }

  @Test
  void bytesThatAreNoIdentificationHintAtTheSpeed() throws Exception {
    try (MeterReader<D0Readout> meter = MeterReader.open(source("tries", "1"))) {
      CompletableFuture<D0Readout> readout = read(meter);
      awaitWritten(REQUEST.length);
      line.feed(new byte[] {(byte) 0xf8, 0x13, (byte) 0x9c});
      assertThatThrownBy(readout::get)
          .rootCause()
          .isInstanceOf(ReadTimeoutException.class)
          .hasMessageContaining("3 bytes came")
          .hasMessageContaining(
              "wrong speed or character format? most meters take initial-baud=300");
      assertThat(meter.stats().bytesReceived()).isEqualTo(3);
      assertThat(meter.stats().bytesSkipped() + meter.stats().bytesRejected()).isEqualTo(3);
    }
  }

  @Test
  void aRequestThatComesBackHintsAtTheOpticalHead() throws Exception {
    try (MeterReader<D0Readout> meter = MeterReader.open(source("tries", "1"))) {
      CompletableFuture<D0Readout> readout = read(meter);
      awaitWritten(REQUEST.length);
      line.feed(REQUEST);
      assertThatThrownBy(readout::get)
          .rootCause()
          .hasMessageContaining("what was sent came back, as optical heads do");
    }
  }

  @Test
  void aBlockThatIsAlwaysDamagedFailsThePoll() throws Exception {
    byte[] damaged = BLOCK.clone();
    damaged[30] ^= 1;
    try (MeterReader<D0Readout> meter = MeterReader.open(source("mode", "A", "tries", "1"))) {
      CompletableFuture<D0Readout> readout = read(meter);
      awaitWritten(REQUEST.length);
      line.feed(concat(bytes("/EMH@MTR\r\n"), damaged));
      assertThatThrownBy(readout::get)
          .rootCause()
          .isInstanceOfSatisfying(
              ReadTimeoutException.class,
              e ->
                  assertThat(e.faults())
                      .extracting(Fault::kind)
                      .containsExactly(Fault.Kind.CHECKSUM))
          .hasMessageContaining("identifies itself, but no good readout came in 1 try")
          .hasMessageContaining("block check sent");
    }
    assertThat(faults)
        .extracting(Fault::kind)
        .containsExactly(Fault.Kind.CHECKSUM, Fault.Kind.NO_ANSWER);
  }

  @Test
  void aMeterThatFallsSilentFailsThePoll() throws Exception {
    try (MeterReader<D0Readout> meter = MeterReader.open(source("tries", "1"))) {
      CompletableFuture<D0Readout> readout = read(meter);
      awaitWritten(REQUEST.length);
      line.feed(bytes("/ISk5MT174\r\n"));
      awaitWritten(REQUEST.length + ACK.length);
      assertThatThrownBy(readout::get)
          .rootCause()
          .isInstanceOf(ReadTimeoutException.class)
          .hasMessageContaining("no good readout came in 1 try");
    }
    assertThat(line.written()).isEqualTo(concat(REQUEST, ACK, vector("iec_break")));
    assertThat(faults)
        .extracting(Fault::kind)
        .containsExactly(Fault.Kind.FRAMING, Fault.Kind.NO_ANSWER);
  }

  /** A stranger that pushes, or a block that comes much too late: nobody asked for it. */
  @Test
  void whatComesBetweenPollsIsCountedAndNoReading() throws Exception {
    byte[] stale = concat(bytes("/ISk5OLD\r\n"), BLOCK);
    try (MeterReader<D0Readout> meter = MeterReader.open(source("mode", "A"))) {
      line.feed(stale);
      CompletableFuture<D0Readout> readout = read(meter);
      awaitWritten(REQUEST.length);
      line.feed(concat(bytes("/ISk5NEW\r\n"), BLOCK));
      assertThat(readout.get().ident()).isEqualTo("ISk5NEW");
      assertThat(meter.stats().readings()).isEqualTo(1);
      assertThat(meter.stats().bytesReceived()).isEqualTo(2L * stale.length);
      assertThat(meter.stats().bytesSkipped()).isEqualTo(stale.length);
    }
  }

  @Test
  void aLineThatIsNeverSilentEndsASessionThatTakesTooLong() throws Exception {
    try (MeterReader<D0Readout> meter =
        MeterReader.open(source("mode", "A", "tries", "1", "longest", "1s"))) {
      CompletableFuture<D0Readout> readout = read(meter);
      awaitWritten(REQUEST.length);
      line.feed(bytes("/EMH@MTR\r\n"));
      while (!readout.isDone()) {
        line.feed(bytes("1-0:1.8.0*255(1)\r\n"));
        TimeUnit.MILLISECONDS.sleep(20);
      }
      assertThatThrownBy(readout::get).hasRootCauseInstanceOf(ReadTimeoutException.class);
    }
    assertThat(faults)
        .extracting(Fault::kind)
        .containsExactly(Fault.Kind.FRAMING, Fault.Kind.NO_ANSWER);
  }

  @Test
  void anInterruptEndsASessionSoonAndSignsOff() throws Exception {
    try (MeterReader<D0Readout> meter = MeterReader.open(source("reaction", "20s", "gap", "20s"))) {
      CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
      Thread reader =
          new Thread(
              () -> {
                Throwable thrown = catchThrowable(() -> meter.read(Duration.ofSeconds(20)));
                boolean kept = Thread.currentThread().isInterrupted();
                stillInterrupted.complete(thrown instanceof TransportException && kept);
              });
      reader.start();
      awaitWritten(REQUEST.length);
      line.feed(bytes("/ISk5MT174\r\n"));
      awaitSpeeds(300, 9600);
      reader.interrupt();
      assertThat(stillInterrupted.get(5, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(line.written()).isEqualTo(concat(REQUEST, ACK, vector("iec_break")));
  }

  @Test
  void closingEndsASessionSoon() throws Exception {
    CompletableFuture<D0Readout> readout;
    long begin;
    try (MeterReader<D0Readout> meter = MeterReader.open(source("reaction", "20s", "gap", "20s"))) {
      readout = read(meter);
      awaitWritten(REQUEST.length);
      begin = System.nanoTime();
    }
    assertThatThrownBy(() -> readout.get(5, TimeUnit.SECONDS))
        .rootCause()
        .isInstanceOfSatisfying(
            TransportException.class,
            e -> assertThat(e.kind()).isEqualTo(TransportException.Kind.CLOSED));
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PATIENCE);
    assertThat(line.written()).as("no break before the acknowledgement").isEqualTo(REQUEST);
  }

  @Test
  void aSessionLongerThanTheIntervalMissesSlots() throws Exception {
    try (MeterReader<D0Readout> meter =
        MeterReader.open(source("mode", "A", "interval", "100ms"))) {
      CompletableFuture<D0Readout> readout = read(meter);
      awaitWritten(REQUEST.length);
      TimeUnit.MILLISECONDS.sleep(210);
      line.feed(concat(bytes("/EMH@MTR\r\n"), BLOCK));
      assertThat(readout.get().ident()).isEqualTo("EMH@MTR");
      assertThat(meter.stats().pollsMissed()).isBetween(2L, 10L);
    }
  }

  @Test
  void anIntervalOfZeroIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MeterReader.open(source("interval", "0s")))
        .withMessageContaining("option interval cannot be 0");
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
