package io.github.meter4j.modbus.bus;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import java.util.Collection;

/**
 * Tells when a connection over a network is dead though nothing says so: its other end hangs, or is
 * gone without a goodbye while requests were not answered yet, which keep-alive does not notice.
 * Safe to share between threads.
 */
final class DeadConnection {
  /** So many polls in a row without a byte, whichever units they asked. */
  static final int SILENT_POLLS = 3;

  private final String place;
  private int polls;

  /** How many bytes had come when the first of them began. */
  private long silentSince = -1;

  DeadConnection(String place) {
    this.place = place;
  }

  /**
   * A poll has failed for want of an answer.
   *
   * @param before how many bytes had come on it when it began
   * @param heard how many have come now
   * @param units the units on it
   * @param why how the poll has failed
   * @throws TransportException when the connection is dead. It is not as long as a unit that a
   *     meter polls is known to answer
   */
  synchronized void silentPoll(long before, long heard, Collection<UnitHealth> units, Exception why)
      throws TransportException {
    if (heard != before) {
      return; // another unit replied meanwhile
    }
    polls = silentSince == before ? polls + 1 : 1;
    silentSince = before;
    if (polls >= SILENT_POLLS && units.stream().noneMatch(UnitHealth::isAlive)) {
      throw new TransportException(
          Kind.DISCONNECTED,
          place
              + " sent nothing at all in "
              + polls
              + " polls, and the connection is taken for dead: does it hang? If it is opened again"
              + " and the same happens, is the unit number right? At last: "
              + why.getMessage(),
          why);
    }
  }
}
