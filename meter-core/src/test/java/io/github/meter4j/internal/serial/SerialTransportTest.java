package io.github.meter4j.internal.serial;

import static io.github.meter4j.internal.Failures.assertFails;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.meter4j.MeterReader;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.SerialLine;
import io.github.meter4j.spi.Transport;
import io.github.meter4j.testkit.PtyPair;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class SerialTransportTest {
  private static final SerialTransportProvider PROVIDER = new SerialTransportProvider();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir private Path folder;
  private PtyPair ptys;
  private String port;

  @BeforeEach
  void plugIn() throws IOException {
    ptys = PtyPair.start(folder);
    port = ptys.port().toString();
  }

  @AfterEach
  void unplug() throws IOException {
    if (ptys != null) {
      ptys.close();
    }
  }

  private static Transport open(String path, Map<String, String> options)
      throws TransportException {
    return PROVIDER.open(path, Options.of(options, Map.of(), PROVIDER.options()));
  }

  private static String read(Transport transport, int count) throws IOException {
    ByteBuffer target = ByteBuffer.allocate(count);
    while (target.hasRemaining()) {
      assertThat(transport.read(target, PATIENCE)).isPositive();
    }
    return new String(target.array(), US_ASCII);
  }

  @Test
  void saysWhichPortIsMissing() {
    assertFails(Kind.NOT_FOUND, () -> open("/dev/ttyUSB77", Map.of()))
        .hasMessageStartingWith("no port /dev/ttyUSB77; there are");
  }

  @Test
  void saysThatAFileIsNoPort() throws IOException {
    Path file = Files.createFile(folder.resolve("capture.txt"));

    assertFails(Kind.NOT_FOUND, () -> open(file.toString(), Map.of()))
        .hasMessageContaining(file + " is no serial port");
  }

  @Test
  void isBusyWhileThisProgramHasThePortOpen() throws IOException {
    try (Transport first = open(port, Map.of())) {
      assertFails(Kind.BUSY, () -> open(port, Map.of()))
          .hasMessageStartingWith(port + " is in use by this program");

      ptys.send("/".getBytes(US_ASCII));
      assertThat(read(first, 1)).as("the first is not disturbed").isEqualTo("/");
    }
  }

  /** With the words for a port of another program; who else has it open does not matter. */
  @Test
  void isBusyAlsoWhereThisProgramSharesThePort() throws Exception {
    try (Transport first = open(port, Map.of("use", "shared"))) {
      for (String use : List.of("shared", "exclusive")) {
        assertFails(Kind.BUSY, () -> open(port, Map.of("use", use, "baud", "19200")))
            .hasMessageStartingWith(port + " is in use by this program already at 9600 8N1");
      }
      assertThat(first).isNotNull();
      assertThat(stty("speed").strip()).as("not touched").isEqualTo("9600");
    }
  }

  /** Else two readers get a part of the bytes each. */
  @Test
  void aSharedPortIsOnlyReadInTurn() throws Exception {
    try (SerialLine line = (SerialLine) open(port, Map.of("use", "shared"))) {
      assertFails(Kind.REFUSED, () -> line.read(ByteBuffer.allocate(1), PATIENCE))
          .hasMessageContaining("use=shared is for meters that are polled in turns");
      try (SerialLine.Hold turn = line.hold(PATIENCE)) {
        assertThat(turn).isNotNull();
        ptys.send("/".getBytes(US_ASCII));
        assertThat(read(line, 1)).isEqualTo("/");
      }
    }
  }

  @Test
  void findsAlsoAHolderThatTookNoLock() throws IOException {
    Path nobodys = Files.createFile(folder.resolve("capture.txt"));

    assertThat(PortHolder.of(ptys.port())).map(PortHolder::name).hasValue("socat");
    assertThat(PortHolder.of(nobodys)).isEmpty();
  }

  @Test
  void opensAgainAfterItWasClosed() throws IOException {
    open(port, Map.of()).close();

    try (Transport second = open(port, Map.of())) {
      ptys.send("/".getBytes(US_ASCII));
      assertThat(read(second, 1)).isEqualTo("/");
    }
  }

  @Test
  void letsGoOfTheDeviceAtOnceWhenItIsUnplugged() throws IOException {
    Path device = ptys.port().toRealPath();
    try (Transport transport = open(port, Map.of())) {
      assertThat(openFiles()).contains(device.toString());
      ptys.unplug();

      assertFails(Kind.DISCONNECTED, () -> transport.read(ByteBuffer.allocate(1), PATIENCE))
          .hasMessageStartingWith(port + " is gone");

      assertThat(openFiles()).noneMatch(file -> file.startsWith(device.toString()));
      assertFails(Kind.DISCONNECTED, () -> transport.write(ByteBuffer.allocate(1)));
      assertFails(Kind.DISCONNECTED, transport::discardInput);
    }
  }

  private static List<String> openFiles() throws IOException {
    List<String> targets = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path file : files) {
        if (Files.isSymbolicLink(file)) { // the stream's own is gone by now
          targets.add(Files.readSymbolicLink(file).toString());
        }
      }
    }
    return targets;
  }

  @Test
  void comesBackUnderTheSameName() throws IOException {
    try (Transport before = open(port, Map.of())) {
      ptys.close();
      assertFails(Kind.DISCONNECTED, () -> before.read(ByteBuffer.allocate(1), PATIENCE));
      assertFails(Kind.NOT_FOUND, () -> open(port, Map.of()));
      ptys = PtyPair.start(folder);

      try (Transport after = open(port, Map.of())) {
        ptys.send("again".getBytes(US_ASCII));
        assertThat(read(after, 5)).isEqualTo("again");
      }
    }
  }

  @Test
  void readsEvenParityOnSevenBits() throws IOException {
    byte[] text = "/EBZ5DD3\r\n1-0:1.8.0".getBytes(US_ASCII);
    byte[] withParity = text.clone();
    for (int i = 0; i < text.length; i++) {
      withParity[i] |= (byte) (Integer.bitCount(text[i]) % 2 << 7);
    }

    try (Transport transport = open(port, Map.of("format", "7E1"))) {
      ptys.send(withParity);

      assertThat(read(transport, text.length)).isEqualTo(new String(text, US_ASCII));
    }
  }

  @Test
  void setsTheSpeed() throws Exception {
    for (String baud : List.of("300", "2400", "9600", "115200")) {
      try (Transport transport = open(port, Map.of("baud", baud))) {
        assertThat(transport.discardInput()).isTrue();
        assertThat(stty("speed").strip()).isEqualTo(baud);
      }
    }
  }

  /** A meter that is polled is signed on to at one speed, again and again. */
  @Test
  void keepsASpeedThatItHasAlready() throws Exception {
    try (SerialLine line = (SerialLine) open(port, Map.of("baud", "9600", "format", "7E1"))) {
      for (int baud : new int[] {300, 300, 9600, 9600, 300}) {
        line.speed(baud);
        assertThat(stty("speed").strip()).isEqualTo(Integer.toString(baud));
      }
    }
  }

  /** A pseudo terminal has no parity bit of its own, but remembers what it was asked for. */
  @Test
  void setsParityAndStopBits() throws Exception {
    try (Transport transport = open(port, Map.of("format", "7O1"))) {
      assertThat(transport.discardInput()).isTrue();
      assertThat(stty("-a")).contains(" parodd", " istrip", " inpck", "-cstopb");
    }
    try (Transport transport = open(port, Map.of("format", "7E2"))) {
      assertThat(transport.discardInput()).isTrue();
      assertThat(stty("-a")).contains("-parodd", " istrip", " inpck", " cstopb");
    }
    try (Transport transport = open(port, Map.of("format", "8N1"))) {
      assertThat(transport.discardInput()).isTrue();
      assertThat(stty("-a")).contains("-parodd", "-istrip", "-inpck", "-cstopb");
    }
  }

  @Test
  void usesNoFlowControlAndLeavesBytesAlone() throws Exception {
    try (Transport transport = open(port, Map.of())) {
      assertThat(transport.discardInput()).isTrue();
      assertThat(stty("-a")).contains("-crtscts", "-ixon", "-ixoff", "-icrnl", "-echo ", "-icanon");
    }
  }

  /** The library for serial ports leaves 0 and 0, with which {@code cat} ends at once. */
  @ParameterizedTest
  @CsvSource({"exclusive, 1, 0", "shared, 1, 0", "exclusive, 3, 7", "shared, 3, 7"})
  void givesThePortBackAsItWasForThoseWhoReadItAsAFile(String use, String min, String time)
      throws Exception {
    assertThat(run("stty", "-F", port, "min", min, "time", time)).isZero();

    open(port, Map.of("use", use)).close();

    assertThat(stty("-a")).contains("min = " + min + "; time = " + time + ";");
  }

  @Test
  void givesThePortBackForReadingAfterAProgramThatWasKilled() throws Exception {
    assertThat(run("stty", "-F", port, "min", "0", "time", "0")).isZero();

    open(port, Map.of()).close();

    assertThat(stty("-a")).contains("min = 1; time = 0;");
  }

  /** Reads of the other one would wait for ever. */
  @Test
  void leavesThePortAloneWhichAnotherProgramHasOpenAsWell() throws Exception {
    Path tty = ptys.port().toRealPath();
    Process other = SharingProgram.start(tty);
    try {
      open(port, Map.of("use", "shared")).close();
      assertThat(stty("-a")).contains("min = 0; time = 0;");
    } finally {
      other.destroy();
    }
    assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
    open(port, Map.of("use", "shared")).close();
    assertThat(stty("-a")).contains("min = 1; time = 0;");
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  private String stty(String what) throws Exception {
    Process stty = new ProcessBuilder("stty", "-F", port, what).start();
    String answer = new String(stty.getInputStream().readAllBytes(), US_ASCII);
    assertThat(stty.waitFor()).isZero();
    return answer;
  }

  @Test
  void opensWithTheRequestPinsDown() throws IOException {
    try (Transport transport = open(port, Map.of("rts", "false", "dtr", "false"))) {
      ptys.send("/".getBytes(US_ASCII));
      assertThat(read(transport, 1)).isEqualTo("/");
    }
  }

  @Test
  void endsAWaitEarlyWhenTheThreadIsInterrupted() throws IOException {
    try (Transport transport = open(port, Map.of())) {
      Thread.currentThread().interrupt();
      long start = System.nanoTime();

      int count = transport.read(ByteBuffer.allocate(1), Duration.ofMinutes(1));

      assertThat(Thread.interrupted()).as("the interrupt status is kept").isTrue();
      assertThat(count).isZero();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
    }
  }

  @Test
  void listsPortsWithoutOpeningThem() {
    assertThatCode(MeterReader::ports).doesNotThrowAnyException();
  }
}
