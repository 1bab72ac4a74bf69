package io.github.meter4j.transport;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.spi.SerialLine;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A transport without a device, for tests and for bytes that came another way. There are two kinds:
 * {@link #of} is a finished recording, {@link #open} is live and gets its bytes from {@link #feed}.
 *
 * <p>Safe to share between threads: one may read while others feed, write or close.
 */
public final class MemoryTransport implements SerialLine {
  private enum State {
    OPEN,
    ENDED,
    DISCONNECTED,
    CLOSED
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<ByteBuffer> chunks = new ArrayDeque<>();
  private final List<Integer> speeds = new ArrayList<>();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final boolean live;
  private State state = State.OPEN;

  private MemoryTransport(boolean live) {
    this.live = live;
  }

  /**
   * A recording: one chunk for each read, then the end.
   *
   * @param chunks the bytes of each read; copied; empty ones are left out
   * @return the transport
   */
  public static MemoryTransport of(byte[]... chunks) {
    MemoryTransport transport = new MemoryTransport(false);
    for (byte[] chunk : chunks) {
      transport.feed(chunk);
    }
    transport.endOfInput();
    return transport;
  }

  /**
   * A live transport that has no bytes yet.
   *
   * @return the transport
   */
  public static MemoryTransport open() {
    return new MemoryTransport(true);
  }

  /**
   * Adds bytes, as a meter that sends them. One read gets at most the bytes of one call. A closed
   * transport ignores them, as a line does that nobody listens to.
   *
   * @param bytes what is sent; copied
   * @throws IllegalStateException after {@link #endOfInput} or {@link #disconnect}
   */
  public void feed(byte[] bytes) {
    lock.lock();
    try {
      requireUnfinished();
      if (state == State.OPEN && bytes.length > 0) {
        chunks.add(ByteBuffer.wrap(bytes.clone()));
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the input: reads give what is there and then -1.
   *
   * @throws IllegalStateException after {@link #disconnect}
   */
  public void endOfInput() {
    finish(State.ENDED);
  }

  /**
   * Breaks the line: reads give what is there and then fail with {@link TransportException} of kind
   * DISCONNECTED, and so do writes at once.
   *
   * @throws IllegalStateException after {@link #endOfInput}
   */
  public void disconnect() {
    finish(State.DISCONNECTED);
  }

  private void finish(State next) {
    lock.lock();
    try {
      if (state == next) {
        return;
      }
      requireUnfinished();
      if (state == State.OPEN) {
        state = next;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void requireUnfinished() {
    if (state == State.ENDED || state == State.DISCONNECTED) {
      throw new IllegalStateException("nothing comes after the end of the input");
    }
  }

  /**
   * What was written to it so far.
   *
   * @return a copy of all the bytes
   */
  public byte[] written() {
    lock.lock();
    try {
      return written.toByteArray();
    } finally {
      lock.unlock();
    }
  }

  /** Takes any speed, and only remembers it. */
  @Override
  public void speed(int baud) throws TransportException {
    lock.lock();
    try {
      requireOpen();
      speeds.add(baud);
    } finally {
      lock.unlock();
    }
  }

  /** No time: nothing goes over a line. */
  @Override
  public Duration character() {
    return Duration.ZERO;
  }

  /**
   * The speeds that the line was set to, in order.
   *
   * @return a copy
   */
  public List<Integer> speeds() {
    lock.lock();
    try {
      return List.copyOf(speeds);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until at least one byte is there and reads what is left of one chunk, as far as it fits.
   * Interrupting the thread ends the wait early; its interrupt status stays set.
   */
  @Override
  public int read(ByteBuffer target, Duration timeout) throws TransportException {
    long nanos = nanos(timeout);
    lock.lock();
    try {
      while (state == State.OPEN && chunks.isEmpty() && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      requireOpen();
      return chunks.isEmpty() ? nothing() : take(target);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    } finally {
      lock.unlock();
    }
  }

  private static long nanos(Duration timeout) {
    return TimeUnit.NANOSECONDS.convert(timeout); // saturates where toNanos throws
  }

  private int nothing() throws TransportException {
    if (state == State.DISCONNECTED) {
      throw disconnected();
    }
    return state == State.ENDED ? -1 : 0;
  }

  private int take(ByteBuffer target) {
    ByteBuffer chunk = chunks.element();
    int count = Math.min(chunk.remaining(), target.remaining());
    target.put(chunk.slice(chunk.position(), count));
    chunk.position(chunk.position() + count);
    if (!chunk.hasRemaining()) {
      chunks.remove();
    }
    return count;
  }

  /** Takes all bytes, of a recording too, so that a script of answers can be played to a driver. */
  @Override
  public void write(ByteBuffer bytes) throws TransportException {
    lock.lock();
    try {
      requireOpen();
      if (state == State.DISCONNECTED) {
        throw disconnected();
      }
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      written.writeBytes(copy);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean discardInput() throws TransportException {
    lock.lock();
    try {
      requireOpen();
      if (!live) {
        return false;
      }
      chunks.clear();
      nothing();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void requireOpen() throws TransportException {
    if (state == State.CLOSED) {
      throw new TransportException(Kind.CLOSED, "this transport in memory was closed");
    }
  }

  private static TransportException disconnected() {
    return new TransportException(Kind.DISCONNECTED, "this transport in memory was disconnected");
  }

  @Override
  public void close() {
    lock.lock();
    try {
      state = State.CLOSED;
      chunks.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
