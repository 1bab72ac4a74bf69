package io.github.meter4j.examples.readmeter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is said before the first reading, and where none comes. */
@Timeout(60)
class WaitingTest {
  private ServerSocket server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile String greeting = "";

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::accept, "silent server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        socket.getOutputStream().write(greeting.getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      return; // the test is over
    }
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private String address(String driver, String options) {
    return driver + "+tcp://127.0.0.1:" + server.getLocalPort() + options;
  }

  @Test
  void saysAfterAWhileThatItWaitsAndThatNothingCame() {
    String address = address("dsmr", "?timeout=4s");
    Outcome run = Outcome.of(address);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines().toList())
        .hasSize(2)
        .first()
        .isEqualTo("read-meter: waiting for " + address + ": it is open, and no byte has come yet");
    assertThat(run.err())
        .contains("no reading from", "in 4 s", "0 bytes came")
        .doesNotContain("pin", "cable", "rejected");
  }

  @Test
  void saysWhatCame() {
    greeting = "0123456789";
    Outcome run = Outcome.of(address("dsmr", "?timeout=4s"));
    assertThat(run.err().lines().toList())
        .first()
        .asString()
        .endsWith(": 10 bytes came, and no reading yet");
  }

  @Test
  void saysNothingWhereTheFirstReadingComesSoon() {
    assertThat(Outcome.of("--demo", "dsmr?rate=1000", "--count", "1").err()).isEmpty();
  }

  @Test
  void showsTheFirstPollThatFailsAtOnce() {
    Outcome run =
        Outcome.of(
            address("sdm630", "?timeout=3s&reply-timeout=100ms&tries=1&interval=200ms&reopen=0"));
    List<String> said = run.err().lines().toList();
    assertThat(said.get(0))
        .startsWith("read-meter: unit 1 on 127.0.0.1:" + server.getLocalPort())
        .contains("no answer", "is the unit number right")
        .endsWith("; trying again");
    assertThat(said).filteredOn(line -> line.endsWith("; trying again")).hasSize(1);
    assertThat(run.err())
        .containsPattern("read-meter: no reading from .* in 3 s: ")
        .containsPattern("\\d polls failed \\(NO_ANSWER \\d+\\)")
        .doesNotContain("rejected", "waiting for", "speed", "parity");
  }

  /** There the program ends by it. */
  @Test
  void doesNotSayTwiceWhyItEnds() {
    Outcome run =
        Outcome.of(
            address("sdm630", "?timeout=3s&reply-timeout=100ms&tries=1"), "--interval", "1s");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines())
        .filteredOn(line -> line.contains("is the unit number right"))
        .hasSize(1);
  }
}
