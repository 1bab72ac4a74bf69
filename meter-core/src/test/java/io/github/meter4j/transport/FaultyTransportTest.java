package io.github.meter4j.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.spi.SerialLine;
import io.github.meter4j.spi.Transport;
import io.github.meter4j.testkit.FaultPlan;
import io.github.meter4j.testkit.FaultPlan.Injury;
import io.github.meter4j.testkit.FaultyTransport;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultyTransportTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  static final FaultPlan ALL =
      FaultPlan.seeded(1)
          .every(40)
          .with(Injury.CORRUPT, 1)
          .with(Injury.LOSE, 1)
          .with(Injury.DUPLICATE, 1)
          .with(Injury.REORDER, 1);

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(9).nextBytes(bytes);
    return bytes;
  }

  static byte[] all(Transport transport, int bufferSize) throws TransportException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteBuffer target = ByteBuffer.allocate(bufferSize);
    while (transport.read(target, PATIENCE) >= 0) {
      out.write(target.array(), 0, target.position());
      target.clear();
    }
    return out.toByteArray();
  }

  static byte[] through(FaultPlan plan, byte[]... chunks) throws TransportException {
    try (Transport transport = FaultyTransport.over(MemoryTransport.of(chunks), plan)) {
      return all(transport, 4096);
    }
  }

  /** How many bits are set, which no order changes. */
  private static long bits(byte[] bytes) {
    long bits = 0;
    for (byte b : bytes) {
      bits += Integer.bitCount(b & 0xff);
    }
    return bits;
  }

  @Test
  void anotherSeedDoesSomethingElse() throws Exception {
    byte[] sent = bytes(5_000);
    assertThat(through(ALL, sent)).isNotEqualTo(sent);
    assertThat(through(ALL, sent)).isEqualTo(through(ALL, sent));
    assertThat(through(ALL.withSeed(2), sent)).isNotEqualTo(through(ALL, sent));
  }

  @Test
  void withoutFaultsEverythingPasses() throws Exception {
    byte[] sent = bytes(100_000);
    assertThat(through(FaultPlan.seeded(1), sent)).isEqualTo(sent);
  }

  @Test
  void corruptsOneBitAtATime() throws Exception {
    byte[] sent = bytes(50_000);
    byte[] came = through(FaultPlan.seeded(1).with(Injury.CORRUPT, 1), sent);
    assertThat(came).hasSameSizeAs(sent);
    int damaged = 0;
    for (int i = 0; i < sent.length; i++) {
      int difference = (sent[i] ^ came[i]) & 0xff;
      assertThat(Integer.bitCount(difference)).isLessThanOrEqualTo(1);
      damaged += difference == 0 ? 0 : 1;
    }
    assertThat(damaged).as("about every 1000 bytes").isBetween(25, 100);
  }

  @Test
  void losesAndRepeatsBytes() throws Exception {
    byte[] sent = bytes(50_000);
    assertThat(through(FaultPlan.seeded(1).with(Injury.LOSE, 1), sent))
        .hasSizeBetween(46_000, 49_900);
    assertThat(through(FaultPlan.seeded(1).with(Injury.DUPLICATE, 1), sent))
        .hasSizeBetween(50_100, 54_000);
  }

  @Test
  void reordersWithoutLosingAnything() throws Exception {
    byte[] sent = bytes(50_000);
    byte[] came = through(FaultPlan.seeded(1).with(Injury.REORDER, 1), sent);
    assertThat(came).hasSameSizeAs(sent).isNotEqualTo(sent);
    assertThat(bits(came)).isEqualTo(bits(sent));
    Arrays.sort(came);
    Arrays.sort(sent);
    assertThat(came).isEqualTo(sent);
  }

  private static void assertKind(Kind kind, Transport transport) {
    assertThatThrownBy(() -> all(transport, 100))
        .isInstanceOfSatisfying(
            TransportException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  @Test
  void cutsTheLineForGood() {
    MemoryTransport memory = MemoryTransport.open();
    memory.feed(bytes(5_000));
    Transport transport = FaultyTransport.over(memory, FaultPlan.seeded(1).with(Injury.CUT, 1));
    assertKind(Kind.DISCONNECTED, transport);
    assertKind(Kind.DISCONNECTED, transport);
    assertThatThrownBy(() -> transport.write(ByteBuffer.allocate(1)))
        .isInstanceOf(TransportException.class);
    transport.close();
    assertKind(Kind.CLOSED, transport);
  }

  @Test
  void closesItself() {
    MemoryTransport memory = MemoryTransport.open();
    memory.feed(bytes(5_000));
    assertKind(
        Kind.CLOSED, FaultyTransport.over(memory, FaultPlan.seeded(1).with(Injury.CLOSE, 1)));
  }

  @Test
  void stallsWithoutLosingAnything() throws Exception {
    byte[] sent = bytes(3_000);
    FaultPlan plan = FaultPlan.seeded(1).with(Injury.STALL, 1).stalling(Duration.ofMillis(40));
    long start = System.nanoTime();
    assertThat(through(plan, sent)).isEqualTo(sent);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(40));
  }

  /** Also while it is stalled a read ends in time, and when it is closed. */
  @Test
  @Timeout(20)
  void aStallKeepsNobodyForLongerThanAllowed() throws Exception {
    MemoryTransport memory = MemoryTransport.open();
    memory.feed(bytes(3_000));
    FaultPlan plan =
        FaultPlan.seeded(1).every(10).with(Injury.STALL, 1).stalling(Duration.ofMinutes(1));
    Transport transport = FaultyTransport.over(memory, plan);
    ByteBuffer target = ByteBuffer.allocate(3_000);
    long start = System.nanoTime();
    while (transport.read(target, Duration.ofMillis(30)) > 0) {
      assertThat(target.hasRemaining()).isTrue();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(30), Duration.ofSeconds(10));
    Thread closer = new Thread(transport::close);
    closer.start();
    assertKind(Kind.CLOSED, transport);
    closer.join();
  }

  @Test
  void failsToWriteAfterAWhile() {
    MemoryTransport memory = MemoryTransport.open();
    Transport transport = FaultyTransport.over(memory, FaultPlan.seeded(1).failingWrites(5));
    int[] written = new int[1];
    assertThatThrownBy(
            () -> {
              while (written[0] < 10) {
                transport.write(ByteBuffer.allocate(8));
                written[0]++;
              }
            })
        .isInstanceOfSatisfying(
            TransportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DISCONNECTED));
    assertThat(written[0]).isLessThan(10);
    assertThat(memory.written()).hasSize(8 * written[0] + 4);
    assertKind(Kind.DISCONNECTED, transport);
  }

  @Test
  void aSerialLineStaysOne() throws Exception {
    MemoryTransport memory = MemoryTransport.open();
    try (Transport transport = FaultyTransport.over(memory, ALL)) {
      assertThat(transport).isInstanceOf(SerialLine.class);
      ((SerialLine) transport).speed(300);
      assertThat(memory.speeds()).containsExactly(300);
    }
  }

  /** What is thrown away is gone, also what was held back. */
  @ParameterizedTest
  @EnumSource(
      value = Injury.class,
      names = {"REORDER", "DUPLICATE", "LOSE", "CORRUPT"})
  void forgetsWhatItIsToldToForget(Injury injury) throws Exception {
    MemoryTransport memory = MemoryTransport.open();
    Transport transport =
        FaultyTransport.over(memory, FaultPlan.seeded(1).every(500).with(injury, 1));
    for (int i = 0; i < 200; i++) {
      memory.feed(new byte[60]);
      transport.read(ByteBuffer.allocate(7), Duration.ZERO);
      assertThat(transport.discardInput()).isTrue();
      assertThat(transport.read(ByteBuffer.allocate(7), Duration.ZERO)).isZero();
    }
  }

  @Test
  void aPlanHasSensibleNumbers() {
    assertThatThrownBy(() -> FaultPlan.seeded(1).every(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FaultPlan.seeded(1).trickling(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FaultPlan.seeded(1).with(Injury.CUT, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FaultPlan.seeded(1).stalling(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(FaultPlan.seeded(1).with(Injury.CUT, 2).weights()).isEqualTo(Map.of(Injury.CUT, 2));
  }
}
