package io.github.meter4j.modbus.bus;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.spi.SerialLine;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A line whose other end follows a script: each request is met by the next step. */
public final class ScriptedSlave implements SerialLine {

  /** What comes back, some time after the request or the part before it. */
  record Part(long afterMillis, byte[] bytes) {}

  private record Due(long nanos, byte[] bytes) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<List<Part>> script = new ArrayDeque<>();
  private final Queue<Due> coming = new ArrayDeque<>();
  private final List<byte[]> requests = new ArrayList<>();
  private final List<Long> requestNanos = new ArrayList<>();
  private final Duration character;
  private boolean closed;
  private boolean gone;

  public ScriptedSlave(Duration character) {
    this.character = character;
  }

  public ScriptedSlave() {
    this(Duration.ZERO);
  }

  ScriptedSlave then(Part... parts) {
    script.add(List.of(parts));
    return this;
  }

  public ScriptedSlave answers(String frame) {
    return then(new Part(0, Frames.hex(frame)));
  }

  public ScriptedSlave isSilent() {
    return then();
  }

  void disconnect() {
    lock.lock();
    try {
      gone = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  public List<byte[]> requests() {
    lock.lock();
    try {
      return List.copyOf(requests);
    } finally {
      lock.unlock();
    }
  }

  List<Long> requestNanos() {
    lock.lock();
    try {
      return List.copyOf(requestNanos);
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public int read(ByteBuffer target, Duration timeout) throws TransportException {
    long end = System.nanoTime() + timeout.toNanos();
    lock.lock();
    try {
      while (true) {
        requireOpen();
        long now = System.nanoTime();
        Due next = coming.peek();
        if (next != null && next.nanos - now <= 0) {
          coming.remove();
          target.put(next.bytes);
          return next.bytes.length;
        }
        if (end - now <= 0) {
          return 0;
        }
        long wait = next == null ? end - now : Math.min(end - now, next.nanos - now);
        changed.awaitNanos(wait);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    } finally {
      lock.unlock();
    }
  }

  private void requireOpen() throws TransportException {
    if (closed || gone) {
      throw new TransportException(
          closed ? TransportException.Kind.CLOSED : TransportException.Kind.DISCONNECTED,
          "the line is " + (closed ? "closed" : "gone"));
    }
  }

  @Override
  public void write(ByteBuffer bytes) throws TransportException {
    lock.lock();
    try {
      requireOpen();
      byte[] request = new byte[bytes.remaining()];
      bytes.get(request);
      requests.add(request);
      requestNanos.add(System.nanoTime());
      long due = System.nanoTime();
      List<Part> parts = script.isEmpty() ? List.of() : script.remove();
      for (Part part : parts) {
        due += TimeUnit.MILLISECONDS.toNanos(part.afterMillis);
        coming.add(new Due(due, part.bytes));
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean discardInput() {
    lock.lock();
    try {
      long now = System.nanoTime();
      coming.removeIf(due -> due.nanos - now <= 0);
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void speed(int baud) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Duration character() {
    return character;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
