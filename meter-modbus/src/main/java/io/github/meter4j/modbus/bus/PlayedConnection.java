package io.github.meter4j.modbus.bus;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.ReadTimeoutException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.modbus.map.ModbusSnapshot;
import io.github.meter4j.spi.MeterConnection;
import io.github.meter4j.spi.ReadingSink;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Plays the polls of a unit in a recording, one after the other, as fast as the recording is
 * played. The position, and the offset of a reading, is the number of polls begun.
 */
public final class PlayedConnection implements MeterConnection<ModbusSnapshot> {
  private final ModbusPoll poll;
  private final PlayedExchange recording;
  private final int unit;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile long polls;
  private boolean ended;

  /**
   * Plays a recording.
   *
   * @param poll polls the unit; closed with this
   * @param recording what it polls
   * @param unit the number of the unit
   */
  public PlayedConnection(ModbusPoll poll, PlayedExchange recording, int unit) {
    this.poll = poll;
    this.recording = recording;
    this.unit = unit;
  }

  @Override
  public boolean pump(Duration patience, ReadingSink<? super ModbusSnapshot> sink)
      throws MeterException {
    if (ended) {
      return false;
    }
    Optional<Long> due = recording.due(unit);
    if (due.isEmpty()) {
      ended = true;
      if (polls == 0) {
        throw recording.nothingOf(unit);
      }
      return false;
    }
    if (await(due.get(), patience)) {
      poll(sink);
    }
    return true;
  }

  /** False when it does not come in time, or this is closed. */
  private boolean await(long due, Duration patience) throws TransportException {
    long left = due - System.nanoTime();
    long longest = TimeUnit.NANOSECONDS.convert(patience);
    try {
      if (left > 0 && closing.await(Math.min(left, longest), TimeUnit.NANOSECONDS)) {
        throw new TransportException(Kind.CLOSED, "this connection was closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return left <= longest;
  }

  private void poll(ReadingSink<? super ModbusSnapshot> sink) throws MeterException {
    long number = polls;
    polls = number + 1;
    try {
      poll.poll(new Numbered(sink, number));
    } catch (ReadTimeoutException e) {
      if (recording.asksOtherwise(unit)) {
        ended = true; // and so would every other poll
        throw new TransportException(
            Kind.REFUSED,
            e.getMessage() + "; was it recorded with another map, or other settings of it?",
            e);
      }
      throw e;
    }
  }

  /** A recording has no before. */
  @Override
  public boolean discard() {
    return false;
  }

  @Override
  public long position() {
    return polls;
  }

  @Override
  public void close() {
    closing.countDown();
    poll.close();
  }

  /** Gives every reading the number of its poll. */
  private record Numbered(ReadingSink<? super ModbusSnapshot> sink, long number)
      implements ReadingSink<ModbusSnapshot> {
    @Override
    public void reading(ModbusSnapshot reading, long offset, int length) {
      sink.reading(reading, number, length);
    }

    @Override
    public void rejected(Fault fault) {
      sink.rejected(fault);
    }

    @Override
    public void skipped(long offset, int length) {
      sink.skipped(offset, length);
    }

    @Override
    public void received(ByteBuffer bytes) {
      sink.received(bytes);
    }
  }
}
