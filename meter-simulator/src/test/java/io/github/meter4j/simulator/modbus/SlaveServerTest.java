package io.github.meter4j.simulator.modbus;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes over the wire, well and badly. */
@Timeout(30)
class SlaveServerTest {
  private static final byte[] ASK = Frames.framed(1, "03 00 00 00 01");
  private static final String GOOD = Frames.hex(Frames.framed(1, "03 02 12 34"));
  private static final Duration SOON = Duration.ofMillis(300);

  private final Registers image = new Registers().words(0, 0x1234);
  private final ModbusSlave slave = new ModbusSlave().with(1, SlaveUnit.holding(() -> image));
  private SlaveServer server;
  private Socket socket;

  @BeforeEach
  void connect() throws IOException {
    server = SlaveServer.rtuOverTcp(slave, 0);
    socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
  }

  @AfterEach
  void disconnect() throws IOException {
    socket.close();
    server.close();
  }

  private String ask() throws IOException {
    socket.getOutputStream().write(ASK);
    return receive(7);
  }

  /** So many bytes; fewer when they do not come soon, and "end" when the line was closed. */
  private String receive(int count) throws IOException {
    socket.setSoTimeout((int) SOON.toMillis());
    InputStream in = socket.getInputStream();
    byte[] bytes = new byte[count];
    int there = 0;
    try {
      while (there < count) {
        int more = in.read(bytes, there, count - there);
        if (more < 0) {
          return Frames.hex(Arrays.copyOf(bytes, there)) + " end";
        }
        there += more;
      }
    } catch (SocketTimeoutException e) {
      return Frames.hex(Arrays.copyOf(bytes, there));
    }
    return Frames.hex(bytes);
  }

  @Test
  void misbehavesAsItIsToldAndIsWellAgain() throws IOException {
    slave
        .unit(1)
        .misbehaveOnce(
            new Quirk.Silent(),
            new Quirk.Damaged(),
            new Quirk.OtherUnit(2),
            new Quirk.OtherFunction(4),
            new Quirk.Cut(),
            new Quirk.Refusal(4),
            new Quirk.InHalves(Duration.ofMillis(50)));

    assertThat(ask()).isEmpty();
    assertThat(ask()).isEqualTo("01 03 02 12 34 B5 32");
    assertThat(ask()).isEqualTo(Frames.hex(Frames.framed(2, "03 02 12 34")));
    assertThat(ask()).isEqualTo(Frames.hex(Frames.framed(1, "04 02 12 34")));
    assertThat(ask()).isEqualTo("01 03 02");
    assertThat(ask()).isEqualTo(Frames.hex(Frames.framed(1, "83 04")));
    assertThat(ask()).isEqualTo(GOOD);
    assertThat(ask()).isEqualTo(GOOD).isEqualTo("01 03 02 12 34 B5 33");
  }

  @Test
  void makesNoise() throws IOException {
    slave.unit(1).misbehave(new Quirk.Noise("ff00"));
    socket.getOutputStream().write(ASK);

    assertThat(receive(9)).isEqualTo("FF 00 " + GOOD);
    slave.unit(1).behave();
    assertThat(ask()).isEqualTo(GOOD);
  }

  @Test
  void goesOnHearingWhileAnAnswerIsLate() throws IOException {
    slave.unit(1).misbehaveOnce(new Quirk.Late(Duration.ofMillis(500)));
    slave.with(2, SlaveUnit.holding(() -> new Registers().words(0, 2)));

    socket.getOutputStream().write(ASK);
    socket.getOutputStream().write(Frames.framed(2, "03 00 00 00 01"));
    assertThat(receive(7)).isEqualTo(Frames.hex(Frames.framed(2, "03 02 00 02")));
    socket.setSoTimeout(5_000);
    assertThat(socket.getInputStream().readNBytes(7)).isEqualTo(Frames.bytes(GOOD));
  }

  @Test
  void pullsThePlugInMidAnswer() throws IOException {
    slave.unit(1).misbehaveOnce(new Quirk.Unplugged());

    assertThat(ask()).isEqualTo("01 03 02 end");
    socket.close();
    socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    assertThat(ask()).isEqualTo(GOOD);
  }

  @Test
  void ignoresDamagedRequests() throws IOException {
    byte[] damaged = ASK.clone();
    damaged[7] ^= 1;
    socket.getOutputStream().write(damaged);

    assertThat(receive(1)).isEmpty();
    assertThat(ask()).isEqualTo(GOOD);
  }

  @Test
  void hangsUpOnWhatIsNoModbusTcp() throws IOException {
    try (SlaveServer tcp = SlaveServer.tcp(slave, 0)) {
      socket.close();
      socket = new Socket(InetAddress.getLoopbackAddress(), tcp.port());
      socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(US_ASCII));
      assertThat(receive(1)).isEqualTo(" end");

      socket.close();
      socket = new Socket(InetAddress.getLoopbackAddress(), tcp.port());
      socket
          .getOutputStream()
          .write(Frames.bytes("AB CD 00 00 00 06 01 03 00 00 00 01 AB CE 00 00 00 06 01"));
      assertThat(receive(11)).isEqualTo("AB CD 00 00 00 05 01 03 02 12 34");
      socket.getOutputStream().write(Frames.bytes("03 00 01 00 01"));
      assertThat(receive(9)).isEqualTo("AB CE 00 00 00 03 01 83 02");
    }
  }

  @Test
  void endsItsConnections() throws IOException {
    assertThat(ask()).isEqualTo(GOOD);
    server.close();

    assertThat(receive(1)).isEqualTo(" end");
  }
}
