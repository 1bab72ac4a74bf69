package io.github.meter4j.internal.network;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.internal.Deadline;
import io.github.meter4j.internal.diagnosis.ArrivedBytes;
import io.github.meter4j.spi.Transport;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * A plain connection whose peer may begin with a Telnet negotiation. Only what comes before any
 * data and before anything was written can be one, so answers to requests stay as they are.
 */
final class GreetedTransport implements Transport {
  private final Transport connection;

  /** Guards the fields below it. */
  private final Object lock = new Object();

  private final TelnetGreeting greeting = new TelnetGreeting();
  private final ArrivedBytes arrived = new ArrivedBytes();

  /** Whether all bytes go past the greeting. */
  private volatile boolean plain;

  GreetedTransport(Transport connection) {
    this.connection = connection;
  }

  @Override
  public int read(ByteBuffer target, Duration timeout) throws TransportException {
    if (plain) {
      return connection.read(target, timeout);
    }
    Deadline deadline = Deadline.in(timeout);
    while (true) {
      long left = Math.max(0, deadline.nanosLeft());
      int count = readOnce(target, Duration.ofNanos(left));
      if (count != 0 || deadline.hasPassed() || Thread.currentThread().isInterrupted()) {
        return count;
      }
    }
  }

  private int readOnce(ByteBuffer target, Duration timeout) throws TransportException {
    synchronized (lock) {
      if (arrived.size() > 0) {
        return take(target);
      }
    }
    ByteBuffer chunk = ByteBuffer.allocate(Math.min(4096, target.remaining()));
    int count = connection.read(chunk, timeout);
    if (count < 0) {
      return count;
    }
    synchronized (lock) {
      for (byte b : greeting.feed(chunk.flip())) {
        arrived.add(b);
      }
      return take(target);
    }
  }

  /** Under the lock. */
  private int take(ByteBuffer target) {
    int count = arrived.moveTo(target);
    plain = greeting.isOver() && arrived.size() == 0;
    return count;
  }

  @Override
  public void write(ByteBuffer bytes) throws TransportException {
    if (!plain) {
      synchronized (lock) {
        for (byte b : greeting.end()) {
          arrived.add(b);
        }
        plain = arrived.size() == 0;
      }
    }
    connection.write(bytes);
  }

  @Override
  public boolean discardInput() throws TransportException {
    boolean live = connection.discardInput();
    synchronized (lock) {
      arrived.clear();
    }
    return live;
  }

  @Override
  public boolean backsUp() {
    return connection.backsUp();
  }

  @Override
  public void close() {
    connection.close();
    synchronized (lock) {
      arrived.clear(); // reading on says that it was closed
    }
  }
}
