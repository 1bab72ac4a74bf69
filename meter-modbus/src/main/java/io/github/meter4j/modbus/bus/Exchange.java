package io.github.meter4j.modbus.bus;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.reading.Integrity;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Carries a request to a unit and its reply back. One thread at a time has an exchange; {@link
 * #close} may come from any thread and ends one that is waiting.
 */
public interface Exchange extends Closeable {

  /** Whoever waits for the reply. */
  interface Waiter {

    /** Bytes have come, whatever they mean. */
    void received(ByteBuffer bytes);

    /** So many bytes of what came last were a reply that is too late, or noise. */
    void skipped(int bytes);

    /** Throws when nobody wants the reply any more. */
    void requireWanted() throws TransportException;

    /** Whether others want the line meanwhile. */
    boolean othersWait();
  }

  /**
   * Sends a request once, when no reply to another request to its unit is to be expected any more.
   *
   * @param request the request; the same object when it is repeated
   * @param timing how long to wait
   * @param waiter who waits
   * @return function code and data of the reply, which may be a refusal; empty when others want the
   *     line while a late reply may still come
   * @throws NoGoodReply when none comes
   * @throws TransportException when the connection is broken, or nobody wants the reply any more
   */
  Optional<byte[]> exchange(Request request, Timing timing, Waiter waiter)
      throws TransportException, NoGoodReply;

  /** When the last reply arrived. */
  default Instant arrival(InstantSource clock) {
    return clock.instant();
  }

  /**
   * What to look at when no good reply came. Wires, speed and parity are advice for serial lines
   * only.
   *
   * @param silent whether nothing came at all
   * @return a phrase to put behind the reason, beginning with a semicolon, or nothing
   */
  String advice(boolean silent);

  /** How far a reply is known to be what the unit sent. */
  Integrity integrity();

  /** Never throws; closing twice does nothing. */
  @Override
  void close();
}
