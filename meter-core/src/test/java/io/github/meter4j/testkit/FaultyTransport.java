package io.github.meter4j.testkit;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.spi.SerialLine;
import io.github.meter4j.spi.Transport;
import io.github.meter4j.testkit.FaultPlan.Injury;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * A transport with a bad line in front of another transport: it cuts, stalls, corrupts, loses,
 * repeats and reorders what comes, trickles it, closes itself, and fails to write, all as a {@link
 * FaultPlan} says. For tests of whatever reads transports. As every transport it is read by one
 * thread at a time and closed by any.
 */
public final class FaultyTransport implements Transport {
  private static final int CHUNK = 4096;

  private enum State {
    OPEN,
    CUT,
    CLOSED
  }

  private final Transport transport;
  private final FaultPlan plan;
  private final FaultScript script;
  private final Random writeDice;
  private final ByteBuffer raw = ByteBuffer.allocate(CHUNK).limit(0);
  private final Object lock = new Object();

  /** What came out of the script, and what happens when that was read. */
  private ByteBuffer ready = ByteBuffer.allocate(0);

  private Optional<Injury> due = Optional.empty();
  private long stalledUntil = System.nanoTime();
  private int writesLeft;
  private boolean ended;

  /** Guarded by the lock. */
  private State state = State.OPEN;

  private FaultyTransport(Transport transport, FaultPlan plan) {
    this.transport = transport;
    this.plan = plan;
    this.script = new FaultScript(plan);
    this.writeDice = new Random(plan.seed());
    this.writesLeft = nextWrites();
  }

  /**
   * A transport with a bad line; one over a serial line is a {@link SerialLine}.
   *
   * @param transport the good transport; closed with this one
   * @param plan what happens
   * @return the bad transport
   */
  public static Transport over(Transport transport, FaultPlan plan) {
    FaultyTransport faulty = new FaultyTransport(transport, plan);
    return transport instanceof SerialLine line ? new FaultyLine(line, faulty) : faulty;
  }

  private int nextWrites() {
    return plan.writes() == 0 ? Integer.MAX_VALUE : 1 + writeDice.nextInt(2 * plan.writes() - 1);
  }

  @Override
  public int read(ByteBuffer target, Duration timeout) throws TransportException {
    long deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(timeout);
    while (true) {
      requireOpen();
      if (!pauseWhileStalled(deadline)) {
        return 0;
      }
      if (ready.hasRemaining()) {
        return give(target);
      }
      if (due.isPresent()) {
        happen(due.get());
        due = Optional.empty();
      } else if (raw.hasRemaining()) {
        play();
      } else if (ended) {
        return -1;
      } else if (!fetch(Math.max(0, deadline - System.nanoTime()))) {
        return 0;
      }
    }
  }

  private int give(ByteBuffer target) {
    int count = Math.min(ready.remaining(), Math.min(target.remaining(), plan.mostAtOnce()));
    target.put(ready.slice(ready.position(), count));
    ready.position(ready.position() + count);
    return count;
  }

  private void play() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    due = script.play(raw, out);
    ready = ByteBuffer.wrap(out.toByteArray());
  }

  /** False when nothing came. */
  private boolean fetch(long nanos) throws TransportException {
    raw.clear();
    int count;
    try {
      count = transport.read(raw, Duration.ofNanos(nanos));
    } finally {
      raw.flip();
    }
    if (count < 0) {
      ended = true;
      ready = ByteBuffer.wrap(script.end());
    }
    return count != 0;
  }

  private void happen(Injury injury) {
    switch (injury) {
      case STALL -> stalledUntil = System.nanoTime() + plan.stall().toNanos();
      case CUT -> end(State.CUT);
      case CLOSE -> close();
      default -> throw new AssertionError(injury + " happens to bytes");
    }
  }

  /** False when the time is up before the stall. */
  private boolean pauseWhileStalled(long deadline) throws TransportException {
    synchronized (lock) {
      long now = System.nanoTime();
      while (stalledUntil - now > 0) {
        if (state != State.OPEN) {
          throw ended();
        }
        if (deadline - now <= 0) {
          return false;
        }
        try {
          TimeUnit.NANOSECONDS.timedWait(lock, Math.min(stalledUntil, deadline) - now);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return false;
        }
        now = System.nanoTime();
      }
      return true;
    }
  }

  @Override
  public void write(ByteBuffer bytes) throws TransportException {
    requireOpen();
    writesLeft -= writesLeft == Integer.MAX_VALUE ? 0 : 1;
    if (writesLeft == 0) {
      transport.write(bytes.slice(bytes.position(), bytes.remaining() / 2));
      end(State.CUT);
      throw ended();
    }
    transport.write(bytes);
  }

  @Override
  public boolean backsUp() {
    return transport.backsUp();
  }

  @Override
  public boolean discardInput() throws TransportException {
    requireOpen();
    boolean live = transport.discardInput();
    if (live) {
      raw.limit(0);
      ready.limit(0);
      due = Optional.empty();
      script.end();
    }
    return live;
  }

  private void requireOpen() throws TransportException {
    synchronized (lock) {
      if (state != State.OPEN) {
        throw ended();
      }
    }
  }

  /** The caller need not hold the lock: a state that is not OPEN says enough. */
  private TransportException ended() {
    synchronized (lock) {
      return state == State.CLOSED
          ? new TransportException(Kind.CLOSED, "this faulty transport was closed")
          : new TransportException(Kind.DISCONNECTED, "this faulty transport was cut");
    }
  }

  private void end(State next) {
    synchronized (lock) {
      state = state == State.CLOSED ? state : next;
      lock.notifyAll();
    }
    transport.close();
  }

  @Override
  public void close() {
    end(State.CLOSED);
  }
}
