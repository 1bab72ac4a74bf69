package io.github.meter4j.modbus.bus;

import io.github.meter4j.codec.Crc16;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.spi.FrameDecoder;
import io.github.meter4j.spi.Playback;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Answers requests by what a recording has as the answer to the same request. It goes through the
 * recording in order: what is asked next is looked for behind what was asked last, and what lies
 * between is passed over. RTU and Modbus TCP are told by the requests themselves.
 */
public final class PlayedExchange implements Exchange {
  private static final int CRC = 2;
  private static final int SHORTEST_RTU = 4;
  private static final int TCP_HEADER = 6;
  private static final int SHORTEST_TCP = 8;

  private final String place;
  private final Playback recording;
  private final boolean anyTransaction;

  /** What was read of the recording and not played yet. */
  private final List<Asked> ahead = new ArrayList<>();

  /** The first entry of what follows it. */
  private Optional<Playback.Entry> next = Optional.empty();

  private final TreeSet<Integer> units = new TreeSet<>();
  private boolean begun;
  private boolean unrecorded;
  private Integrity integrity = Integrity.UNCHECKED;
  private Instant arrival = FrameDecoder.NO_ARRIVAL;

  /** A request in the recording and all that came until the next one. */
  private record Asked(
      boolean tcp, int unit, byte[] pdu, int transaction, long due, byte[] reply, Instant at) {
    boolean is(Request request) {
      return unit == request.unit() && Arrays.equals(pdu, request.pdu());
    }
  }

  /**
   * Plays a recording.
   *
   * @param place what messages call it
   * @param recording closed with this
   * @param anyTransaction whether a reply of Modbus TCP may have any transaction number
   */
  public PlayedExchange(String place, Playback recording, boolean anyTransaction) {
    this.place = place;
    this.recording = recording;
    this.anyTransaction = anyTransaction;
  }

  @Override
  public Optional<byte[]> exchange(Request request, Timing timing, Waiter waiter)
      throws TransportException, NoGoodReply {
    waiter.requireWanted();
    Optional<Asked> found = find(request);
    unrecorded = found.isEmpty();
    if (unrecorded) {
      String why = "the recording has no answer to this request, or no more of them";
      throw new NoGoodReply(new Fault(Fault.Kind.NO_ANSWER, why, 0, 0, 0, 0, ""), 0);
    }
    Asked asked = found.get();
    if (asked.reply().length == 0) {
      String why = "no answer when it was recorded";
      throw new NoGoodReply(new Fault(Fault.Kind.NO_ANSWER, why, 0, 0, 0, 0, ""), 0);
    }
    return Optional.of(reply(request, asked, waiter));
  }

  private byte[] reply(Request request, Asked asked, Waiter waiter) throws NoGoodReply {
    Framing framing = asked.tcp() ? new TcpFraming(anyTransaction) : new RtuFraming();
    byte[] bytes = asked.reply().clone();
    byte[] sent = framing.frame(request);
    if (asked.tcp()) {
      renumber(bytes, Request.word(sent, 0) - asked.transaction());
    }
    arrival = asked.at();
    integrity = framing.hasChecksum() ? Integrity.VERIFIED : Integrity.ABSENT;
    waiter.received(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
    Found result = framing.find(request, bytes, bytes.length);
    if (result instanceof Found.Reply good) {
      return good.pdu();
    }
    Found.Nothing nothing = (Found.Nothing) result;
    throw new NoGoodReply(
        Fault.ofSpan(nothing.kind(), nothing.why(), 0, bytes, 0, bytes.length), bytes.length);
  }

  /** Moves the numbers of all transactions, so that an answer that came late stays one. */
  private static void renumber(byte[] bytes, int by) {
    int at = 0;
    while (at + TCP_HEADER <= bytes.length) {
      int number = Request.word(bytes, at) + by;
      bytes[at] = (byte) (number >>> 8);
      bytes[at + 1] = (byte) number;
      at += TCP_HEADER + Request.word(bytes, at + 4);
    }
  }

  private Optional<Asked> find(Request request) throws TransportException {
    for (int i = 0; i < ahead.size() || readOn(); i++) {
      if (ahead.get(i).is(request)) {
        Asked found = ahead.get(i);
        ahead.subList(0, i + 1).clear();
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  /** Reads up to the next request; false at the end. */
  private boolean readOn() throws TransportException {
    if (!begun) {
      begun = true;
      next = recording.next();
    }
    while (next.isPresent()) {
      Playback.Entry request = next.get();
      ByteArrayOutputStream reply = new ByteArrayOutputStream();
      Instant at = request.at();
      next = recording.next();
      while (next.isPresent() && !next.get().sent()) {
        at = reply.size() == 0 ? next.get().at() : at;
        reply.writeBytes(next.get().bytes());
        next = recording.next();
      }
      Optional<Asked> asked =
          request.sent()
              ? asked(request.bytes(), request.due(), reply.toByteArray(), at)
              : Optional.empty();
      if (asked.isPresent()) {
        units.add(asked.get().unit());
        ahead.add(asked.get());
        return true;
      }
    }
    return false;
  }

  /** Takes a frame apart; empty where it is none of Modbus. */
  private static Optional<Asked> asked(byte[] frame, long due, byte[] reply, Instant at) {
    int end = frame.length;
    if (end >= SHORTEST_RTU && Crc16.modbus(frame, 0, end) == 0) {
      byte[] pdu = Arrays.copyOfRange(frame, 1, end - CRC);
      return Optional.of(new Asked(false, frame[0] & 0xff, pdu, 0, due, reply, at));
    }
    if (end >= SHORTEST_TCP
        && Request.word(frame, 2) == 0
        && Request.word(frame, 4) == end - TCP_HEADER) {
      byte[] pdu = Arrays.copyOfRange(frame, TCP_HEADER + 1, end);
      int unit = frame[TCP_HEADER] & 0xff;
      return Optional.of(new Asked(true, unit, pdu, Request.word(frame, 0), due, reply, at));
    }
    return Optional.empty();
  }

  /** When the next request to a unit is due, as of {@link System#nanoTime}; empty for no more. */
  Optional<Long> due(int unit) throws TransportException {
    for (int i = 0; i < ahead.size() || readOn(); i++) {
      if (ahead.get(i).unit() == unit) {
        return Optional.of(ahead.get(i).due());
      }
    }
    return Optional.empty();
  }

  /** Whether what was asked last is not in the recording, while other requests to the unit are. */
  boolean asksOtherwise(int unit) throws TransportException {
    return unrecorded && due(unit).isPresent();
  }

  /** That nothing was ever asked of a unit. */
  TransportException nothingOf(int unit) {
    String others =
        units.isEmpty() ? "it has no request of Modbus RTU or TCP" : "it has unit " + join(units);
    return new TransportException(
        Kind.NOT_FOUND, place + " has no request to unit " + unit + ": " + others);
  }

  private static String join(TreeSet<Integer> units) {
    StringBuilder text = new StringBuilder();
    for (Iterator<Integer> i = units.iterator(); i.hasNext(); ) {
      text.append(i.next()).append(i.hasNext() ? ", " : "");
    }
    return text.toString();
  }

  @Override
  public Instant arrival(InstantSource clock) {
    return arrival;
  }

  /** Nothing helps a recording. */
  @Override
  public String advice(boolean silent) {
    return "";
  }

  @Override
  public Integrity integrity() {
    return integrity;
  }

  @Override
  public void close() {
    recording.close();
  }
}
