package io.github.meter4j.internal.record;

import static io.github.meter4j.internal.Failures.assertFails;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.internal.play.BlockSource;
import io.github.meter4j.internal.play.FileTransport;
import io.github.meter4j.internal.record.Recorder.Settings;
import io.github.meter4j.spi.SerialLine;
import io.github.meter4j.spi.Transport;
import io.github.meter4j.transport.MemoryTransport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RecorderTest {
  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("meter.rec");
  }

  private Settings settings() {
    return new Settings(file(), 10_000, 5);
  }

  /** Without the times, which are those of this machine. */
  private static List<String> lines(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.skip(1).map(line -> line.replaceFirst("^(#> )?\\d+ ", "$1")).toList();
    }
  }

  private static void read(Transport transport, int bytes) throws TransportException {
    ByteBuffer target = ByteBuffer.allocate(bytes + 3).position(3);
    while (target.position() < bytes + 3) {
      transport.read(target, Duration.ofSeconds(5));
    }
  }

  @Test
  void recordsBothDirectionsAndTheSpeed() throws Exception {
    MemoryTransport memory = MemoryTransport.open();
    try (Recorder recorder = Recorder.join(settings(), "serial:x")) {
      SerialLine line = (SerialLine) recorder.record(memory);
      line.write(ByteBuffer.wrap("/?!".getBytes(US_ASCII)));
      memory.feed("/ISK".getBytes(US_ASCII));
      read(line, 4);
      line.speed(9600);
      line.close();
    }
    assertThat(lines(file())).containsExactly("#> 2f3f21", "2f49534b", "# 9600 baud");
    assertThat(memory.written()).isEqualTo("/?!".getBytes(US_ASCII));
  }

  @Test
  void aSerialLineStaysOneAndOthersDoNotBecomeOne() throws Exception {
    try (Recorder recorder = Recorder.join(settings(), "serial:x")) {
      try (Transport line = recorder.record(MemoryTransport.open());
          Transport file =
              recorder.record(
                  new FileTransport(
                      "x", new BlockSource(Files.newInputStream(file())), false, false))) {
        assertThat(line).isInstanceOf(SerialLine.class);
        assertThat(file).isNotInstanceOf(SerialLine.class);
      }
    }
  }

  @Test
  void goesOnInTheSameFileFromOneTransportToTheNext() throws Exception {
    try (Recorder recorder = Recorder.join(settings(), "tcp:x")) {
      for (int i = 1; i <= 3; i++) {
        MemoryTransport memory = MemoryTransport.open();
        try (Transport transport = recorder.record(memory)) {
          memory.feed(new byte[] {(byte) i});
          read(transport, 1);
        }
      }
    }
    assertThat(lines(file())).containsExactly("01", "02", "03");
    assertThat(folder.toFile().list()).containsExactly("meter.rec");
  }

  @Test
  void isSharedByThoseWhoShareALineAndEndsWithTheLast() throws Exception {
    MemoryTransport memory = MemoryTransport.open();
    Recorder first = Recorder.join(settings(), "serial:x");
    Recorder second = Recorder.join(settings(), "serial:x");
    Transport transport = first.record(memory);
    first.close();
    second.close();
    memory.feed(new byte[] {1});
    read(transport, 1);
    transport.close();
    transport.close();
    assertThat(lines(file())).containsExactly("01");
    Recorder.join(settings(), "another:place").close();
    assertThat(folder.toFile().list()).contains("meter.rec.1");
  }

  @Test
  void refusesToMixTwoMeters() throws Exception {
    try (Recorder first = Recorder.join(settings(), "tcp:one")) {
      assertFails(Kind.BUSY, () -> Recorder.join(settings(), "tcp:two"))
          .hasMessage(file() + " records tcp:one: name another file");
      assertFails(Kind.BUSY, () -> Recorder.join(new Settings(file(), 20_000, 5), "tcp:one"))
          .hasMessageContaining("another size");
      assertThat(first.lost()).isZero();
    }
  }

  @Test
  void saysWhatIsWrongWithTheFile() throws Exception {
    Settings nowhere = new Settings(folder.resolve("no/meter.rec"), 10_000, 5);
    assertFails(Kind.NOT_FOUND, () -> Recorder.join(nowhere, "x"))
        .hasMessageContaining("there is no such folder");
    Files.writeString(file(), "my thesis");
    assertFails(Kind.REFUSED, () -> Recorder.join(settings(), "x"))
        .hasMessage(file() + " is there and is no recording: name another file");
    assertThat(file()).hasContent("my thesis");
    assertThatThrownBy(() -> Recorder.requireOther(file(), file().toString()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFullDiskIsCountedAndToldInTheFileAfterwards() throws Exception {
    SmallDisk disk = new SmallDisk(1_000);
    MemoryTransport memory = MemoryTransport.open();
    Recorder recorder = Recorder.join(settings(), "x", disk);
    try (Transport transport = recorder.record(memory)) {
      feed(memory, transport, 1);
      awaitLines(1);
      disk.room(5);
      feed(memory, transport, 2);
      feed(memory, transport, 3);
      await(() -> recorder.lost() == 2);
      disk.room(1_000);
      feed(memory, transport, 4);
      awaitLines(3);
    } finally {
      recorder.close();
    }
    assertThat(lines(file())).containsExactly("01", "# 2 chunks are missing here", "04");
    assertThat(recorder.lost()).isEqualTo(2);
  }

  @Test
  void aDiskThatIsFullFromTheStartIsNoError() throws Exception {
    SmallDisk disk = new SmallDisk(5);
    MemoryTransport memory = MemoryTransport.open();
    Recorder recorder = Recorder.join(settings(), "x", disk);
    try (Transport transport = recorder.record(memory)) {
      feed(memory, transport, 1);
      await(() -> recorder.lost() == 1);
      assertThat(file()).doesNotExist();
      disk.room(1_000);
      feed(memory, transport, 2);
      awaitLines(2);
    } finally {
      recorder.close();
    }
    assertThat(lines(file())).containsExactly("# 1 chunks are missing here", "02");
  }

  /** The reader goes on, and what waits for the disk is bounded. */
  @Test
  void aDiskThatHangsHoldsUpNobody() throws Exception {
    CountDownLatch works = new CountDownLatch(1);
    RecordingFile.Disk hanging =
        path -> {
          try {
            works.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          return RecordingFile.REAL.create(path);
        };
    boolean[] first = {true};
    RecordingFile.Disk disk =
        path -> {
          if (first[0]) {
            first[0] = false;
            throw new IOException("Input/output error");
          }
          return hanging.create(path);
        };
    MemoryTransport memory = MemoryTransport.open();
    Recorder recorder = Recorder.join(new Settings(file(), 1_000_000, 5), "x", disk);
    long lost;
    try (Transport transport = recorder.record(memory)) {
      for (int i = 0; i < 3_000; i++) {
        feed(memory, transport, i);
      }
      lost = recorder.lost();
      assertThat(lost).isBetween(1_900L, 2_000L);
      works.countDown();
      awaitLines((int) (3_000 - lost));
      feed(memory, transport, 255);
    } finally {
      works.countDown();
      recorder.close();
    }
    assertThat(lines(file())).endsWith("# " + lost + " chunks are missing here", "ff");
    assertThat(recorder.lost()).isEqualTo(lost);
  }

  private static void feed(MemoryTransport memory, Transport transport, int value)
      throws TransportException {
    memory.feed(new byte[] {(byte) value});
    read(transport, 1);
  }

  private void awaitLines(int count) throws Exception {
    await(() -> Files.exists(file()) && lines(file()).size() == count);
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
