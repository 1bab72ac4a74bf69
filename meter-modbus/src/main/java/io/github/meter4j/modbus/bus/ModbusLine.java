package io.github.meter4j.modbus.bus;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.ReadTimeoutException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.spi.SerialLine;
import io.github.meter4j.spi.Transport;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * One way with one transaction at a time, shared by all who ask units on it: whoever comes first is
 * served first, and after each transaction the next one gets its turn.
 */
public final class ModbusLine {
  /** The longest frame is 256 bytes; the rest is room for noise. */
  private static final int ROOM = 1024;

  private static final int LONGEST_FRAME = 260;

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
  private final OwedAnswers owed;
  private final Optional<DeadWay> dead;
  private final LineClock clock;
  private final ReentrantLock turn = new ReentrantLock(true);
  private final Object closing = new Object();
  private final ByteBuffer input = ByteBuffer.allocate(ROOM);
  private final Map<Integer, UnitHealth> units = new ConcurrentHashMap<>();
  private long quietSince;
  private boolean unsettled;
  private volatile long heard;
  private volatile boolean broken;

  /**
   * A line.
   *
   * @param owed what units still owe to lines that were open on this way before
   * @param dead tells when it is dead, where that is not told by the system
   */
  public ModbusLine(
      String place,
      Transport transport,
      Framing framing,
      OwedAnswers owed,
      Optional<DeadWay> dead,
      LineClock clock) {
    this.place = place;
    this.transport = transport;
    this.framing = framing;
    this.owed = owed;
    this.dead = dead;
    this.clock = clock;
    this.quietSince = clock.nanos() - LONGEST_QUIET;
  }

