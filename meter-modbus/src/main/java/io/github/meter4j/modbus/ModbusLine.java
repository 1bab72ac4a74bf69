package io.github.meter4j.modbus;

import io.github.meter4j.MeterException;
import io.github.meter4j.TransportException;
import io.github.meter4j.TransportException.Kind;
import io.github.meter4j.reading.Fault;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.spi.SerialLine;
import io.github.meter4j.spi.Transport;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One way with one transaction at a time, shared by all who ask units on it: whoever comes first is
 * served first, and after each transaction the next one gets its turn.
 */
final class ModbusLine {
  /** The longest frame is 256 bytes; the rest is room for noise. */
  private static final int ROOM = 1024;

  private static final int LONGEST_FRAME = 260;

  /** Bytes of one frame come closer together than this, whatever adapter or gateway passes them. */
  private static final long GAP = TimeUnit.MILLISECONDS.toNanos(150);

  /** After an answer that came to nothing the line has to be silent for so long. */
  private static final long QUIET = TimeUnit.MILLISECONDS.toNanos(50);

  private static final long LONGEST_QUIET = TimeUnit.SECONDS.toNanos(1);

  /** How often a wait looks whether it was called off. */
  private static final long STEP = TimeUnit.MILLISECONDS.toNanos(100);

  /** How long another program may keep the line. */
  private static final Duration TURN_PATIENCE = Duration.ofSeconds(10);

  /** The least silence between frames, used above 19200 baud (V1.02, section 2.5.1.1). */
  private static final long LEAST_SILENCE = 1_750_000;

  private final String place;
  private final Transport transport;
  private final Framing framing;
  private final ReentrantLock turn = new ReentrantLock(true);
  private final Object closing = new Object();
  private final ByteBuffer input = ByteBuffer.allocate(ROOM);
  private final Map<Integer, UnitHealth> units = new ConcurrentHashMap<>();
  private long quietSince = System.nanoTime() - LONGEST_QUIET;
  private boolean unsettled;
  private volatile boolean broken;

  ModbusLine(String place, Transport transport, Framing framing) {
    this.place = place;
    this.transport = transport;
    this.framing = framing;
  }

  String place() {
    return place;
  }

  boolean isBroken() {
    return broken;
  }

  /** How far an answer on this way is known to be what the unit sent. */
  Integrity integrity() {
    return framing.hasChecksum() ? Integrity.VERIFIED : Integrity.ABSENT;
  }

  UnitHealth health(int unit) {
    return units.computeIfAbsent(unit, number -> new UnitHealth());
  }

  /**
   * Asks once.
   *
   * @param request what is asked
   * @param timing how long to wait
   * @param calledOff whether whoever asks has gone
   * @param received is told of all bytes that come
   * @return function code and data of the answer, which may be a refusal
   * @throws NoGoodAnswer when none comes
   * @throws TransportException when the way is broken, or called off
   */
  byte[] transact(
      Request request, Timing timing, BooleanSupplier calledOff, Consumer<ByteBuffer> received)
      throws TransportException, NoGoodAnswer {
    awaitTurn(calledOff);
    try {
      return inTurn(request, timing, calledOff, received);
    } catch (TransportException e) {
      if (e.kind() == Kind.CLOSED && broken) {
        requireWanted(calledOff);
        // another meter found the way broken, and closed it
        throw new TransportException(Kind.DISCONNECTED, gone(), e);
      }
      broken |= e.kind() == Kind.DISCONNECTED;
      throw e;
    } finally {
      turn.unlock();
    }
  }

