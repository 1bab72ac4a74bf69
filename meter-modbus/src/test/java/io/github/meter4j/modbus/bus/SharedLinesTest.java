package io.github.meter4j.modbus.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.MeterReader;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.modbus.ModbusBus;
import io.github.meter4j.modbus.Patience;
import io.github.meter4j.modbus.map.RegisterTable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All who use one port in a program have one connection to it. */
@Timeout(20)
class SharedLinesTest {
  private ServerSocket server;
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread accepting = new Thread(this::accept, "test server");
    accepting.setDaemon(true);
    accepting.start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.incrementAndGet();
        open.incrementAndGet();
        Thread serving = new Thread(() -> serve(socket), "test connection");
        serving.setDaemon(true);
        serving.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  /** Answers every request for one register with the number of the unit; 99 hangs up. */
  private void serve(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      while (true) {
        byte[] request = in.readNBytes(12);
        if (request.length < 12 || request[6] == 99) {
          return;
        }
        byte[] answer = {
          request[0], request[1], 0, 0, 0, 5, request[6], request[7], 2, 0, request[6]
        };
        socket.getOutputStream().write(answer);
      }
    } catch (IOException e) {
      return;
    } finally {
      open.decrementAndGet();
    }
  }

  private String address(String options) {
    return "modbus+tcp://localhost:" + server.getLocalPort() + options;
  }

  private static int ask(ModbusBus bus, int unit) throws MeterException {
    return bus.unit(unit).read(RegisterTable.HOLDING, 0, 1).word(0);
  }

  private void awaitOpen(int number) {
    Patience.until(number + " connections are open", () -> open.get() == number);
  }

  @Test
  void busesOnOnePortShareOneConnection() throws MeterException {
    ModbusBus first = ModbusBus.open(address(""));
    try (ModbusBus second = ModbusBus.open(address("?reply-timeout=2s"))) {
      assertThat(ask(first, 1)).isEqualTo(1);
      assertThat(ask(second, 2)).isEqualTo(2);
      first.close();
      first.close();
      assertThat(ask(second, 3)).isEqualTo(3);
      assertThatThrownBy(() -> ask(first, 1)).isInstanceOf(TransportException.class);
    }
    assertThat(connections).hasValue(1);
    awaitOpen(0);
  }

  @Test
  void readersShareItToo() throws MeterException {
    String map = "?map=dds238&unit=";
    try (ModbusBus bus = ModbusBus.open(address(""));
        MeterReader<?> one = MeterReader.open(address(map + 1));
        MeterReader<?> two = MeterReader.open("dds238+tcp://LOCALHOST:" + server.getLocalPort())) {
      assertThat(ask(bus, 1)).isEqualTo(1);
      assertThat(one.source().toString()).contains("unit=1");
      assertThat(two.source().toString()).contains("dds238+tcp");
    }
    assertThat(connections).hasValue(1);
    awaitOpen(0);
  }

  @Test
  void otherSettingsOfOnePortAreRefusedAndHarmNobody() throws MeterException {
    try (ModbusBus bus = ModbusBus.open(address(""))) {
      assertThatThrownBy(() -> ModbusBus.open(address("?connect-timeout=9s")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("is open for another meter", "connect-timeout");
      assertThat(ask(bus, 1)).isEqualTo(1);
    }
    awaitOpen(0);
  }

  @Test
  void aConnectionThatBrokeIsOpenedAnewForTheNextOne() throws MeterException {
    try (ModbusBus first = ModbusBus.open(address(""))) {
      assertThatThrownBy(() -> ask(first, 99)).isInstanceOf(TransportException.class);
      assertThatThrownBy(() -> ask(first, 1)).hasMessageContaining("open it again");
      try (ModbusBus second = ModbusBus.open(address(""))) {
        assertThat(ask(second, 1)).isEqualTo(1);
      }
    }
    assertThat(connections).hasValue(2);
    awaitOpen(0);
  }

  @Test
  void nothingIsKeptOfAPortThatDoesNotOpen() throws Exception {
    int port = server.getLocalPort();
    server.close();
    String address = "modbus+tcp://localhost:" + port;
    assertThatThrownBy(() -> ModbusBus.open(address))
        .isInstanceOfSatisfying(
            TransportException.class,
            e -> assertThat(e.kind()).isEqualTo(TransportException.Kind.REFUSED));
    // other settings are no conflict with what never opened
    assertThatThrownBy(() -> ModbusBus.open(address + "?connect-timeout=1s"))
        .isInstanceOf(TransportException.class);
  }

  @Test
  void aBusIsOpenedWithTheAddressOfAModbusMeter() {
    assertThatThrownBy(() -> ModbusBus.open("modbus:"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the serial port is missing");
  }

  @Test
  void thereAre256Units() throws MeterException {
    try (ModbusBus bus = ModbusBus.open(address(""))) {
      assertThatThrownBy(() -> bus.unit(256)).hasMessage("unit 256: 0 to 255 are possible");
      assertThatThrownBy(() -> bus.unit(-1)).hasMessage("unit -1: 0 to 255 are possible");
      assertThat(bus.unit(255).number()).isEqualTo(255);
    }
  }

  /** One line, one recording, also while another meter goes on after the first. */
  @Test
  void theLineOfSeveralMetersIsRecordedOnce(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("bus.rec");
    ModbusBus first = ModbusBus.open(address("?record=" + file));
    try (ModbusBus second = ModbusBus.open(address("?record=" + file))) {
      assertThat(ask(first, 3)).isEqualTo(3);
      first.close();
      assertThat(ask(second, 4)).isEqualTo(4);
      assertThatThrownBy(() -> ModbusBus.open(address("?record=" + folder.resolve("other.rec"))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("record=" + file);
    }
    List<String> lines =
        Files.readAllLines(file).stream()
            .skip(1)
            .map(line -> line.replaceFirst("^(#> )?\\d+ .{4}", "$1"))
            .toList();
    assertThat(lines)
        .containsExactly(
            "#> 00000006030300000001",
            "00000005030302" + "0003",
            "#> 00000006040300000001",
            "00000005040302" + "0004");
    assertThat(folder.toFile().list()).containsExactly("bus.rec");
  }
}
