package io.github.meter4j.iec62056;

import static io.github.meter4j.iec62056.Bits.bytes;
import static io.github.meter4j.iec62056.Bits.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.MeterReader;
import io.github.meter4j.fault.ReadTimeoutException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A bridge to a meter that is polled: its first connections live and bring nothing. */
@Timeout(60)
class HungBridgeTest {
  private ServerSocket server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile int hung = 1;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "bridge");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        if (connections.incrementAndGet() > hung) {
          start(() -> answer(socket));
        }
      }
    } catch (IOException e) {
      return; // the test is over
    }
  }

  /** Each line that comes is a sign-on. */
  private static void answer(Socket socket) {
    try {
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      int next = in.read();
      while (next >= 0) {
        if (next == '\n') {
          out.write(bytes("/ISk0MT174\r\n"));
          out.write(vector("iec_readout"));
        }
        next = in.read();
      }
    } catch (IOException e) {
      return; // the peer has gone
    }
  }

  private MeterReader<?> open(String options) throws IOException {
    return MeterReader.open(
        "iec62056+tcp://localhost:"
            + server.getLocalPort()
            + "?mode=A&speed=keep&tries=1&reaction=100ms&gap=100ms&interval=20ms"
            + options);
  }

  @Test
  void isOpenedAgainAfterPollsInVain() throws Exception {
    List<String> causes = new CopyOnWriteArrayList<>();
    try (MeterReader<?> meter = open("")) {
      meter.onState((state, why) -> why.ifPresent(e -> causes.add(state + " " + e.getMessage())));
      assertThat(meter.readings().limit(2)).hasSize(2);
      assertThat(meter.stats().reconnects()).isEqualTo(1);
    }
    assertThat(causes)
        .anySatisfy(
            cause ->
                assertThat(cause)
                    .startsWith("DISCONNECTED no good readout in 2 polls")
                    .contains("is the port of the serial server set to its speed?")
                    .doesNotContain("does it take"));
  }

  @Test
  void zeroIsNever() throws Exception {
    hung = 9;
    try (MeterReader<?> meter = open("&reopen=0")) {
      for (int i = 0; i < 4; i++) {
        assertThatThrownBy(meter::read).isInstanceOf(ReadTimeoutException.class);
      }
      assertThat(connections).hasValue(1);
    }
  }
}
