package io.github.meter4j.modbus.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.MeterReader;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.ReadTimeoutException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.modbus.ModbusBus;
import io.github.meter4j.modbus.ModbusUnit;
import io.github.meter4j.modbus.Patience;
import io.github.meter4j.modbus.map.RegisterTable;
import io.github.meter4j.reader.ReaderState;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway on a real socket that answers late, or hangs while its connection lives. */
@Timeout(60)
class HungGatewayTest {
  private static final String TWO_BLOCKS =
      """
      title: Two blocks
      name,table,address,type,unit,sign,measurand
      import,holding,0x0000,u32,kWh,,active_energy_import
      export,holding,0x1000,u32,kWh,,active_energy_export
      """;

  @TempDir private Path folder;
  private Path map;
  private ServerSocket server;
  private final AtomicInteger connections = new AtomicInteger();
  private final List<Socket> sockets = new ArrayList<>();

  /** How long the gateway takes over the next requests, in ms; later ones take none. */
  private final Queue<Integer> delays = new ConcurrentLinkedQueue<>();

  private volatile int silentUnit = -1;
  private volatile boolean hangs;

  /** The units that are on; all when empty. */
  private volatile Set<Integer> live = Set.of();

  @BeforeEach
  void listen() throws IOException {
    map = Files.writeString(folder.resolve("two.csv"), TWO_BLOCKS);
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start("gateway", this::accept);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    synchronized (sockets) {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        connections.incrementAndGet();
        synchronized (sockets) {
          sockets.add(socket);
        }
        LinkedBlockingQueue<byte[]> requests = new LinkedBlockingQueue<>();
        start("requests", () -> receive(socket, requests));
        start("answers", () -> answer(socket, requests));
      }
    } catch (IOException e) {
      return; // the test is over
    }
  }

  private static void receive(Socket socket, Queue<byte[]> requests) {
    try {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      while (true) {
        byte[] request = new byte[8];
        in.readFully(request);
        requests.add(request);
      }
    } catch (IOException e) {
      return; // the peer has gone
    }
  }

  /** One request after the other; import is 1111, export 2222. */
  private void answer(Socket socket, LinkedBlockingQueue<byte[]> requests) {
    try {
      while (true) {
        byte[] request = requests.take();
        Integer delay = delays.poll();
        TimeUnit.MILLISECONDS.sleep(delay == null ? 0 : delay);
        if (!hangs
            && request[0] != silentUnit
            && (live.isEmpty() || live.contains(0 + request[0]))) {
          int value = Request.word(request, 2) == 0 ? 1111 : 2222;
          socket
              .getOutputStream()
              .write(VirtualLine.frame(request[0], 3, 4, 0, 0, value >> 8, value));
        }
      }
    } catch (IOException | InterruptedException e) {
      return; // the peer has gone
    }
  }

  private String address(int unit, String options) {
    return "modbus+rtutcp://localhost:"
        + server.getLocalPort()
        + "?map="
        + map
        + "&unit="
        + unit
        + options;
  }

  private static List<String> values(io.github.meter4j.reading.Reading reading) {
    return reading.measurements().stream().map(it -> it.quantity().toString()).toList();
  }

  /** The third request is late and sent again, and both are answered. */
  @Test
  void theLateAnswerOfOneBlockIsNotTheNext() throws MeterException {
    delays.addAll(List.of(0, 0, 450, 300));
    try (MeterReader<?> meter =
        MeterReader.open(address(1, "&reply-timeout=300ms&interval=20ms"))) {
      assertThat(meter.readings(Duration.ofSeconds(20)).limit(5))
          .hasSize(5)
          .allSatisfy(
              reading -> assertThat(values(reading)).containsExactly("1111 kWh", "2222 kWh"));
      assertThat(meter.stats().bytesSkipped()).isEqualTo(9);
      assertThat(meter.stats().bytesReceived()).isEqualTo(11 * 9);
      assertThat(meter.stats().rejected()).isEmpty();
    }
  }

  /** One line that is closed and the next one to the same place are one way. */
  @Test
  void aReaderThatIsOpenedAnewDoesNotTakeItEither() throws Exception {
    String quick = "&reply-timeout=1s&tries=1";
    hangs = true;
    try (MeterReader<?> meter = MeterReader.open(address(1, quick))) {
      assertThatThrownBy(meter::read).isInstanceOf(ReadTimeoutException.class);
    }
    hangs = false;
    long begin = System.nanoTime();
    try (MeterReader<?> meter = MeterReader.open(address(1, quick))) {
      assertThat(values(meter.read())).containsExactly("1111 kWh", "2222 kWh");
    }
    // what is owed for the request of the first is waited for until 2 s after it
    assertThat(System.nanoTime() - begin).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(500));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rtutcp", "tcp"})
  void aConnectionThatBringsNothingIsOpenedAgain(String scheme) throws Exception {
    hangs = true;
    List<String> states = new ArrayList<>();
    String address =
        address(1, "&reply-timeout=50ms&tries=1&interval=10ms").replace("rtutcp", scheme);
    try (MeterReader<?> meter = MeterReader.open(address)) {
      meter.onState(
          (state, why) -> {
            synchronized (states) {
              states.add(state + why.map(e -> " " + e.getMessage()).orElse(""));
            }
          });
      meter.subscribe(reading -> {});
      Patience.until("it is opened again", () -> meter.stats().reconnects() > 0);
      assertThat(meter.stats().rejected()).containsEntry(Fault.Kind.NO_ANSWER, 1L);
      synchronized (states) {
        assertThat(states)
            .anySatisfy(
                state ->
                    assertThat(state)
                        .startsWith("DISCONNECTED")
                        .contains("no matching reply in 2 polls", "no answer"));
      }
      // the gateway may come to count it later than the reader has it
      Patience.until("there was a second connection", () -> connections.get() == 2);
      if (scheme.equals("rtutcp")) {
        hangs = false;
        Patience.until("it answers", () -> meter.state() == ReaderState.CONNECTED);
        assertThat(values(meter.read())).containsExactly("1111 kWh", "2222 kWh");
      }
    }
  }

  @Test
  void aLineWithOneLiveUnitIsNeverOpenedAgain() throws Exception {
    silentUnit = 2;
    String often = "&reply-timeout=20ms&tries=1&interval=1h";
    try (MeterReader<?> live = MeterReader.open(address(1, often));
        MeterReader<?> dead = MeterReader.open(address(2, often))) {
      live.read();
      for (int i = 0; i < 4; i++) {
        assertThatThrownBy(dead::read).isInstanceOf(ReadTimeoutException.class);
      }
      live.read();
      assertThat(connections).hasValue(1);
      hangs = true;
      assertThatThrownBy(live::read).isInstanceOf(ReadTimeoutException.class);
      assertThatThrownBy(dead::read).isInstanceOf(ReadTimeoutException.class);
      assertThatThrownBy(dead::read).isInstanceOf(ReadTimeoutException.class);
      assertThatThrownBy(dead::read).isInstanceOf(MeterException.class); // two polls of each
      Patience.until("it is opened again", () -> connections.get() == 2);
    }
  }

  /** Who looks for units meets many that are not there. */
  @Test
  void aBusThatIsSearchedIsNoDeadConnection() throws MeterException {
    hangs = true;
    try (ModbusBus bus =
        ModbusBus.open(
            "modbus+rtutcp://localhost:" + server.getLocalPort() + "?reply-timeout=10ms&tries=1")) {
      for (int unit = 1; unit < 10; unit++) {
        ModbusUnit next = bus.unit(unit);
        assertThatThrownBy(() -> next.read(RegisterTable.HOLDING, 0, 2))
            .isInstanceOf(ReadTimeoutException.class);
      }
      hangs = false;
      assertThatCode(() -> bus.unit(10).read(RegisterTable.HOLDING, 0, 2))
          .doesNotThrowAnyException();
    }
  }

  /** Three that are off are asked before the one that is on: it still gets its turn. */
  @Test
  void unitsThatAreOffDoNotKeepTheOthersFromTheirFirstTurn() throws Exception {
    live = Set.of(4);
    String options = "&reply-timeout=200ms&tries=1&interval=10ms&reopen=1";
    List<MeterReader<?>> meters = new ArrayList<>();
    try {
      for (int unit = 1; unit <= 4; unit++) {
        MeterReader<?> meter = MeterReader.open(address(unit, options));
        meters.add(meter);
        meter.subscribe(reading -> {});
      }
      Patience.until("the live one is read", () -> meters.get(3).stats().readings() > 5);
      assertThat(connections).hasValue(1);
    } finally {
      meters.forEach(MeterReader::close);
    }
  }

  private static final Exception WHY = new IllegalStateException("no answer");

  /** How many polls of these units it takes; at most a hundred. */
  private static int pollsUntilDead(DeadConnection way, int limit, List<UnitHealth> units) {
    for (int polls = 1; polls <= 100; polls++) {
      try {
        way.failedPoll(limit, units, WHY);
      } catch (TransportException e) {
        assertThat(e.kind()).isEqualTo(TransportException.Kind.DISCONNECTED);
        assertThat(e)
            .hasCause(WHY)
            .hasMessageContaining("no matching reply in " + polls + " polls");
        way.opened();
        return polls;
      }
    }
    return 100;
  }

  private static UnitHealth polled() {
    UnitHealth unit = new UnitHealth();
    unit.meterOpened();
    return unit;
  }

  @Test
  void aConnectionIsDeadAfterSoManyPollsOfEachUnitWithoutAReply() throws TransportException {
    List<UnitHealth> units = List.of(polled(), polled(), new UnitHealth());
    assertThat(pollsUntilDead(new DeadConnection("gateway"), 1, units)).isEqualTo(2);
    assertThat(pollsUntilDead(new DeadConnection("gateway"), 3, units)).isEqualTo(6);
    assertThat(pollsUntilDead(new DeadConnection("gateway"), 0, units)).isEqualTo(100);
    DeadConnection way = new DeadConnection("gateway");
    way.failedPoll(1, units, WHY);
    way.replied();
    assertThat(pollsUntilDead(way, 1, units)).as("counted anew").isEqualTo(2);
  }

  /** A bus where all units are off is not opened again and again. */
  @Test
  void eachConnectionInVainHasTwiceTheTimeUpToEightTimes() {
    List<UnitHealth> units = List.of(polled());
    DeadConnection way = new DeadConnection("gateway");
    List<Integer> polls = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      polls.add(pollsUntilDead(way, 2, units));
    }
    assertThat(polls).containsExactly(2, 4, 8, 16, 16, 16);
    assertThat(way.isInDoubt()).isTrue();
    way.replied();
    assertThat(way.isInDoubt()).isFalse();
    assertThat(pollsUntilDead(way, 2, units)).isEqualTo(2);
  }

  @Test
  void aConnectionWithAUnitThatAnswersIsAlive() {
    UnitHealth alive = polled();
    alive.answered();
    List<UnitHealth> units = List.of(polled(), alive);
    DeadConnection way = new DeadConnection("gateway");
    assertThat(pollsUntilDead(way, 1, units)).isEqualTo(100);
    way.replied();
    alive.failed();
    assertThat(pollsUntilDead(way, 1, units)).isEqualTo(2);
    way.replied();
    alive.answered();
    alive.meterClosed(); // nobody asks it any more
    assertThat(pollsUntilDead(way, 1, units)).isEqualTo(1);
  }
}
