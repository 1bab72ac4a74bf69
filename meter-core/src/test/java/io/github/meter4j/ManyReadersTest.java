package io.github.meter4j;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.internal.address.Registry;
import io.github.meter4j.internal.reader.BackOff;
import io.github.meter4j.reader.Handoff;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One program reads two hundred meters. */
@Timeout(120)
class ManyReadersTest {
  private static final int READERS = 200;
  private static final int TELEGRAMS = 20;

  private ServerSocket server;
  private final List<Socket> peers = new ArrayList<>();
  private final List<MeterReader<LineReading>> meters = new ArrayList<>();
  private final List<Heard> heard = new ArrayList<>();

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, READERS, InetAddress.getByName("127.0.0.1"));
  }

  @AfterEach
  void hangUp() throws IOException {
    meters.forEach(MeterReader::close);
    for (Socket peer : peers) {
      peer.close();
    }
    server.close();
  }

  private MeterReader<LineReading> open() throws MeterException {
    Registry registry = new Registry(List.of(new LineDriver()), Registry.transports());
    @SuppressWarnings("unchecked") // the only driver there is
    MeterSource<LineReading> source =
        (MeterSource<LineReading>)
            MeterSource.parse("line+tcp://127.0.0.1:" + server.getLocalPort(), registry);
    Duration pause = Duration.ofMillis(20);
    return MeterReader.open(source, new BackOff(pause, pause, () -> 0.5));
  }

  private long threads() {
    String address = "127.0.0.1:" + server.getLocalPort();
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().contains(address))
        .count();
  }

  private void acceptAll() throws IOException {
    for (int i = 0; i < READERS; i++) {
      peers.add(server.accept());
    }
  }

  /** Each connection has lines of its own, a batch to all of them before the next. */
  private void send(int batch) throws IOException {
    for (int i = 0; i < peers.size(); i++) {
      String line = "meter " + i + " telegram " + batch + "\n";
      peers.get(i).getOutputStream().write(line.getBytes(US_ASCII));
    }
  }

  @Test
  void allOfThemAreHeardAlsoAfterAllWereCutOff() throws Exception {
    for (int i = 0; i < READERS; i++) {
      MeterReader<LineReading> meter = open();
      Heard ears = new Heard();
      meters.add(meter);
      heard.add(ears);
      meter.subscribe(ears, Handoff.buffer(100));
    }
    acceptAll();
    assertThat(threads()).as("one that reads and one that tells").isEqualTo(2 * READERS);

    for (int batch = 0; batch < TELEGRAMS; batch++) {
      send(batch);
    }
    awaitHeard(TELEGRAMS);

    for (Socket peer : peers) {
      peer.setSoLinger(true, 0); // closing sends a reset then
      peer.close();
    }
    peers.clear();
    acceptAll();
    for (int batch = 0; batch < TELEGRAMS; batch++) {
      send(batch);
    }
    awaitHeard(2 * TELEGRAMS);

    assertThat(meters).allMatch(meter -> meter.stats().reconnects() == 1);
    assertThat(meters).allMatch(meter -> meter.stats().dropped() == 0);
    meters.forEach(MeterReader::close);
    Patience.until("the threads have ended", () -> threads() == 0);
  }

  private void awaitHeard(int each) {
    Patience.until(
        "all telegrams came",
        () -> meters.stream().allMatch(meter -> meter.stats().readings() == each));
    for (Heard ears : heard) {
      Patience.until("all were handed on", () -> ears.readings.size() == each);
      List<String> texts = List.copyOf(ears.readings);
      for (int i = 0; i < each; i++) {
        assertThat(texts.get(i)).endsWith(" telegram " + i % TELEGRAMS);
      }
    }
  }
}
