package io.github.meter4j;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.internal.address.Registry;
import io.github.meter4j.testkit.PtyPair;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A program that pauses for long finds the buffers of the whole way full of old telegrams. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class BacklogTest {
  private static final byte[] OLD =
      "old reading, as long as a line of a telegram\n".getBytes(US_ASCII);
  private static final Duration STUCK = Duration.ofMillis(500);
  private static final Duration PERIOD = Duration.ofMillis(50);

  @TempDir private Path folder;

  /** Sends old readings until the way is full, and then new ones, one after the other. */
  private static final class Sender {
    private final OutputStream out;
    private final AtomicLong sent = new AtomicLong();
    private volatile boolean filling = true;
    private volatile boolean running = true;

    Sender(OutputStream out) {
      this.out = out;
      Patience.start(this::run);
    }

    private Void run() throws IOException {
      while (filling) {
        out.write(OLD);
        out.flush();
        sent.addAndGet(OLD.length);
      }
      for (int i = 0; running; i++) {
        LockSupport.parkNanos(PERIOD.toNanos());
        out.write(("new " + i + "\n").getBytes(US_ASCII));
        out.flush();
      }
      return null;
    }

    void awaitStuck() {
      long[] last = {-1, System.nanoTime()};
      Patience.until(
          "nothing more goes",
          () -> {
            long now = System.nanoTime();
            if (sent.get() != last[0]) {
              last[0] = sent.get();
              last[1] = now;
            }
            return sent.get() > 0 && now - last[1] > STUCK.toNanos();
          });
      filling = false;
    }

    void stop() {
      running = false;
    }
  }

  private static MeterReader<LineReading> open(String address) throws MeterException {
    Registry registry = new Registry(List.of(new LineDriver()), Registry.transports());
    @SuppressWarnings("unchecked") // the only driver there is
    MeterSource<LineReading> source =
        (MeterSource<LineReading>) MeterSource.parse(address, registry);
    return MeterReader.open(source);
  }

  private static void readsWhatIsNew(MeterReader<LineReading> meter, Sender sender)
      throws MeterException {
    sender.awaitStuck();
    assertThat(meter.read().text()).startsWith("new ");
    LockSupport.parkNanos(STUCK.toNanos());
    assertThat(meter.read().text()).startsWith("new ");
    sender.stop();
  }

  @Test
  void theSenderOfAConnectionHoldsMegabytes() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        MeterReader<LineReading> meter = open("line+tcp://127.0.0.1:" + server.getLocalPort());
        Socket peer = server.accept()) {
      readsWhatIsNew(meter, new Sender(peer.getOutputStream()));
    }
  }

  @Test
  void theWayOverAPseudoTerminalHoldsKilobytes() throws Exception {
    try (PtyPair line = PtyPair.unattended(folder);
        MeterReader<LineReading> meter = open("line:" + line.port());
        OutputStream peer = Files.newOutputStream(line.peer())) {
      readsWhatIsNew(meter, new Sender(peer));
    }
  }

  /** What comes while the backlog is looked for is new, and not thrown away. */
  @Test
  void aReadingThatComesSoonIsKept() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        MeterReader<LineReading> meter = open("line+tcp://127.0.0.1:" + server.getLocalPort());
        Socket peer = server.accept()) {
      for (int i = 0; i < 5; i++) {
        LockSupport.parkNanos(STUCK.toNanos());
        Patience.Running<LineReading> read = Patience.start(meter::read);
        LockSupport.parkNanos(Duration.ofMillis(30).toNanos());
        peer.getOutputStream().write(("only " + i + "\n").getBytes(US_ASCII));
        assertThat(read.get().text()).isEqualTo("only " + i);
      }
      assertThat(meter.stats().readings()).isEqualTo(5);
    }
  }
}
