package io.github.meter4j;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.internal.address.Registry;
import io.github.meter4j.internal.reader.BackOff;
import io.github.meter4j.reader.ReaderState;
import io.github.meter4j.testkit.PtyPair;
import io.github.meter4j.testkit.Ser2net;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ways that break again and again cost nothing that stays, and nothing that is sent is lost. */
@EnabledOnOs(OS.LINUX)
class DisconnectTest {
  private static final int FEW = 20;
  private static final int MANY = 1_000;

  /** After these the machine has loaded and compiled what it needs. */
  private static final int WARM_UP = 5;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(80);

  /** Now and then the way stays broken until the pauses have their full length. */
  private static final int LONG_OUTAGE_EVERY = 7;

  private static final Duration LONG_OUTAGE = Duration.ofMillis(250);

  /** What opening takes, and a busy machine adds. */
  private static final Duration OPENING = Duration.ofSeconds(3);

  /** A build has other tests in the same process, whose rests come and go. */
  private static final long MOST_HEAP_GROWTH = 2 << 20;

  /** Of a thousand breaks, which run alone. */
  private static final long MOST_HEAP_GROWTH_OF_MANY = 512 << 10;

  @TempDir private Path folder;

  /** A pseudo terminal; killing socat is pulling the adapter out. */
  private static final class SerialPort implements BreakableLine {
    private final Path link;
    private Process socat;

    SerialPort(Path folder) throws IOException {
      link = folder.resolve("port");
      mend();
    }

    @Override
    public String address() {
      return "line:" + link;
    }

