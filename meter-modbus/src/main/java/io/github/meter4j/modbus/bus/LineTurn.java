package io.github.meter4j.modbus.bus;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Who may use a line: one at a time, first whoever was served longest ago. So all are served in
 * turn when they want more than the line carries, however many transactions each of them needs.
 * Safe to share between threads.
 */
final class LineTurn {

  /** Somebody who takes turns. Belongs to one {@link LineTurn}, which guards its field. */
  static final class Party {
    /** The number of its last turn; a smaller one was longer ago. */
    private long served;
  }

  /** A place among those who wait. */
  static final class Place {
    private final long served;

    private Place(long served) {
      this.served = served;
    }
  }

  private final List<Place> waiting = new ArrayList<>();
  private long turns;
  private boolean taken;

  /** Somebody new: served now, so that those who are here already do not wait for newcomers. */
  synchronized Party newParty() {
    Party party = new Party();
    party.served = ++turns;
    return party;
  }

  /** Takes a place among those who wait; goes with {@link #await} and {@link #leave}. */
  synchronized Place queue(Party party) {
    return place(party.served);
  }

  /** The same for somebody who lets all others that wait go first. */
  synchronized Place queueBehind() {
    return place(++turns);
  }

  private Place place(long served) {
    Place place = new Place(served);
    int at = waiting.size();
    while (at > 0 && waiting.get(at - 1).served > served) {
      at--;
    }
    waiting.add(at, place);
    return place;
  }

  /** Waits for the turn; false when it does not come in time, and the place is kept. */
  synchronized boolean await(Place place, long nanos) throws InterruptedException {
    long end = System.nanoTime() + nanos;
    while (taken || waiting.get(0) != place) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    taken = true;
    waiting.remove(0);
    return true;
  }

  /** Gives up a place before its turn came. */
  synchronized void leave(Place place) {
    waiting.removeIf(other -> other == place);
    notifyAll();
  }

  /** Gives the turn to whoever is next. */
  synchronized void release() {
    taken = false;
    notifyAll();
  }

  /** The party has what it took turns for. */
  synchronized void served(Party party) {
    party.served = ++turns;
  }

  /** Whether anybody waits for the turn. */
  synchronized boolean isWanted() {
    return !waiting.isEmpty();
  }
}
