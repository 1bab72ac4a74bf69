package io.github.meter4j.modbus.bus;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import java.util.Collection;

/**
 * Tells when a network connection is dead though nobody says so: its other end hangs, or is always
 * one reply behind. Only replies that match their requests count, not bytes. One object lives as
 * long as the place is in use, so that a place where nobody replies is opened again less and less
 * often. Safe to share between threads.
 */
final class DeadConnection {
  /** After each connection without a reply the next one gets twice as many polls, three times. */
  private static final int MOST_DOUBLINGS = 3;

  private final String place;

  /** How many polls in a row found no reply on this connection. */
  private int polls;

  /** How many connections in a row were taken for dead. */
  private int dead;

  DeadConnection(String place) {
    this.place = place;
  }

  /** A reply has matched its request. */
  synchronized void replied() {
    polls = 0;
    dead = 0;
  }

  /** The place was opened. */
  synchronized void opened() {
    polls = 0;
  }

  /** Whether the connection before this one was taken for dead, and no reply has come since. */
  synchronized boolean isInDoubt() {
    return dead > 0;
  }

  /**
   * No reply has matched during a poll.
   *
   * @param limit how many polls of each unit may fail so in a row; 0 for any number
   * @param units the units on the connection
   * @param why how the poll has failed
   * @throws TransportException when the connection is dead. It is not as long as a unit that a
   *     meter polls is known to answer
   */
  synchronized void failedPoll(int limit, Collection<UnitHealth> units, Exception why)
      throws TransportException {
    polls++;
    long polled = Math.max(1, units.stream().filter(UnitHealth::isPolled).count());
    boolean enough = polls >= limit * polled << Math.min(dead, MOST_DOUBLINGS);
    if (limit == 0 || !enough || units.stream().anyMatch(UnitHealth::isAlive)) {
      return;
    }
    dead++;
    throw new TransportException(
        Kind.DISCONNECTED,
        place
            + ": no matching reply in "
            + polls
            + " polls, so the connection is closed and opened again (reopen); does the gateway"
            + " hang? At last: "
            + why.getMessage(),
        why);
  }
}
