package io.github.meter4j;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.spi.Transport;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/** A transport that a test feeds, breaks and ends, and that tells when somebody waits for bytes. */
public final class ScriptedTransport implements Transport {
  private final boolean live;
  private final ArrayDeque<byte[]> chunks = new ArrayDeque<>();
  private boolean ended;
  private boolean broken;
  private boolean closed;
  private int waiting;
  private int closings;

  private ScriptedTransport(boolean live) {
    this.live = live;
  }

  public static ScriptedTransport live() {
    return new ScriptedTransport(true);
  }

  /** Everything that comes is there already; each text is one read. */
  public static ScriptedTransport recording(String... texts) {
    ScriptedTransport transport = new ScriptedTransport(false);
    for (String text : texts) {
      transport.feed(text);
    }
    transport.ended = true;
    return transport;
  }

  public synchronized void feed(String text) {
    chunks.add(text.getBytes(StandardCharsets.ISO_8859_1));
    notifyAll();
  }

  synchronized void disconnect() {
    broken = true;
    notifyAll();
  }

  /** Waits until everything was read and decoded and somebody waits for more. */
  public void awaitDrained() {
    Patience.until("somebody waits for bytes", this::isDrained);
  }

  private synchronized boolean isDrained() {
    return waiting > 0 && chunks.isEmpty();
  }

  synchronized int closings() {
    return closings;
  }

  @Override
  public synchronized int read(ByteBuffer target, Duration timeout) throws TransportException {
    long deadline = System.nanoTime() + timeout.toNanos();
    waiting++;
    try {
      while (true) {
        if (closed) {
          throw new TransportException(TransportException.Kind.CLOSED, "closed");
        }
        byte[] chunk = chunks.poll();
        if (chunk != null) {
          target.put(chunk);
          return chunk.length;
        }
        requireUnbroken();
        long left = deadline - System.nanoTime();
        if (ended || left <= 0) {
          return ended ? -1 : 0;
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    } finally {
      waiting--;
    }
  }

  private void requireUnbroken() throws TransportException {
    if (broken) {
      throw new TransportException(
          TransportException.Kind.DISCONNECTED, "the cable was pulled out");
    }
  }

  @Override
  public void write(ByteBuffer bytes) throws TransportException {
    throw new TransportException(TransportException.Kind.REFUSED, "for reading only");
  }

  @Override
  public synchronized boolean discardInput() throws TransportException {
    if (!live) {
      return false;
    }
    requireUnbroken();
    chunks.clear();
    return true;
  }

  @Override
  public synchronized void close() {
    closed = true;
    closings++;
    notifyAll();
  }
}
