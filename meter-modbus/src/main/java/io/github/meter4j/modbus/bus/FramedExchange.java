package io.github.meter4j.modbus.bus;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.spi.SerialLine;
import io.github.meter4j.spi.Transport;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The exchange of this library: frames over a transport, RTU or Modbus TCP. */
public final class FramedExchange implements Exchange {
  /** The longest frame is 256 bytes; the rest is room for noise. */
  private static final int ROOM = 1024;

  private static final int LONGEST_FRAME = 260;

  /** After a reply that came to nothing the line has to be silent for so long. */
  private static final long QUIET = TimeUnit.MILLISECONDS.toNanos(50);

  private static final long LONGEST_QUIET = TimeUnit.SECONDS.toNanos(1);

  /** How often a wait looks whether it is still wanted. */
  private static final long STEP = TimeUnit.MILLISECONDS.toNanos(100);

  /** How long another program may keep the line. */
  private static final Duration TURN_PATIENCE = Duration.ofSeconds(10);

  /** The least silence between frames, used above 19200 baud (V1.02, section 2.5.1.1). */
  private static final long LEAST_SILENCE = 1_750_000;

  private final String place;
  private final Transport transport;
  private final Framing framing;
  private final OutstandingReplies outstanding;
  private final LineClock clock;
  private final ByteBuffer input = ByteBuffer.allocate(ROOM);
  private long quietSince;
  private boolean unsettled;

  /**
   * Frames over a transport.
   *
   * @param place what messages call it
   * @param outstanding replies that may still come to those who had it open before
   */
  public FramedExchange(
      String place,
      Transport transport,
      Framing framing,
      OutstandingReplies outstanding,
      LineClock clock) {
    this.place = place;
    this.transport = transport;
    this.framing = framing;
    this.outstanding = outstanding;
    this.clock = clock;
    this.quietSince = clock.nanos() - LONGEST_QUIET;
  }

  @Override
  public Integrity integrity() {
    return framing.hasChecksum() ? Integrity.VERIFIED : Integrity.ABSENT;
  }

  @Override
  public String advice(boolean silent) {
    return transport instanceof SerialLine ? serialAdvice(silent) : framing.networkAdvice(silent);
  }

  /** The same for every exchange over a serial line. */
  public static String serialAdvice(boolean silent) {
    return silent
        ? "; is the unit number right, are speed and format those of the meter, are A and B swapped?"
        : "; an answer that came too late, noise or two units with one number, or a wrong speed or parity";
  }

  @Override
  public void close() {
    transport.close();
  }

  @Override
  public Optional<byte[]> exchange(Request request, Timing timing, Waiter waiter)
      throws TransportException, NoGoodReply {
    if (!(transport instanceof SerialLine line)) {
      return hearOut(request, waiter, clock.nanos())
          ? Optional.of(send(request, timing, waiter, 0))
          : Optional.empty();
    }
    SerialLine.Hold hold = hold(line);
    try {
      if (hold != SerialLine.UNSHARED) {
        quietSince = clock.nanos(); // another program may have used the line until now
      }
      long others = clock.nanos() + hold.othersExpect(request.unit()).toNanos();
      return hearOut(request, waiter, others)
          ? Optional.of(send(request, timing, waiter, line.character().toNanos()))
          : Optional.empty();
    } finally {
      hold.expect(request.unit(), Duration.ofNanos(outstanding.left(request, clock.nanos())));
      hold.close();
    }
  }

  private static SerialLine.Hold hold(SerialLine line) throws TransportException, NoGoodReply {
    try {
      return line.hold(TURN_PATIENCE);
    } catch (TransportException e) {
      if (e.kind() != Kind.BUSY) {
        throw e;
      }
      throw new NoGoodReply(new Fault(Fault.Kind.NO_ANSWER, e.getMessage(), 0, 0, 0, 0, ""), 0);
    }
  }

