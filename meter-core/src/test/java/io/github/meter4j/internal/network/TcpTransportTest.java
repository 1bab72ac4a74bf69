package io.github.meter4j.internal.network;

import static io.github.meter4j.internal.Failures.assertFails;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(60)
class TcpTransportTest {
  private static final TcpTransportProvider PROVIDER = new TcpTransportProvider();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static Transport open(String target, String timeout) throws IOException {
    Options options = Options.of(Map.of("connect-timeout", timeout), Map.of(), PROVIDER.options());
    return PROVIDER.open(target, options);
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
  }

  private static String target(ServerSocket server) {
    return "127.0.0.1:" + server.getLocalPort();
  }

  @Test
  void connectsByNameAndByAddress() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("localhost"));
        Transport transport = open("localhost:" + server.getLocalPort(), "5s");
        Socket peer = server.accept()) {
      peer.getOutputStream().write('/');

      assertThat(transport.read(ByteBuffer.allocate(1), PATIENCE)).isEqualTo(1);
    }
  }

  @Test
  void saysThatNobodyListens() throws IOException {
    String free;
    try (ServerSocket server = listen()) {
      free = target(server);
    }

    assertFails(Kind.REFUSED, () -> open(free, "5s"))
        .hasMessageStartingWith(free + " refused the connection");
  }

  @Test
  @EnabledOnOs(OS.LINUX) // where a machine has all of 127.0.0.0/8
  void triesEveryAddressOfAHost() throws IOException {
    try (ServerSocket server = listen()) {
      InetAddress[] addresses = {
        InetAddress.getByName("127.0.0.2"), InetAddress.getByName("127.0.0.1")
      };

      HostPort peer = new HostPort("meter.local", server.getLocalPort());
      try (Transport transport = TcpTransport.open(peer, addresses, PATIENCE)) {
        assertThat(transport.discardInput()).isTrue();
      }
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void takesARefusalForAnAnswerWhenAnotherAddressIsSilent() throws IOException {
    InetAddress refusing = InetAddress.getByName("127.0.0.1");
    InetAddress silent = InetAddress.getByName("127.0.0.2");
    List<Socket> waiting = new ArrayList<>();
    try (ServerSocket server = new ServerSocket(0, 1, silent)) {
      fillQueue(server, waiting);
      HostPort peer = new HostPort("meter.local", server.getLocalPort());
      InetAddress[] addresses = {refusing, silent};

      assertFails(Kind.REFUSED, () -> TcpTransport.open(peer, addresses, Duration.ofMillis(300)));
    } finally {
      for (Socket socket : waiting) {
        socket.close();
      }
    }
  }

  @Test
  void saysThatThereIsNoSuchHost() {
    assertFails(Kind.NOT_FOUND, () -> open("no-such-meter.invalid:23", "5s"))
        .hasMessageStartingWith("no host no-such-meter.invalid");
  }

  @Test
  @EnabledOnOs(OS.LINUX) // where a full queue of waiting connections is met by silence
  void namesTheTimeoutWhenNobodyAnswers() throws IOException {
    List<Socket> waiting = new ArrayList<>();
    try (ServerSocket server = listen()) {
      fillQueue(server, waiting);

      assertFails(Kind.NOT_FOUND, () -> open(target(server), "300ms"))
          .hasMessageStartingWith(target(server) + " did not answer within 300 ms");
    } finally {
      for (Socket socket : waiting) {
        socket.close();
      }
    }
  }

  private static void fillQueue(ServerSocket server, List<Socket> waiting) throws IOException {
    boolean full = false;
    while (!full) {
      Socket socket = new Socket();
      waiting.add(socket);
      try {
        socket.connect(server.getLocalSocketAddress(), 300);
      } catch (SocketTimeoutException e) {
        full = true;
      }
    }
  }

  /** A peer that loses its power says nothing; so the system asks it now and then. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void asksASilentPeerWhetherItIsThere() throws Exception {
    try (ServerSocket server = listen();
        Socket socket = new Socket("127.0.0.1", server.getLocalPort())) {
      TcpTransport.keepAlive(socket);
      assertThat(socket.getKeepAlive()).isTrue();
      Map<String, Object> set = new HashMap<>();
      for (SocketOption<?> option : socket.supportedOptions()) {
        if (option.name().startsWith("TCP_KEEP")) {
          set.put(option.name(), socket.getOption(option));
        }
      }
      assertThat(set).isEqualTo(TcpTransport.KEEP_ALIVE);
    }
  }

  @Test
  void saysThatThePeerClosedTheConnection() throws IOException {
    try (ServerSocket server = listen();
        Transport transport = open(target(server), "5s")) {
      server.accept().close();

      assertFails(Kind.DISCONNECTED, () -> transport.read(ByteBuffer.allocate(1), PATIENCE))
          .hasMessage(target(server) + " closed the connection");
    }
  }

  @Test
  void deliversWhatCameBeforeThePeerClosed() throws IOException {
    try (ServerSocket server = listen();
        Transport transport = open(target(server), "5s")) {
      try (Socket peer = server.accept()) {
        peer.getOutputStream().write("last".getBytes(US_ASCII));
      }

      ByteBuffer target = ByteBuffer.allocate(10);
      assertThat(transport.read(target, PATIENCE)).isEqualTo(4);
      assertFails(Kind.DISCONNECTED, () -> transport.read(target, PATIENCE));
    }
  }

  @Test
  void takesAResetForAHangUp() throws IOException {
    try (ServerSocket server = listen();
        Transport transport = open(target(server), "5s")) {
      Socket peer = server.accept();
      peer.setSoLinger(true, 0); // closing sends a reset then
      peer.close();

      assertFails(Kind.DISCONNECTED, () -> transport.read(ByteBuffer.allocate(1), PATIENCE))
          .hasMessageStartingWith("lost the connection to " + target(server));
    }
  }
}
