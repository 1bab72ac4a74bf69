package io.github.meter4j.modbus.bus;

import io.github.meter4j.codec.Crc16;
import io.github.meter4j.spi.SerialLine;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/**
 * A line in a time of its own, which passes when somebody waits for it. The units on it say what
 * each request is met with.
 */
final class VirtualLine implements SerialLine, LineClock {

  /** What is on the other end. */
  @FunctionalInterface
  interface Units {
    List<Reply> asked(byte[] request, long atMillis);
  }

  /** Bytes that come so long after the request. */
  record Reply(long afterMillis, byte[] bytes) {}

  private record Due(long nanos, int number, byte[] bytes) {}

  private final Units units;
  private final PriorityQueue<Due> coming =
      new PriorityQueue<>(Comparator.comparingLong(Due::nanos).thenComparingInt(Due::number));
  private final List<String> asked = new ArrayList<>();

  /** Until when a program expects a station to answer. */
  private final Map<List<Integer>, Long> expected = new HashMap<>();

  private long now;
  private int number;

  VirtualLine(Units units) {
    this.units = units;
  }

  static Reply reply(long afterMillis, byte[] bytes) {
    return new Reply(afterMillis, bytes);
  }

  /** An answer with a right checksum. */
  static byte[] frame(int... bytes) {
    byte[] frame = new byte[bytes.length + 2];
    for (int i = 0; i < bytes.length; i++) {
      frame[i] = (byte) bytes[i];
    }
    int crc = Crc16.modbus(frame, 0, bytes.length);
    frame[bytes.length] = (byte) crc;
    frame[bytes.length + 1] = (byte) (crc >> 8);
    return frame;
  }

  /** The answer to a request to read: every register holds its address. */
  static byte[] addresses(byte[] request) {
    int address = Request.word(request, 2);
    int count = Request.word(request, 4);
    int[] bytes = new int[3 + 2 * count];
    bytes[0] = request[0] & 0xff;
    bytes[1] = request[1] & 0xff;
    bytes[2] = 2 * count;
    for (int i = 0; i < count; i++) {
      bytes[3 + 2 * i] = address + i >> 8;
      bytes[4 + 2 * i] = address + i;
    }
    return frame(bytes);
  }

  static byte[] refusal(byte[] request, int code) {
    return frame(request[0] & 0xff, request[1] & 0xff | 0x80, code);
  }

  /** Requests as "0 ms: unit 1, 0010h". */
  List<String> asked() {
    return List.copyOf(asked);
  }

  long millis() {
    return TimeUnit.NANOSECONDS.toMillis(now);
  }

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public void pause(long nanos) {
    now += nanos;
  }

  void pauseMillis(long millis) {
    pause(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  @Override
  public void write(ByteBuffer bytes) {
    byte[] request = new byte[bytes.remaining()];
    bytes.get(request);
    asked.add(
        String.format("%d ms: unit %d, %04Xh", millis(), request[0], Request.word(request, 2)));
    for (Reply reply : units.asked(request, millis())) {
      long due = now + TimeUnit.MILLISECONDS.toNanos(reply.afterMillis());
      coming.add(new Due(due, number++, reply.bytes()));
    }
  }

  @Override
  public int read(ByteBuffer target, Duration timeout) {
    long end = now + timeout.toNanos();
    Due next = coming.peek();
    if (next == null || next.nanos() > end) {
      now = end;
      return 0;
    }
    now = Math.max(now, next.nanos());
    coming.remove();
    int count = Math.min(target.remaining(), next.bytes().length);
    target.put(next.bytes(), 0, count);
    return count;
  }

  @Override
  public boolean discardInput() {
    coming.removeIf(due -> due.nanos() <= now);
    return true;
  }

  @Override
  public void speed(int baud) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Duration character() {
    return Duration.ZERO;
  }

  @Override
  public void close() {}

  /** The same line as another program has it, which takes turns with this one. */
  SerialLine ofProgram(int program) {
    return new SerialLine() {
      @Override
      public Hold hold(Duration patience) {
        return new Turn(program);
      }

      @Override
      public int read(ByteBuffer target, Duration timeout) {
        return VirtualLine.this.read(target, timeout);
      }

      @Override
      public void write(ByteBuffer bytes) {
        VirtualLine.this.write(bytes);
      }

      @Override
      public boolean discardInput() {
        return VirtualLine.this.discardInput();
      }

      @Override
      public void speed(int baud) {
        VirtualLine.this.speed(baud);
      }

      @Override
      public Duration character() {
        return VirtualLine.this.character();
      }

      @Override
      public void close() {}
    };
  }

  /** What programs tell each other, and the time of each. */
  private final class Turn implements SerialLine.Hold {
    private final int program;

    Turn(int program) {
      this.program = program;
    }

    @Override
    public Duration othersExpect(int station) {
      long until =
          expected.entrySet().stream()
              .filter(entry -> entry.getKey().get(0) != program)
              .filter(entry -> entry.getKey().get(1) == station)
              .mapToLong(Map.Entry::getValue)
              .max()
              .orElse(0);
      return Duration.ofNanos(Math.max(0, until - now));
    }

    @Override
    public void expect(int station, Duration still) {
      expected.put(List.of(program, station), now + still.toNanos());
    }

    @Override
    public void close() {}
  }
}
