package io.github.meter4j.modbus.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.modbus.map.RegisterTable;
import io.github.meter4j.spi.Playback;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Whatever was asked: asked again in the same order, it gets the same answers, with their times.
 */
class PlayedExchangeProperties {
  private static final Timing TIMING = new Timing(Duration.ofSeconds(1), 1);
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

  /** Entries in memory. */
  private static final class Entries implements Playback {
    private final Queue<Entry> entries = new ArrayDeque<>();
    private long second;

    void add(boolean sent, byte[] bytes) {
      second += sent ? 1 : 0;
      entries.add(new Entry(sent, bytes, Instant.ofEpochSecond(second), 0));
    }

    @Override
    public Optional<Entry> next() {
      return Optional.ofNullable(entries.poll());
    }

    @Override
    public int read(ByteBuffer target, Duration timeout) {
      throw new AssertionError("nothing is read");
    }

    @Override
    public void write(ByteBuffer bytes) {
      throw new AssertionError("nothing is written");
    }

    @Override
    public boolean discardInput() {
      return false;
    }

    @Override
    public void close() {
      entries.clear();
    }
  }

  private static final Exchange.Waiter WAITER =
      new Exchange.Waiter() {
        @Override
        public void received(ByteBuffer bytes) {}

        @Override
        public void skipped(int bytes) {}

        @Override
        public void requireWanted() {}

        @Override
        public boolean othersWait() {
          return false;
        }
      };

  @Property
  void theSameQuestionsHaveTheSameAnswers(
      @ForAll boolean tcp,
      @ForAll @IntRange(max = 0xffff) int firstNumber,
      @ForAll @Size(max = 30) List<@IntRange(min = 0, max = 1_000_000) Integer> questions)
      throws Exception {
    Entries recorded = new Entries();
    List<Request> requests = new ArrayList<>();
    int number = firstNumber;
    for (int question : questions) {
      // few units and addresses, so that the same is asked again and again
      Request request = Request.read(1 + question % 2, RegisterTable.HOLDING, question % 3, 1);
      byte[] pdu = {3, 2, (byte) (question >> 8), (byte) question};
      requests.add(request);
      recorded.add(true, tcp ? tcp(number, request.unit(), request.pdu()) : rtu(request));
      byte[] reply = tcp ? tcp(number, request.unit(), pdu) : rtu(request.unit(), pdu);
      int cut = question % reply.length;
      if (cut > 0) { // in two pieces
        recorded.add(false, java.util.Arrays.copyOf(reply, cut));
      }
      recorded.add(false, java.util.Arrays.copyOfRange(reply, cut, reply.length));
      number++;
    }
    try (PlayedExchange played = new PlayedExchange("a recording", recorded, false)) {
      for (int i = 0; i < requests.size(); i++) {
        byte[] reply = played.exchange(requests.get(i), TIMING, WAITER).orElseThrow();
        assertThat(Request.word(reply, 2)).isEqualTo(questions.get(i) & 0xffff);
        assertThat(played.arrival(CLOCK)).isEqualTo(Instant.ofEpochSecond(i + 1));
      }
      assertThat(played.due(1)).isEmpty();
    }
  }

  private static byte[] rtu(Request request) {
    return new RtuFraming().frame(request);
  }

  private static byte[] rtu(int unit, byte[] pdu) {
    return rtu(new Request(unit, pdu, true, ""));
  }

  private static byte[] tcp(int number, int unit, byte[] pdu) {
    ByteBuffer frame = ByteBuffer.allocate(7 + pdu.length);
    frame.putShort((short) number).putShort((short) 0).putShort((short) (1 + pdu.length));
    return frame.put((byte) unit).put(pdu).array();
  }
}
