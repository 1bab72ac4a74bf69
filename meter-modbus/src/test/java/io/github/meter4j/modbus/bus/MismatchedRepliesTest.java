package io.github.meter4j.modbus.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.MeterReader;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.ReadTimeoutException;
import io.github.meter4j.modbus.ModbusBus;
import io.github.meter4j.modbus.Patience;
import io.github.meter4j.modbus.map.RegisterTable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gateways of Modbus TCP whose replies do not match the requests. */
@Timeout(60)
class MismatchedRepliesTest {
  private static final String TWO_BLOCKS =
      """
      title: Two blocks
      name,table,address,type,unit,sign,measurand
      import,holding,0x0000,u32,kWh,,active_energy_import
      export,holding,0x1000,u32,kWh,,active_energy_export
      """;

  private static final String OPTIONS = "&reply-timeout=300ms&tries=2&interval=10ms";
  private static final int HEADER = 7;

  /** What a gateway answers to a request that is the so-many-th of its connection, from 1. */
  @FunctionalInterface
  private interface Gateway {
    List<byte[]> replies(int connection, byte[] request);
  }

  @TempDir private Path folder;
  private Path map;
  private ServerSocket server;
  private Gateway gateway = (connection, request) -> List.of(reply(request, 0));
  private final AtomicInteger connections = new AtomicInteger();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  @BeforeEach
  void listen() throws IOException {
    map = Files.writeString(folder.resolve("two.csv"), TWO_BLOCKS);
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
    Thread thread = new Thread(work, "gateway");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        int number = connections.incrementAndGet();
        start(() -> serve(socket, number));
      }
    } catch (IOException e) {
      return; // the test is over
    }
  }

  private void serve(Socket socket, int number) {
    try {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      while (true) {
        byte[] request = new byte[HEADER + 5];
        in.readFully(request);
        for (byte[] reply : gateway.replies(number, request)) {
          out.write(reply);
        }
      }
    } catch (IOException e) {
      return; // the peer has gone
    }
  }

  /** Import is 1111, export 2222; the number of the transaction may be another. */
  private static byte[] reply(byte[] request, int off) {
    int number = Request.word(request, 0) + off & 0xffff;
    int value = Request.word(request, 8) == 0 ? 1111 : 2222;
    return new byte[] {
      (byte) (number >> 8),
      (byte) number,
      0,
      0,
      0,
      7,
      request[6],
      request[7],
      4,
      0,
      0,
      (byte) (value >> 8),
      (byte) value
    };
  }

  private String place(String scheme) {
    return "modbus+" + scheme + "://localhost:" + server.getLocalPort();
  }

  private String address(String options) {
    return place("tcp") + "?map=" + map + OPTIONS + options;
  }

  private static List<String> values(io.github.meter4j.reading.Reading reading) {
    return reading.measurements().stream().map(it -> it.quantity().toString()).toList();
  }

  /** Each connection holds one reply back; only the first does, or each. */
  private Gateway oneBehind(boolean always) {
    List<byte[]> held = new ArrayList<>();
    AtomicInteger last = new AtomicInteger();
    return (connection, request) -> {
      if (last.getAndSet(connection) != connection) {
        held.clear();
      }
      if (connection > 1 && !always) {
        return List.of(reply(request, 0));
      }
      held.add(reply(request, 0));
      return held.size() > 1 ? List.of(held.remove(0)) : List.of();
    };
  }

  @Test
  void aGatewayThatIsOneReplyBehindComesBackByItself() throws Exception {
    gateway = oneBehind(false);
    List<String> causes = new CopyOnWriteArrayList<>();
    try (MeterReader<?> meter = MeterReader.open(address(""))) {
      meter.onState((state, why) -> why.ifPresent(e -> causes.add(state + " " + e.getMessage())));
      assertThat(meter.readings().limit(3))
          .allSatisfy(
              reading -> assertThat(values(reading)).containsExactly("1111 kWh", "2222 kWh"));
      assertThat(meter.stats().reconnects()).isEqualTo(1);
    }
    assertThat(causes)
        .anySatisfy(
            cause ->
                assertThat(cause)
                    .startsWith("DISCONNECTED")
                    .contains("no matching reply in 2 polls", "an earlier request, came instead of")
                    .doesNotContain("transaction=ignore", "speed", "parity"));
  }

  @Test
  void zeroIsNever() throws Exception {
    gateway = oneBehind(true);
    try (MeterReader<?> meter = MeterReader.open(address("&reopen=0"))) {
      for (int i = 0; i < 5; i++) {
        assertThatThrownBy(meter::read).isInstanceOf(ReadTimeoutException.class);
      }
      assertThat(connections).hasValue(1);
    }
  }

  /** Bytes that are no replies show no life. */
  @ParameterizedTest
  @ValueSource(strings = {"tcp", "rtutcp"})
  void rubbishForEverIsNoLife(String scheme) throws Exception {
    gateway = (connection, request) -> List.of(new byte[] {0, 0, 0, 0, 0, 3, 7, 7, 7});
    String address = address("&reopen=1").replace("+tcp", "+" + scheme);
    try (MeterReader<?> meter = MeterReader.open(address)) {
      meter.subscribe(reading -> {});
      Patience.until("it is opened again", () -> connections.get() > 1);
      assertThat(meter.stats().bytesReceived()).isPositive();
      assertThat(meter.stats().readings()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1, 77, 0x8000})
  void theMessageSaysWhatCameAndWhatToSet(int off) throws Exception {
    gateway = (connection, request) -> List.of(reply(request, off));
    try (MeterReader<?> meter = MeterReader.open(address(""))) {
      assertThatThrownBy(meter::read)
          .isInstanceOf(ReadTimeoutException.class)
          .hasMessageContaining(
              "reply to transaction "
                  + (2 + off & 0xffff)
                  + " came instead of 2: the gateway numbers its replies by itself")
          .hasMessageContainingAll("transaction=ignore", "rtutcp")
          .hasMessageNotContainingAny("no answer", "speed", "parity", "swapped");
      assertThat(meter.stats().rejected()).containsKey(Fault.Kind.FRAMING);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1, 77, 0x8000})
  void theNumberCanBeIgnored(int off) throws Exception {
    gateway = (connection, request) -> List.of(reply(request, off));
    try (MeterReader<?> meter = MeterReader.open(address("&transaction=ignore"))) {
      assertThat(meter.readings().limit(3))
          .allSatisfy(
              reading -> assertThat(values(reading)).containsExactly("1111 kWh", "2222 kWh"));
      assertThat(meter.stats().rejectedTotal()).isZero();
    }
  }

  /** Where numbers do not matter, a late reply is kept from the next block by time. */
  @Test
  void aLateReplyIsNotTheNextBlockEither() throws Exception {
    AtomicInteger count = new AtomicInteger();
    gateway =
        (connection, request) -> {
          if (count.incrementAndGet() == 1) {
            sleep(400); // the first is late, and is sent again
          }
          return List.of(reply(request, 5));
        };
    try (MeterReader<?> meter = MeterReader.open(address("&transaction=ignore"))) {
      assertThat(meter.readings().limit(3))
          .allSatisfy(
              reading -> assertThat(values(reading)).containsExactly("1111 kWh", "2222 kWh"));
      assertThat(count).hasValueGreaterThan(6); // the late one was followed by another
    }
  }

  private static void sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void unitFunctionAndLengthStillMatter() throws Exception {
    gateway =
        (connection, request) -> {
          byte[] reply = reply(request, 1);
          reply[6]++;
          return List.of(reply);
        };
    try (MeterReader<?> meter = MeterReader.open(address("&transaction=ignore"))) {
      assertThatThrownBy(meter::read)
          .hasMessageContaining("unit 2 answered instead of 1")
          .hasMessageNotContainingAny("speed", "parity");
    }
  }

  @Test
  void aSettingThatDoesNothingIsRefused() {
    assertThatThrownBy(
            () -> MeterReader.open(place("rtutcp") + "?map=" + map + "&transaction=ignore"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("transaction=ignore is for Modbus TCP");
  }

  @Test
  void metersOnOneGatewayHaveTheSame() throws Exception {
    try (MeterReader<?> meter = MeterReader.open(address("&transaction=ignore"))) {
      assertThat(meter.read()).isNotNull();
      assertThatThrownBy(() -> MeterReader.open(address("&unit=2")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("transaction=ignore");
    }
  }

  /** Wires, speed and parity are no matter of a gateway. */
  @ParameterizedTest
  @ValueSource(strings = {"tcp", "rtutcp"})
  void silenceOverANetworkIsNoMatterOfWires(String scheme) throws Exception {
    gateway = (connection, request) -> List.of();
    try (ModbusBus bus = ModbusBus.open(place(scheme) + "?reply-timeout=20ms&tries=1")) {
      assertThatThrownBy(() -> bus.unit(1).read(RegisterTable.HOLDING, 0, 2))
          .hasMessageContainingAll("no answer", "is the unit number right", "reach the unit")
          .hasMessageNotContainingAny("speed", "parity", "swapped");
    }
  }
}
