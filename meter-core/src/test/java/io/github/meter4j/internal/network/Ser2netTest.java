package io.github.meter4j.internal.network;

import static io.github.meter4j.internal.Failures.assertFails;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.SerialLine;
import io.github.meter4j.spi.Transport;
import io.github.meter4j.spi.TransportProvider;
import io.github.meter4j.testkit.PtyPair;
import io.github.meter4j.testkit.Ser2net;
import io.github.meter4j.testkit.Ser2net.Protocol;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a serial server that others have made. */
@Timeout(60)
class Ser2netTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir private Path folder;
  private PtyPair ptys;

  @BeforeEach
  void plugIn() throws IOException {
    ptys = PtyPair.start(folder);
  }

  @AfterEach
  void unplug() throws IOException {
    if (ptys != null) {
      ptys.close();
    }
  }

  private static Transport open(
      TransportProvider provider, Ser2net server, Map<String, String> texts) throws IOException {
    return provider.open(server.target(), Options.of(texts, Map.of(), provider.options()));
  }

  private String stty() throws Exception {
    Process process = new ProcessBuilder("stty", "-a", "-F", ptys.port().toString()).start();
    String text = new String(process.getInputStream().readAllBytes(), US_ASCII);
    assertThat(process.waitFor()).isZero();
    return text;
  }

  private static byte[] read(Transport transport, int count) throws IOException {
    ByteBuffer target = ByteBuffer.allocate(count);
    while (target.hasRemaining()) {
      assertThat(transport.read(target, PATIENCE)).as("bytes in time").isPositive();
    }
    return target.array();
  }

  @Test
  void theRemotePortIsSet() throws Exception {
    try (Ser2net server = Ser2net.start(folder, ptys.port(), Protocol.RFC2217);
        Transport transport =
            open(new Rfc2217TransportProvider(), server, Map.of("baud", "2400", "format", "8N2"))) {
      assertThat(stty()).contains("speed 2400 baud").contains(" cstopb").contains("-ixon");

      ((SerialLine) transport).speed(19_200);

      assertThat(stty()).contains("speed 19200 baud");
    }
  }

  @Test
  void everyByteGoesBothWays() throws Exception {
    byte[] all = new byte[256];
    for (int i = 0; i < 256; i++) {
      all[i] = (byte) i;
    }
    try (Ser2net server = Ser2net.start(folder, ptys.port(), Protocol.RFC2217);
        Transport transport = open(new Rfc2217TransportProvider(), server, Map.of())) {
      ptys.send(all);
      assertThat(read(transport, 256)).isEqualTo(all);
      transport.write(ByteBuffer.wrap(all));
      assertThat(ptys.receive(256)).isEqualTo(all);
    }
  }

  @Test
  void sayWhatToDoWhereThePortIsOfAnotherKind() throws Exception {
    Rfc2217TransportProvider provider = new Rfc2217TransportProvider();
    Map<String, String> brief = Map.of("connect-timeout", "300ms");
    try (Ser2net server = Ser2net.start(folder, ptys.port(), Protocol.TELNET)) {
      assertFails(Kind.REFUSED, () -> open(provider, server, brief))
          .hasMessageContaining("speaks Telnet without RFC 2217");
    }
    try (Ser2net server = Ser2net.start(folder, ptys.port(), Protocol.RAW)) {
      assertFails(Kind.REFUSED, () -> open(provider, server, brief))
          .hasMessageContaining("is it a plain port?");
    }
  }

  @Test
  void aPortThatSomebodyHasIsBusy() throws Exception {
    Rfc2217TransportProvider provider = new Rfc2217TransportProvider();
    try (Ser2net server = Ser2net.start(folder, ptys.port(), Protocol.RFC2217);
        Transport first = open(provider, server, Map.of())) {
      assertFails(Kind.BUSY, () -> open(provider, server, Map.of()))
          .hasMessageContaining("already in use");
      ptys.send(new byte[] {'x'});
      assertThat(read(first, 1)).containsExactly('x');
    }
  }

  /** Telegrams are read from a Telnet port without a word about it, binary ones with telnet=on. */
  @Test
  void aTelnetPortIsReadAsPlainTcp() throws Exception {
    TcpTransportProvider provider = new TcpTransportProvider();
    try (Ser2net server = Ser2net.start(folder, ptys.port(), Protocol.TELNET)) {
      try (Transport transport = open(provider, server, Map.of())) {
        ptys.send("/KFM5".getBytes(US_ASCII));
        assertThat(read(transport, 5)).isEqualTo("/KFM5".getBytes(US_ASCII));
      }
    }
    try (Ser2net server = Ser2net.start(folder, ptys.port(), Protocol.TELNET);
        Transport transport = open(provider, server, Map.of("telnet", "on"))) {
      byte[] binary = {1, 3, (byte) 0xff, (byte) 0xfb, 3, 13, 0, 13, 10};
      ptys.send(binary);
      assertThat(read(transport, binary.length)).isEqualTo(binary);
      transport.write(ByteBuffer.wrap(binary));
      assertThat(ptys.receive(binary.length)).isEqualTo(binary);
    }
  }
}