  private void awaitTurn(BooleanSupplier calledOff) throws TransportException {
    try {
      while (!turn.tryLock(STEP, TimeUnit.NANOSECONDS)) {
        requireWanted(calledOff);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransportException(Kind.CLOSED, "interrupted while waiting for " + place);
    }
  }

  private void requireWanted(BooleanSupplier calledOff) throws TransportException {
    if (calledOff.getAsBoolean() || Thread.currentThread().isInterrupted()) {
      throw new TransportException(Kind.CLOSED, place + " was given up while waiting");
    }
  }

  private byte[] inTurn(
      Request request, Timing timing, BooleanSupplier calledOff, Consumer<ByteBuffer> received)
      throws TransportException, NoGoodAnswer {
    if (!(transport instanceof SerialLine line)) {
      return exchange(request, timing, calledOff, received, 0);
    }
    SerialLine.Hold hold = hold(line);
    try {
      if (hold != SerialLine.UNSHARED) {
        quietSince = System.nanoTime(); // another program may have used the line until now
      }
      return exchange(request, timing, calledOff, received, line.character().toNanos());
    } finally {
      hold.close();
    }
  }

  private static SerialLine.Hold hold(SerialLine line) throws TransportException, NoGoodAnswer {
    try {
      return line.hold(TURN_PATIENCE);
    } catch (TransportException e) {
      if (e.kind() != Kind.BUSY) {
        throw e;
      }
      throw new NoGoodAnswer(new Fault(Fault.Kind.NO_ANSWER, e.getMessage(), 0, 0, 0, 0, ""), 0);
    }
  }

  private byte[] exchange(
      Request request,
      Timing timing,
      BooleanSupplier calledOff,
      Consumer<ByteBuffer> received,
      long character)
      throws TransportException, NoGoodAnswer {
    byte[] frame = framing.frame(request);
    if (framing.hasChecksum() || unsettled) {
      settle(Math.max(LEAST_SILENCE, character * 7 / 2), calledOff);
    }
    unsettled = true; // until the answer is here
    transport.write(ByteBuffer.wrap(frame));
    long now = System.nanoTime();
    long begin = now + frame.length * character + timing.reply().toNanos();
    long latest = begin + (ROOM + LONGEST_FRAME) * character + LONGEST_QUIET;
    input.clear();
    Found.Nothing nothing = (Found.Nothing) framing.find(request, input.array(), 0);
    long end = begin;
    while (now - end < 0 && input.hasRemaining()) {
      requireWanted(calledOff);
      int before = input.position();
      int count = transport.read(input, Duration.ofNanos(Math.min(STEP, end - now)));
      now = System.nanoTime();
      if (count < 0) {
        throw new TransportException(Kind.DISCONNECTED, place + " has come to its end");
      }
      if (count > 0) {
        quietSince = now;
        received.accept(
            input.duplicate().position(before).limit(before + count).asReadOnlyBuffer());
        Found found = framing.find(request, input.array(), input.position());
        if (found instanceof Found.Answer answer) {
          unsettled = false;
          return answer.pdu();
        }
        nothing = (Found.Nothing) found;
        long more = now + GAP;
        end = nothing.over() || more - begin > 0 ? more : begin;
        end = end - latest > 0 ? latest : end;
      }
    }
    throw new NoGoodAnswer(
        Fault.ofSpan(nothing.kind(), nothing.why(), 0, input.array(), 0, input.position()),
        input.position());
  }

  /**
   * Throws away what nobody waits for any more and keeps the silent interval. After something went
   * wrong, an answer may still be on its way, and the line has to fall silent first.
   */
  private void settle(long silence, BooleanSupplier calledOff) throws TransportException {
    transport.discardInput();
    if (unsettled) {
      fallSilent(calledOff);
    }
    long left = quietSince + silence - System.nanoTime();
    while (left > 0) {
      LockSupport.parkNanos(this, left);
      requireWanted(calledOff);
      left = quietSince + silence - System.nanoTime();
    }
  }

  private void fallSilent(BooleanSupplier calledOff) throws TransportException {
    long latest = System.nanoTime() + LONGEST_QUIET;
    input.clear();
    while (System.nanoTime() - latest < 0) {
      requireWanted(calledOff);
      input.clear();
      if (transport.read(input, Duration.ofNanos(QUIET)) <= 0) {
        return;
      }
      quietSince = System.nanoTime();
    }
  }

  /** Closes the way under whoever waits. It is closed when this returns, whoever began with it. */
  void close() {
    broken = true;
    synchronized (closing) {
      transport.close();
    }
  }

  /** What a failed way means to whoever asks next. */
  void requireWhole() throws MeterException {
    if (broken) {
      throw new TransportException(Kind.DISCONNECTED, gone());
    }
  }

  private String gone() {
    return place + " is gone: open it again";
  }
}
