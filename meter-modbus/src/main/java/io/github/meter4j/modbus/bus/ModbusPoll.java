package io.github.meter4j.modbus.bus;

import io.github.meter4j.fault.DeviceException;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.ReadTimeoutException;
import io.github.meter4j.modbus.map.ModbusSnapshot;
import io.github.meter4j.modbus.map.ReadPlan;
import io.github.meter4j.spi.Poll;
import io.github.meter4j.spi.ReadingSink;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Polls one unit: reads what its plan says. */
public final class ModbusPoll implements Poll<ModbusSnapshot>, ReplyListener {
  private final SharedLines.Use use;
  private final ModbusLine line;
  private final int number;
  private final Caller caller;
  private final UnitClient unit;
  private final ReadPlan plan;
  private final String source;
  private final Clock clock;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Whether the unit did not answer the last poll. */
  private boolean silent;

  /** Those of this poll that were neither rejected nor skipped. */
  private int bytes;

  /** All bytes so far. */
  private long heard;

  private ReadingSink<? super ModbusSnapshot> sink;

  /**
   * Polls a unit.
   *
   * @param use the line; left when this is closed
   * @param number the number of the unit
   * @param source what readings say they come from
   * @param clock says when
   */
  public ModbusPoll(
      SharedLines.Use use, int number, Timing timing, ReadPlan plan, String source, Clock clock) {
    this.use = use;
    this.line = use.line();
    this.number = number;
    this.caller = Caller.polls(line, closed::get, this);
    this.unit = new UnitClient(line, number, timing, caller);
    this.plan = plan;
    this.source = source;
    this.clock = clock;
    line.units().of(number).meterOpened();
  }

  @Override
  public boolean poll(ReadingSink<? super ModbusSnapshot> sink) throws MeterException {
    this.sink = sink;
    bytes = 0;
    long before = line.replies();
    silent = false;
    try {
      ModbusSnapshot snapshot = plan.read(unit, number, source, () -> line.arrival(clock));
      line.log().answered(number);
      sink.reading(snapshot.with(line.integrity()), 0, bytes);
      return true;
    } catch (ReadTimeoutException e) {
      silent = true;
      if (line.played().isEmpty()) {
        line.log().silent(number, e);
        line.failedPoll(before, use.reopen(), e);
      }
      throw e;
    } catch (DeviceException e) {
      if (!UnitClient.isUnreached(e)) {
        throw e;
      }
      silent = true;
      ReadTimeoutException why = unreached(e);
      line.log().silent(number, why);
      throw why;
    } finally {
      line.served(caller.party());
      line.units().ended(this, number, silent, caller.takeCost(), line.nanos());
    }
  }

  /** A gateway says of a unit that it does not answer. */
  private ReadTimeoutException unreached(DeviceException e) {
    Fault fault = new Fault(Fault.Kind.NO_ANSWER, e.getMessage(), 0, 0, 0, 0, "");
    ReadTimeoutException why =
        new ReadTimeoutException(
            unit + " gave no good answer", bytes, List.of(fault), e.getMessage());
    why.initCause(e);
    return why;
  }

  @Override
  public Duration rest() {
    return line.units().rest(this, number, line.nanos());
  }

  @Override
  public void overran(Duration took, Duration interval) {
    if (!silent) { // a unit that does not answer takes long on any line
      line.log().overran(number, took, interval, line.nanos());
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
    // a reply that is damaged is what came last
    bytes -= fault.length();
    sink.rejected(fault.movedBy(heard - fault.length()));
  }

  @Override
  public void skipped(int count) {
    bytes -= count;
    sink.skipped(heard - count, count);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      line.units().of(number).meterClosed();
      use.end().run();
    }
  }
}
