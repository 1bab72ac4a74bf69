package io.github.meter4j.modbus.bus;

import io.github.meter4j.codec.Slots;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.ReadTimeoutException;
import io.github.meter4j.modbus.map.ModbusSnapshot;
import io.github.meter4j.modbus.map.ReadPlan;
import io.github.meter4j.spi.Endpoint;
import io.github.meter4j.spi.MeterConnection;
import io.github.meter4j.spi.ReadingSink;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A meter that is asked in fixed slots. A slot that comes while the poll before it is still running
 * is left out and counted. The position, and the offset of a reading, is the number of polls that
 * were begun; the place of a fault is a number of bytes.
 */
public final class ModbusConnection
    implements MeterConnection<ModbusSnapshot>, ModbusUnit.Listener {
  private final SharedLines.Use use;
  private final ModbusUnit unit;
  private final UnitHealth health;
  private final ReadPlan plan;
  private final String source;
  private final Clock clock;
  private final Slots slots;
  private final Object monitor = new Object();
  private long due;

  /** Whether somebody waits for a poll that begins after now. */
  private boolean hurried;

  /** Those of this poll that were neither rejected nor skipped. */
  private int bytes;

  /** All bytes so far. */
  private long heard;

  private ReadingSink<? super ModbusSnapshot> sink;
  private volatile long polls;
  private volatile boolean closed;

  public ModbusConnection(
      SharedLines.Use use, int number, Endpoint endpoint, ReadPlan plan, Clock clock) {
    this.use = use;
    this.unit =
        new ModbusUnit(
            use.line(), number, ModbusOptions.timing(endpoint.options()), () -> closed, this);
    this.health = use.line().health(number);
    this.plan = plan;
    this.source = endpoint.source();
    this.clock = clock;
    this.due = System.nanoTime();
    this.slots = new Slots(due, endpoint.options().get(ModbusOptions.INTERVAL));
    health.meterOpened();
  }

  @Override
  public boolean pump(Duration patience, ReadingSink<? super ModbusSnapshot> sink)
      throws MeterException {
    if (!isDueWithin(patience)) {
      return true;
    }
    boolean insists = takeHurry();
    long begin = System.nanoTime();
    if (!insists && health.rests(use.line().nanos())) {
      due = slots.next(begin);
      return true;
    }
    this.sink = sink;
    bytes = 0;
    long poll = polls;
    polls = poll + 1;
    long heardBefore = use.line().heard();
    try {
      ModbusSnapshot snapshot = plan.read(unit, unit.number(), source, clock);
      sink.reading(snapshot.with(use.line().integrity()), poll, bytes);
    } catch (ReadTimeoutException e) {
      use.line().silentPoll(heardBefore, e);
      throw e;
    } finally {
      long end = System.nanoTime();
      sink.missed(slots.between(begin, end));
      due = slots.next(end);
    }
    return true;
  }

  /** Waits for the slot; false when it does not come so soon. */
  private boolean isDueWithin(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    synchronized (monitor) {
      long now = System.nanoTime();
      while (!closed && !hurried && due - now > 0 && end - now > 0) {
        long wait = Math.min(due, end) - now;
        try {
          TimeUnit.NANOSECONDS.timedWait(monitor, Math.max(1, wait));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return false;
        }
        now = System.nanoTime();
      }
      return !closed && (hurried || due - now <= 0);
    }
  }

  private boolean takeHurry() {
    synchronized (monitor) {
      boolean was = hurried;
      hurried = false;
      return was;
    }
  }

  @Override
  public void received(ByteBuffer chunk) {
    bytes += chunk.remaining();
    heard += chunk.remaining();
    sink.received(chunk);
  }

  @Override
  public void damaged(Fault fault) {
    // an answer that is damaged is what came last
    bytes -= fault.length();
    sink.rejected(fault.movedBy(heard - fault.length()));
  }

  @Override
  public void skipped(int count) {
    bytes -= count;
    sink.skipped(heard - count, count);
  }

  /** The next poll is now, also of a unit that has not answered for long. */
  @Override
  public boolean discard() {
    hurry();
    return true;
  }

  @Override
  public void hurry() {
    synchronized (monitor) {
      hurried = true;
      monitor.notifyAll();
    }
  }

  @Override
  public long position() {
    return polls;
  }

  @Override
  public void close() {
    synchronized (monitor) {
      if (closed) {
        return;
      }
      closed = true;
      monitor.notifyAll();
    }
    health.meterClosed();
    use.end().run();
  }
}