    @Override
    public void breakIt() throws IOException {
      try {
        socat.destroyForcibly().waitFor();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      socat.getOutputStream().close();
      Files.deleteIfExists(link);
    }

    /** The port gets its name when it is ready, so a reader never meets a half-made one. */
    @Override
    public void mend() throws IOException {
      Path made = link.resolveSibling("made");
      Path messages = link.resolveSibling("messages");
      try {
        socat =
            new ProcessBuilder("socat", "-d", "-d", "-", "pty,raw,echo=0,link=" + made)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(messages.toFile())
                .start();
      } catch (IOException e) {
        if ("required".equals(System.getenv("METER_RIGS"))) {
          throw e;
        }
        Assumptions.abort("socat is not installed");
      }
      Patience.until("socat is ready", () -> contains(messages, "starting data transfer"));
      Files.move(made, link, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean contains(Path file, String text) {
      try {
        return Files.readString(file).contains(text);
      } catch (IOException e) {
        return false;
      }
    }

    @Override
    public void send(String text) throws IOException {
      OutputStream out = socat.getOutputStream();
      out.write(text.getBytes(US_ASCII));
      out.flush();
    }

    @Override
    public void close() throws IOException {
      breakIt();
    }
  }

  /** A connection that is reset. */
  private static final class TcpReset implements BreakableLine {
    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    private Socket peer;

    TcpReset() throws IOException {}

    @Override
    public String address() {
      return "line+tcp://127.0.0.1:" + server.getLocalPort();
    }

    @Override
    public void breakIt() throws IOException {
      accept().setSoLinger(true, 0); // closing sends a reset then
      peer.close();
    }

    private Socket accept() throws IOException {
      if (peer == null || peer.isClosed()) {
        peer = server.accept();
      }
      return peer;
    }

    @Override
    public void mend() throws IOException {
      accept();
    }

    @Override
    public void send(String text) throws IOException {
      accept().getOutputStream().write(text.getBytes(US_ASCII));
    }

    @Override
    public void close() throws IOException {
      server.close();
      if (peer != null) {
        peer.close();
      }
    }
  }

  /** A serial server that is killed. */
  private static final class KilledServer implements BreakableLine {
    private final PtyPair line;
    private final Ser2net server;

    KilledServer(Path folder) throws IOException {
      line = PtyPair.start(folder);
      server = Ser2net.start(folder, line.port(), Ser2net.Protocol.RFC2217);
    }

    @Override
    public String address() {
      return "line+rfc2217://" + server.target();
    }

    @Override
    public void breakIt() throws IOException {
      server.kill();
    }

    @Override
    public void mend() throws IOException {
      server.restart();
    }

    @Override
    public void send(String text) throws IOException {
      line.send(text.getBytes(US_ASCII));
    }

    @Override
    public void close() throws IOException {
      server.close();
      line.close();
    }
  }

  private static MeterReader<LineReading> open(String address) throws MeterException {
    Registry registry = new Registry(List.of(new LineDriver()), Registry.transports());
    @SuppressWarnings("unchecked") // the only driver there is
    MeterSource<LineReading> source =
        (MeterSource<LineReading>) MeterSource.parse(address, registry);
    BackOff backOff =
        new BackOff(FIRST_PAUSE, LONGEST_PAUSE, () -> ThreadLocalRandom.current().nextDouble());
    return MeterReader.open(source, backOff);
  }

  /** How long it took from the mending until the reader was back. */
  private static Duration breakAndMend(BreakableLine line, MeterReader<?> meter, int times)
      throws IOException {
    line.breakIt();
    Patience.until(
        "the break is seen",
        () -> meter.state() == ReaderState.DISCONNECTED || meter.stats().reconnects() == times);
    if (times % LONG_OUTAGE_EVERY == 0) {
      LockSupport.parkNanos(LONG_OUTAGE.toNanos());
    }
    line.mend();
    long mended = System.nanoTime();
    Patience.until("it is open again", () -> meter.stats().reconnects() >= times);
    assertThat(meter.stats().reconnects()).as("opened once, and not again").isEqualTo(times);
    return Duration.ofNanos(System.nanoTime() - mended);
  }

  private static void endure(int breaks, BreakableLine line) throws Exception {
    List<String> sent = new ArrayList<>();
    List<String> received = Collections.synchronizedList(new ArrayList<>());
    List<Duration> returns = new ArrayList<>();
    long all = 0;
    Holdings before = null;
    Patience.Running<Void> stream;
    try (MeterReader<LineReading> meter = open(line.address())) {
      stream =
          Patience.start(
              () -> {
                meter.readings().forEach(reading -> received.add(reading.text()));
                return null;
              });
      for (int i = 0; i <= breaks; i++) {
        if (i > 0) {
          returns.add(breakAndMend(line, meter, i));
          sent.addAll(line.cameWithBreak());
        }
        for (String text : List.of("a" + i, "b" + i, "c" + i)) {
          line.send(text + "\n");
          sent.add(text);
        }
        Patience.until("it was received", () -> received.size() >= sent.size());
        assertThat(received).isEqualTo(sent);
        all += sent.size();
        sent.clear(); // they would grow, and hide what else does
        received.clear();
        if (i == WARM_UP) {
          before = Holdings.now();
        }
      }
      Holdings after = Holdings.afterwards(before);
      Collections.sort(returns);
      Duration longest = returns.get(returns.size() - 1);
      System.out.printf(
          "%s: %d disconnects; all of %d readings, once and in order; back after %d ms (median), %d ms (longest);"
              + " after %d: %s; at the end: %s%n",
          line.getClass().getSimpleName(),
          breaks,
          all,
          returns.get(returns.size() / 2).toMillis(),
          longest.toMillis(),
          WARM_UP,
          before,
          after);
      assertThat(received).isEmpty();
      assertThat(longest).isLessThan(LONGEST_PAUSE.multipliedBy(2).plus(OPENING));
      assertThat(after.threads()).isLessThanOrEqualTo(before.threads());
      assertThat(after.files()).isLessThanOrEqualTo(before.files());
      long growth = breaks < MANY ? MOST_HEAP_GROWTH : MOST_HEAP_GROWTH_OF_MANY;
      assertThat(after.heap()).isLessThan(before.heap() + growth);
    }
    stream.get();
  }

  @Test
  @Timeout(120)
  void aSerialPortThatComesAndGoes() throws Exception {
    try (BreakableLine line = new SerialPort(folder)) {
      endure(FEW, line);
    }
  }

  @Test
  @Timeout(120)
  void aConnectionThatIsReset() throws Exception {
    try (BreakableLine line = new TcpReset()) {
      endure(FEW, line);
    }
  }

  @Test
  @Timeout(120)
  void aSerialServerThatIsKilled() throws Exception {
    try (BreakableLine line = new KilledServer(folder)) {
      endure(FEW, line);
    }
  }

  @Test
  @Timeout(120)
  void aFileThatIsTruncated() throws Exception {
    try (BreakableLine line = new TruncatedFile(folder)) {
      endure(FEW, line);
    }
  }

  @Test
  @Timeout(120)
  void aFileThatIsRotated() throws Exception {
    try (BreakableLine line = new RotatedFile(folder)) {
      endure(FEW, line);
    }
  }

  @Test
  @Tag("slow")
  @Timeout(1800)
  void aTruncatedFileAThousandTimes() throws Exception {
    try (BreakableLine line = new TruncatedFile(folder)) {
      endure(MANY, line);
    }
  }

  @Test
  @Tag("slow")
  @Timeout(1800)
  void aRotatedFileAThousandTimes() throws Exception {
    try (BreakableLine line = new RotatedFile(folder)) {
      endure(MANY, line);
    }
  }

  @Test
  @Tag("slow")
  @Timeout(1800)
  void aSerialPortAThousandTimes() throws Exception {
    try (BreakableLine line = new SerialPort(folder)) {
      endure(MANY, line);
    }
  }

  @Test
  @Tag("slow")
  @Timeout(1800)
  void aConnectionAThousandTimes() throws Exception {
    try (BreakableLine line = new TcpReset()) {
      endure(MANY, line);
    }
  }

  @Test
  @Tag("slow")
  @Timeout(1800)
  void aSerialServerAThousandTimes() throws Exception {
    try (BreakableLine line = new KilledServer(folder)) {
      endure(MANY, line);
    }
  }
}
