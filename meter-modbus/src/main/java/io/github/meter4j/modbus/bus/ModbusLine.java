package io.github.meter4j.modbus.bus;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.ReadTimeoutException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.reading.Integrity;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A connection with one transaction at a time, shared by all who send requests to units on it, in
 * turn. Safe to share between threads.
 */
public final class ModbusLine {
  /** How often a wait looks whether it is still wanted. */
  private static final long STEP = TimeUnit.MILLISECONDS.toNanos(100);

  private final String place;
  private final Exchange exchange;
  private final Optional<DeadConnection> dead;
  private final LineClock clock;
  private final LineTurn turn = new LineTurn();
  private final LineUnits units;
  private final LineLog log;
  private final Object closing = new Object();

  /** How many replies have matched their requests. */
  private volatile long replies;

  private volatile boolean broken;

  /**
   * A line.
   *
   * @param place what messages call it
   * @param exchange carries requests and replies; closed with the line
   * @param dead tells when it is dead, where that is not told by the system
   */
  ModbusLine(String place, Exchange exchange, Optional<DeadConnection> dead, LineClock clock) {
    this.place = place;
    this.exchange = exchange;
    this.dead = dead;
    this.clock = clock;
    this.units = new LineUnits(clock.nanos());
    this.log = new LineLog(place, units);
    dead.ifPresent(DeadConnection::opened);
  }

  public String place() {
    return place;
  }

  boolean isBroken() {
    return broken;
  }

  /** How far a reply on this line is known to be what the unit sent. */
  Integrity integrity() {
    return exchange.integrity();
  }

  /** The time that this line goes by. */
  long nanos() {
    return clock.nanos();
  }

  /** When the last reply arrived; only where nobody else has the line, that is one's own. */
  Instant arrival(InstantSource clock) {
    return exchange.arrival(clock);
  }

  /** The recording that this is, if it is no live line. */
  public Optional<PlayedExchange> played() {
    return exchange instanceof PlayedExchange played ? Optional.of(played) : Optional.empty();
  }

  /** What to look at when no good reply came: a phrase behind the reason, or nothing. */
  String advice(boolean silent) {
    return exchange.advice(silent);
  }

  /** How many replies of all units have matched their requests. */
  long replies() {
    return replies;
  }

  LineUnits units() {
    return units;
  }

  LineLog log() {
    return log;
  }

  LineTurn.Party newParty() {
    return turn.newParty();
  }

  /** A poll is over: whoever was served longer ago comes first now. */
  void served(LineTurn.Party party) {
    turn.served(party);
  }

  /**
   * Sends a request once, when no reply to another request to the unit is to be expected any more.
   *
   * @param request the request; the same object when it is repeated
   * @param again whether it is repeated: those who wait go first
   * @param timing how long to wait
   * @param caller who wants the reply
   * @param listener is told of all bytes that come
   * @return function code and data of the reply, which may be a refusal
   * @throws NoGoodReply when none comes
   * @throws TransportException when the connection is broken, or the caller has gone
   */
  byte[] transact(
      Request request, boolean again, Timing timing, Caller caller, ReplyListener listener)
      throws TransportException, NoGoodReply {
    Waiter waiter = new Waiter(caller, listener);
    Optional<byte[]> reply = Optional.empty();
    // beside units that answer, one that may not lets them go first
    boolean behind = again || caller.polls() && !units.of(request.unit()).isProven();
    while (reply.isEmpty()) {
      waiter.awaitTurn(behind);
      long begin = clock.nanos();
      try {
        reply = exchange.exchange(request, timing, waiter);
        behind = true; // those who wait can use the time in which a late reply may come
        if (reply.isPresent()) {
          replied();
        }
      } catch (TransportException e) {
        if (e.kind() == Kind.CLOSED && broken) {
          waiter.requireWanted();
          // another meter found the connection broken, and closed it
          throw new TransportException(Kind.DISCONNECTED, gone(), e);
        }
        broken |= e.kind() == Kind.DISCONNECTED;
        throw e;
      } finally {
        caller.had(clock.nanos() - begin);
        if (!caller.polls()) {
          turn.served(caller.party());
        }
        turn.release();
      }
    }
    return reply.get();
  }

  /** The caller has the turn. */
  private void replied() {
    replies++;
    dead.ifPresent(DeadConnection::replied);
  }

  private final class Waiter implements Exchange.Waiter {
    private final Caller caller;
    private final ReplyListener listener;

    Waiter(Caller caller, ReplyListener listener) {
      this.caller = caller;
      this.listener = listener;
    }

    void awaitTurn(boolean behind) throws TransportException {
      LineTurn.Place mine = behind ? turn.queueBehind() : turn.queue(caller.party());
      boolean came = false;
      try {
        while (!came) {
          came = turn.await(mine, STEP);
          if (!came) {
            requireWanted();
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new TransportException(Kind.CLOSED, "interrupted while waiting for " + place);
      } finally {
        if (!came) {
          turn.leave(mine);
        }
      }
    }

    @Override
    public void received(ByteBuffer bytes) {
      listener.received(bytes);
    }

    @Override
    public void skipped(int bytes) {
      listener.skipped(bytes);
    }

    @Override
    public void requireWanted() throws TransportException {
      if (caller.gone().getAsBoolean() || Thread.currentThread().isInterrupted()) {
        throw new TransportException(Kind.CLOSED, place + " was given up while waiting");
      }
    }

    @Override
    public boolean othersWait() {
      return turn.isWanted();
    }
  }

  /**
   * A poll has failed for want of a reply.
   *
   * @param before {@link #replies} when it began
   * @param limit after how many polls of each unit without a reply the connection is dead; 0: never
   * @throws TransportException when the connection is taken for dead
   */
  void failedPoll(long before, int limit, ReadTimeoutException why) throws TransportException {
    if (dead.isPresent() && replies == before) {
      try {
        dead.get().failedPoll(limit, units.all(), why);
      } catch (TransportException e) {
        broken = true;
        throw e;
      }
    }
  }

  /** Closes it under whoever waits. It is closed when this returns, whoever began with it. */
  void close() {
    broken = true;
    synchronized (closing) {
      exchange.close();
    }
  }

  /** What a broken connection means to whoever comes next. */
  void requireWhole() throws MeterException {
    if (broken) {
      throw new TransportException(Kind.DISCONNECTED, gone());
    }
  }

  private String gone() {
    return place + " is gone: open it again";
  }
}