  public ModbusLine(String place, Transport transport, Framing framing) {
    this(place, transport, framing, new OwedAnswers(), Optional.empty(), LineClock.SYSTEM);
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

  /** The time that {@link #health} goes by. */
  long nanos() {
    return clock.nanos();
  }

  /** How many bytes have come from all units. */
  long heard() {
    return heard;
  }

  UnitHealth health(int unit) {
    return units.computeIfAbsent(unit, number -> new UnitHealth());
  }

  /**
   * Asks once, when no answer to another request to the unit is to be expected any more.
   *
   * @param request what is asked; the same object when it is repeated
   * @param timing how long to wait
   * @param calledOff whether whoever asks has gone
   * @param listener is told of all bytes that come
   * @return function code and data of the answer, which may be a refusal
   * @throws NoGoodAnswer when none comes
   * @throws TransportException when the way is broken, or called off
   */
  byte[] transact(
      Request request, Timing timing, BooleanSupplier calledOff, ModbusUnit.Listener listener)
      throws TransportException, NoGoodAnswer {
    Optional<byte[]> answer = Optional.empty();
    while (answer.isEmpty()) {
      awaitTurn(calledOff);
      try {
        answer = inTurn(request, timing, calledOff, listener);
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
    return answer.get();
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

  /** Empty when the turn is given to others while an answer that is late may still come. */
  private Optional<byte[]> inTurn(
      Request request, Timing timing, BooleanSupplier calledOff, ModbusUnit.Listener listener)
      throws TransportException, NoGoodAnswer {
    if (!(transport instanceof SerialLine line)) {
      return hearOut(request, calledOff, listener, clock.nanos())
          ? Optional.of(exchange(request, timing, calledOff, listener, 0))
          : Optional.empty();
    }
    SerialLine.Hold hold = hold(line);
    try {
      if (hold != SerialLine.UNSHARED) {
        quietSince = clock.nanos(); // another program may have used the line until now
      }
      long others = clock.nanos() + hold.othersExpect(request.unit()).toNanos();
      return hearOut(request, calledOff, listener, others)
          ? Optional.of(exchange(request, timing, calledOff, listener, line.character().toNanos()))
          : Optional.empty();
    } finally {
      hold.expect(request.unit(), Duration.ofNanos(owed.left(request, clock.nanos())));
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
      ModbusUnit.Listener listener,
      long character)
      throws TransportException, NoGoodAnswer {
    byte[] frame = framing.frame(request);
    if (framing.hasChecksum() || unsettled) {
      settle(Math.max(LEAST_SILENCE, character * 7 / 2), calledOff, listener);
    }
    unsettled = true; // until the answer is here
    if (!framing.numbersAnswers()) {
      owed.sent(request, clock.nanos() + frame.length * character, timing.reply());
    }
    transport.write(ByteBuffer.wrap(frame));
    long begin = clock.nanos() + frame.length * character + timing.reply().toNanos();
    input.clear();
    try {
      Found found = await(request, begin, character, calledOff, listener);
      if (found instanceof Found.Answer answer) {
        unsettled = false;
        return answer.pdu();
      }
      throw noGood((Found.Nothing) found, request);
    } finally {
      owed.heard(input.array(), input.position(), clock.nanos());
    }
  }

  private NoGoodAnswer noGood(Found.Nothing nothing, Request request) {
    if (nothing.kind() == Fault.Kind.CHECKSUM) {
      owed.heardDamaged(request, clock.nanos());
    }
    return new NoGoodAnswer(
        Fault.ofSpan(nothing.kind(), nothing.why(), 0, input.array(), 0, input.position()),
        input.position());
  }

  /** Reads until the answer is there, or none will come; it has to begin until some time. */
  private Found await(
      Request request,
      long begin,
      long character,
      BooleanSupplier calledOff,
      ModbusUnit.Listener listener)
      throws TransportException {
    long latest = begin + (ROOM + LONGEST_FRAME) * character + LONGEST_QUIET;
    Found found = framing.find(request, input.array(), 0);
    long end = begin;
    long now = clock.nanos();
    while (now - end < 0 && input.hasRemaining()) {
      int count = read(Math.min(STEP, end - now), calledOff, listener);
      now = clock.nanos();
      if (count > 0) {
        found = framing.find(request, input.array(), input.position());
        if (!(found instanceof Found.Nothing nothing)) {
          return found;
        }
        long more = now + OwedAnswers.GAP;
        end = isOver(nothing, request, now) || more - begin > 0 ? more : begin;
        end = end - latest > 0 ? latest : end;
      }
    }
    return found;
  }

  /** Another unit that answers instead ends the wait, but not one whose answer is late. */
  private boolean isOver(Found.Nothing nothing, Request request, long now) {
    return nothing.over() && !owed.explain(request, input.array(), input.position(), now);
  }

  private int read(long nanos, BooleanSupplier calledOff, ModbusUnit.Listener listener)
      throws TransportException {
    requireWanted(calledOff);
    int before = input.position();
    int count = transport.read(input, Duration.ofNanos(nanos));
    if (count < 0) {
      throw new TransportException(Kind.DISCONNECTED, place + " has come to its end");
    }
    if (count > 0) {
      quietSince = clock.nanos();
      heard += count; // only whoever has the turn reads
      listener.received(
          input.duplicate().position(before).limit(before + count).asReadOnlyBuffer());
    }
    return count;
  }

  /**
   * Listens until no answer to another request can come any more, also of another program.
   *
   * @param others until when it can be one to another program
   * @return false when others want the line before that
   */
  private boolean hearOut(
      Request request, BooleanSupplier calledOff, ModbusUnit.Listener listener, long others)
      throws TransportException {
    input.clear();
    while (others - clock.nanos() > 0 || owed.hinder(request, clock.nanos())) {
      hearLate(calledOff, listener);
      if (turn.hasQueuedThreads()) {
        return false;
      }
    }
    return true;
  }

  /** Reads once what nobody waits for any more. */
  private int hearLate(BooleanSupplier calledOff, ModbusUnit.Listener listener)
      throws TransportException {
    int count = read(QUIET, calledOff, listener);
    if (count > 0) {
      listener.skipped(count);
      int end = owed.heard(input.array(), input.position(), clock.nanos());
      input.flip().position(end);
      input.compact();
      if (input.position() > 0) {
        owed.heardPart(clock.nanos());
      }
      if (!input.hasRemaining()) {
        input.clear();
      }
    }
    return count;
  }

  /**
   * Throws away what nobody waits for any more and keeps the silent interval. After something went
   * wrong, an answer may still be on its way, and the line has to fall silent first.
   */
  private void settle(long silence, BooleanSupplier calledOff, ModbusUnit.Listener listener)
      throws TransportException {
    if (unsettled) {
      fallSilent(calledOff, listener);
    } else {
      transport.discardInput();
    }
    long left = quietSince + silence - clock.nanos();
    while (left > 0) {
      clock.pause(left);
      requireWanted(calledOff);
      left = quietSince + silence - clock.nanos();
    }
  }

  private void fallSilent(BooleanSupplier calledOff, ModbusUnit.Listener listener)
      throws TransportException {
    long latest = clock.nanos() + LONGEST_QUIET;
    input.clear();
    while (clock.nanos() - latest < 0) {
      if (hearLate(calledOff, listener) == 0) {
        return;
      }
    }
  }

  /**
   * A poll has failed for want of an answer.
   *
   * @param before {@link #heard} when it began
   * @throws TransportException when the way is taken for dead
   */
  void silentPoll(long before, ReadTimeoutException why) throws TransportException {
    if (dead.isPresent()) {
      try {
        dead.get().silentPoll(before, heard, units.values(), why);
      } catch (TransportException e) {
        broken = true;
        throw e;
      }
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
