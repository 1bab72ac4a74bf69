package io.github.meter4j.internal.network;

import static io.github.meter4j.internal.Failures.assertFails;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.internal.serial.LineFormat;
import io.github.meter4j.internal.serial.LineSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class Rfc2217TransportTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration BRIEF = Duration.ofMillis(200);

  private static Rfc2217Transport open(RemotePort port, String format, Duration patience)
      throws IOException {
    LineSettings line = new LineSettings(9600, LineFormat.parse(format), true, false);
    return Rfc2217Transport.open(port.address(), line, patience);
  }

  private static RemotePort agreeing(UnaryOperator<String> answers) throws IOException {
    return new RemotePort(RemotePort.Manner.AGREES, answers);
  }

  @ParameterizedTest
  @CsvSource({
    "8N1, 0208, 0301, 0401",
    "7E1, 0207, 0303, 0401",
    "7O1, 0207, 0302, 0401",
    "8N2, 0208, 0301, 0402"
  })
  void setsSpeedFormatAndControlLines(String format, String bits, String parity, String stop)
      throws IOException {
    try (RemotePort port = agreeing(RemotePort.OBEDIENT);
        Rfc2217Transport transport = open(port, format, PATIENCE)) {
      transport.speed(65_535); // a speed whose bytes mean something to Telnet
      assertThat(port.heard())
          .as("speed and format; no flow control, DTR off, RTS on; no notices; the new speed")
          .containsExactly(
              "0100002580",
              bits,
              parity,
              stop,
              "0501",
              "0509",
              "050b",
              "0a00",
              "0b00",
              "010000ffff");
    }
  }

  @Test
  void knowsHowLongACharacterTakes() throws IOException {
    try (RemotePort port = agreeing(RemotePort.OBEDIENT);
        Rfc2217Transport transport = open(port, "7E1", PATIENCE)) {
      transport.speed(1000);
      assertThat(transport.character()).isEqualTo(Duration.ofMillis(10));
    }
  }

  @Test
  void saysWhatThePortCannotHave() throws IOException {
    UnaryOperator<String> eightBitsOnly =
        setting ->
            switch (setting) {
              case "0207" -> "0208";
              case "0303" -> "0301";
              default -> setting;
            };
    try (RemotePort port = agreeing(eightBitsOnly)) {
      assertFails(Kind.REFUSED, () -> open(port, "7E1", PATIENCE))
          .hasMessage(
              "the port behind "
                  + port.address()
                  + " cannot have a number of data bits of 7, it has 8, a parity of even, it has"
                  + " none");
    }
  }

  @Test
  void aSpeedThatIsNearIsRight() throws IOException {
    UnaryOperator<String> divider =
        setting -> setting.equals("010001c200") ? "010001c138" : setting; // 115,200: 115,000
    try (RemotePort port = agreeing(divider);
        Rfc2217Transport transport = open(port, "8N1", PATIENCE)) {
      transport.speed(115_200);
      assertThat(transport.character()).isEqualTo(Duration.ofNanos(86_805));
    }
    UnaryOperator<String> stubborn = setting -> setting.startsWith("01") ? "0100002580" : setting;
    try (RemotePort port = agreeing(stubborn);
        Rfc2217Transport transport = open(port, "8N1", PATIENCE)) {
      assertFails(Kind.REFUSED, () -> transport.speed(300))
          .hasMessageEndingWith("cannot have a speed of 300, it has 9600");
    }
  }

  @Test
  void tellsTelnetWithoutTheOptionFromSilence() throws IOException {
    try (RemotePort port = new RemotePort(RemotePort.Manner.REFUSES, RemotePort.OBEDIENT)) {
      assertFails(Kind.REFUSED, () -> open(port, "8N1", PATIENCE))
          .hasMessageContaining("speaks Telnet without RFC 2217");
    }
    try (RemotePort port = new RemotePort(RemotePort.Manner.IS_SILENT, RemotePort.OBEDIENT)) {
      assertFails(Kind.REFUSED, () -> open(port, "8N1", BRIEF))
          .hasMessageContaining("did not answer as an RFC 2217 server within 200 ms")
          .hasMessageContaining("+tcp");
    }
    try (RemotePort port = agreeing(setting -> "")) {
      assertFails(Kind.DISCONNECTED, () -> open(port, "8N1", BRIEF))
          .hasMessageContaining("did not answer a setting");
    }
  }

  @Test
  void saysWhatTheServerSaidBeforeItHungUp() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      CompletableFuture<Void> serving =
          CompletableFuture.runAsync(
              () -> {
                try (Socket peer = server.accept()) {
                  peer.getInputStream().readNBytes(15); // or else closing is a reset
                  peer.getOutputStream().write("Port already in use\r\n".getBytes(US_ASCII));
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      HostPort address = new HostPort("127.0.0.1", server.getLocalPort());
      LineSettings line = new LineSettings(9600, LineFormat.parse("8N1"), true, true);
      assertFails(Kind.BUSY, () -> Rfc2217Transport.open(address, line, PATIENCE))
          .hasMessageEndingWith("saying \"Port already in use\"");
      serving.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void dataThatComesBetweenAnswersIsKept() throws IOException {
    try (RemotePort port = agreeing(RemotePort.OBEDIENT);
        Rfc2217Transport transport = open(port, "8N1", PATIENCE)) {
      port.sendRaw("before ".getBytes(US_ASCII));
      transport.speed(300);
      port.sendRaw(HexFormat.of().parseHex("fffa2c6a10fff0")); // a notice of the line's state
      port.sendRaw("after".getBytes(US_ASCII));
      ByteBuffer target = ByteBuffer.allocate(12);
      while (target.hasRemaining()) {
        assertThat(transport.read(target, PATIENCE)).isPositive();
      }
      assertThat(new String(target.array(), US_ASCII)).isEqualTo("before after");
    }
  }

  @Test
  void waitsWithWritingWhileTheServerAsksForIt() throws IOException {
    try (RemotePort port = agreeing(RemotePort.OBEDIENT);
        Rfc2217Transport transport = open(port, "8N1", BRIEF)) {
      port.sendRaw(HexFormat.of().parseHex("fffa2c6cfff0"));
      port.sendRaw(new byte[] {'x'});
      assertThat(transport.read(ByteBuffer.allocate(1), PATIENCE)).isEqualTo(1);
      assertFails(Kind.DISCONNECTED, () -> transport.write(ByteBuffer.wrap(new byte[] {'?'})))
          .hasMessageContaining("pause in sending");
      port.sendRaw(HexFormat.of().parseHex("fffa2c6dfff0"));
      transport.write(ByteBuffer.wrap(new byte[] {'!'}));
      assertThat(port.receive(1)).containsExactly('!');
    }
  }

  /** A peer that never answers and sends for ever takes no more than so much memory. */
  @Test
  void dataWithoutEndIsNotKept() throws IOException {
    try (RemotePort port = agreeing(setting -> setting.equals("010000012c") ? "" : setting);
        Rfc2217Transport transport = open(port, "8N1", PATIENCE)) {
      CompletableFuture.runAsync(
          () -> {
            byte[] chunk = new byte[100_000];
            try {
              while (true) {
                port.sendRaw(chunk);
              }
            } catch (IOException e) {
              return; // the test is over
            }
          });
      assertFails(Kind.DISCONNECTED, () -> transport.speed(300))
          .hasMessageContaining("data without end");
    }
  }
}