  private byte[] send(Request request, Timing timing, Waiter waiter, long character)
      throws TransportException, NoGoodReply {
    byte[] frame = framing.frame(request);
    if (framing.hasChecksum() || unsettled) {
      settle(Math.max(LEAST_SILENCE, character * 7 / 2), waiter);
    }
    unsettled = true; // until the reply is here
    if (!framing.numbersReplies()) {
      outstanding.sent(request, clock.nanos() + frame.length * character, timing.reply());
    }
    transport.write(ByteBuffer.wrap(frame));
    long begin = clock.nanos() + frame.length * character + timing.reply().toNanos();
    input.clear();
    try {
      Found found = await(request, begin, character, waiter);
      if (found instanceof Found.Reply reply) {
        unsettled = false;
        return reply.pdu();
      }
      throw noGood((Found.Nothing) found, request);
    } finally {
      outstanding.heard(framing, input.array(), input.position(), clock.nanos());
    }
  }

  private NoGoodReply noGood(Found.Nothing nothing, Request request) {
    if (nothing.kind() == Fault.Kind.CHECKSUM) {
      outstanding.heardDamaged(request, clock.nanos());
    }
    return new NoGoodReply(
        Fault.ofSpan(nothing.kind(), nothing.why(), 0, input.array(), 0, input.position()),
        input.position());
  }

  /** Reads until the reply is there, or none will come; it has to begin until some time. */
  private Found await(Request request, long begin, long character, Waiter waiter)
      throws TransportException {
    long latest = begin + (ROOM + LONGEST_FRAME) * character + LONGEST_QUIET;
    Found found = framing.find(request, input.array(), 0);
    long end = begin;
    long now = clock.nanos();
    while (now - end < 0 && input.hasRemaining()) {
      int count = read(Math.min(STEP, end - now), waiter);
      now = clock.nanos();
      if (count > 0) {
        found = framing.find(request, input.array(), input.position());
        if (!(found instanceof Found.Nothing nothing)) {
          return found;
        }
        long more = now + OutstandingReplies.GAP;
        end = isOver(nothing, request, now) || more - begin > 0 ? more : begin;
        end = end - latest > 0 ? latest : end;
      }
    }
    return found;
  }

  /** Another unit that answers instead ends the wait, but not one whose reply is late. */
  private boolean isOver(Found.Nothing nothing, Request request, long now) {
    return nothing.over()
        && !outstanding.explain(framing, request, input.array(), input.position(), now);
  }

  private int read(long nanos, Waiter waiter) throws TransportException {
    waiter.requireWanted();
    int before = input.position();
    int count = transport.read(input, Duration.ofNanos(nanos));
    if (count < 0) {
      throw new TransportException(Kind.DISCONNECTED, place + " has come to its end");
    }
    if (count > 0) {
      quietSince = clock.nanos();
      waiter.received(input.duplicate().position(before).limit(before + count).asReadOnlyBuffer());
    }
    return count;
  }

  /**
   * Listens until no reply to another request can come any more, also of another program.
   *
   * @param others until when it can be one to another program
   * @return false when others want the line before that
   */
  private boolean hearOut(Request request, Waiter waiter, long others) throws TransportException {
    input.clear();
    while (others - clock.nanos() > 0 || outstanding.hinder(request, clock.nanos())) {
      hearLate(waiter);
      if (waiter.othersWait()) {
        return false;
      }
    }
    return true;
  }

  /** Reads once what nobody waits for any more. */
  private int hearLate(Waiter waiter) throws TransportException {
    int count = read(QUIET, waiter);
    if (count > 0) {
      waiter.skipped(count);
      int end = outstanding.heard(framing, input.array(), input.position(), clock.nanos());
      input.flip().position(end);
      input.compact();
      if (input.position() > 0) {
        outstanding.heardPart(clock.nanos());
      }
      if (!input.hasRemaining()) {
        input.clear();
      }
    }
    return count;
  }

  /**
   * Throws away what nobody waits for any more and keeps the silent interval. After something went
   * wrong, a reply may still be on its way, and the line has to fall silent first.
   */
  private void settle(long silence, Waiter waiter) throws TransportException {
    if (unsettled) {
      fallSilent(waiter);
    } else {
      transport.discardInput();
    }
    long left = quietSince + silence - clock.nanos();
    while (left > 0) {
      clock.pause(left);
      waiter.requireWanted();
      left = quietSince + silence - clock.nanos();
    }
  }

  private void fallSilent(Waiter waiter) throws TransportException {
    long latest = clock.nanos() + LONGEST_QUIET;
    input.clear();
    while (clock.nanos() - latest < 0) {
      if (hearLate(waiter) == 0) {
        return;
      }
    }
  }
}
