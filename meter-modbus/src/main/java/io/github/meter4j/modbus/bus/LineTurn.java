package io.github.meter4j.modbus.bus;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

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

    private Party(long served) {
      this.served = served;
    }
  }

  /** A place among those who wait. */
  static final class Place {
    private final long served;
    private final Condition mayBeNext;

    private Place(long served, Condition mayBeNext) {
      this.served = served;
      this.mayBeNext = mayBeNext;
    }
  }

  private final ReentrantLock lock = new ReentrantLock();

  /** Whoever was served longest ago first. */
  private final List<Place> waiting = new ArrayList<>();

  private long turns;
  private boolean taken;

  /** Somebody new: served now, so that those who are here already do not wait for newcomers. */
  Party newParty() {
    lock.lock();
    try {
      return new Party(++turns);
    } finally {
      lock.unlock();
    }
  }

  /** Takes a place among those who wait: {@link #await} until it is the turn's, or leave it. */
  Place queue(Party party) {
    lock.lock();
    try {
      return place(party.served);
    } finally {
      lock.unlock();
    }
  }

  /** The same for somebody who lets all go first that wait now. */
  Place queueBehind() {
    lock.lock();
    try {
      return place(++turns);
    } finally {
      lock.unlock();
    }
  }

  private Place place(long served) {
    Place place = new Place(served, lock.newCondition());
    int at = waiting.size();
    while (at > 0 && waiting.get(at - 1).served > served) {
      at--;
    }
    waiting.add(at, place);
    return place;
  }

  /** Waits for the turn; false when it does not come in time, and the place is kept. */
  boolean await(Place place, long nanos) throws InterruptedException {
    long left = nanos;
    lock.lockInterruptibly();
    try {
      while (taken || waiting.get(0) != place) {
        if (left <= 0) {
          return false;
        }
        left = place.mayBeNext.awaitNanos(left);
      }
      taken = true;
      waiting.remove(0);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Gives up a place before its turn came. */
  void leave(Place place) {
    lock.lock();
    try {
      waiting.remove(place);
      wakeFirst();
    } finally {
      lock.unlock();
    }
  }

  /** Gives the turn to whoever is next. */
  void release() {
    lock.lock();
    try {
      taken = false;
      wakeFirst();
    } finally {
      lock.unlock();
    }
  }

  private void wakeFirst() {
    if (!taken && !waiting.isEmpty()) {
      waiting.get(0).mayBeNext.signal();
    }
  }

  /** The party has what it took turns for. */
  void served(Party party) {
    lock.lock();
    try {
      party.served = ++turns;
    } finally {
      lock.unlock();
    }
  }

  /** Whether anybody waits for the turn. */
  boolean isWanted() {
    lock.lock();
    try {
      return !waiting.isEmpty();
    } finally {
      lock.unlock();
    }
  }
}
