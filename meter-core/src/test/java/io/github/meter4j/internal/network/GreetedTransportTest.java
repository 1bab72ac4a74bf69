package io.github.meter4j.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GreetedTransportTest {
  /** What ser2net 4.3.11 sends on a Telnet port. */
  private static final String SER2NET = "fffb03 fffd03 fffb01 fffe01 fffd00 fffb00";

  private static final TcpTransportProvider PROVIDER = new TcpTransportProvider();

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private interface Scene {
    void play(Transport transport, Socket peer) throws IOException;
  }

  private static void connect(String telnet, Scene scene) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Options options = Options.of(Map.of("telnet", telnet), Map.of(), PROVIDER.options());
      try (Transport transport = PROVIDER.open("127.0.0.1:" + server.getLocalPort(), options);
          Socket peer = server.accept()) {
        scene.play(transport, peer);
      }
    }
  }

  private static String read(Transport transport, int count) throws IOException {
    ByteBuffer target = ByteBuffer.allocate(count);
    while (target.hasRemaining()) {
      assertThat(transport.read(target, Duration.ofSeconds(10))).as("bytes in time").isPositive();
    }
    return HexFormat.of().formatHex(target.array());
  }

  @Test
  void theGreetingOfATelnetPortIsLeftOut() throws IOException {
    connect(
        "auto",
        (transport, peer) -> {
          peer.getOutputStream().write(bytes(SER2NET));
          assertThat(transport.read(ByteBuffer.allocate(9), Duration.ofMillis(100))).isZero();
          peer.getOutputStream().write(bytes("2f4b"));
          assertThat(read(transport, 2)).isEqualTo("2f4b");
          peer.getOutputStream().write(bytes(SER2NET));
          assertThat(read(transport, 18)).isEqualTo(SER2NET.replace(" ", ""));
        });
  }

  /** An answer of Modbus may begin as Telnet would. */
  @Test
  void whatComesAfterAWriteIsData() throws IOException {
    connect(
        "auto",
        (transport, peer) -> {
          peer.getOutputStream().write(bytes("ff"));
          assertThat(transport.read(ByteBuffer.allocate(9), Duration.ofMillis(100))).isZero();
          transport.write(ByteBuffer.wrap(bytes("0103")));
          peer.getOutputStream().write(bytes("fb03fffd03"));
          assertThat(read(transport, 6)).isEqualTo("fffb03fffd03");
        });
  }

  @Test
  void whereTelnetIsOffEveryByteIsData() throws IOException {
    connect(
        "off",
        (transport, peer) -> {
          peer.getOutputStream().write(bytes("fffb03"));
          assertThat(read(transport, 3)).isEqualTo("fffb03");
        });
  }

  @Test
  void whereTelnetIsOnCommandsAreAnswered() throws IOException {
    connect(
        "on",
        (transport, peer) -> {
          peer.getOutputStream().write(bytes("fffb01 fffd00 61 ffff fffb03"));
          assertThat(read(transport, 2)).isEqualTo("61ff");
          assertThat(transport.read(ByteBuffer.allocate(9), Duration.ofMillis(100))).isZero();
          transport.write(ByteBuffer.wrap(bytes("ff0d")));
          assertThat(peer.getInputStream().readNBytes(12 + 3 + 3))
              .as("what this side wants, no echo, a byte sent twice")
              .isEqualTo(bytes("fffb00 fffd00 fffb03 fffd03 fffe01 ffff0d"));
        });
  }
}
