package io.github.meter4j.internal.play;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.internal.Deadline;
import io.github.meter4j.spi.Transport;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipException;

/** Plays a file back. */
public final class FileTransport implements Transport {
  private final String name;
  private final ChunkSource source;
  private final boolean paced;
  private final CountDownLatch closing = new CountDownLatch(1);

  private ByteBuffer chunk = ByteBuffer.allocate(0);
  private long due;
  private long start;
  private boolean started;
  private boolean ended;
  private Optional<TransportException> failure = Optional.empty();

  /**
   * Plays a source back.
   *
   * @param name what it is called in messages
   * @param source the file
   * @param paced whether its times count
   */
  public FileTransport(String name, ChunkSource source, boolean paced) {
    this.name = name;
    this.source = source;
    this.paced = paced;
  }

  @Override
  public int read(ByteBuffer target, Duration timeout) throws TransportException {
    Deadline deadline = Deadline.in(timeout);
    try {
      while (!ended) {
        requireOpen();
        if (!chunk.hasRemaining()) {
          if (!source.await(Math.max(0, deadline.nanosLeft()))) {
            return 0;
          }
          fetch();
        } else if (isDue()) {
          return take(target);
        } else if (deadline.hasPassed()) {
          return 0;
        } else {
          pause(Math.min(due - System.nanoTime(), deadline.nanosLeft()));
        }
      }
      requireOpen();
      return -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private boolean isDue() {
    return !paced || due - System.nanoTime() <= 0;
  }

  private void pause(long nanos) throws InterruptedException {
    closing.await(nanos, TimeUnit.NANOSECONDS);
  }

  private int take(ByteBuffer target) {
    int count = Math.min(chunk.remaining(), target.remaining());
    target.put(chunk.slice(chunk.position(), count));
    chunk.position(chunk.position() + count);
    return count;
  }

  /** Not while it is being closed: an unpacker that is closed under a read breaks badly. */
  private void fetch() throws TransportException {
    synchronized (source) {
      requireOpen();
      if (failure.isPresent()) {
        throw failure.get();
      }
      try {
        source.next().ifPresentOrElse(this::play, () -> ended = true);
      } catch (IOException e) {
        failure = Optional.of(broken(name, e));
        throw failure.get();
      }
    }
  }

  private void play(ChunkSource.Chunk next) {
    if (!started) {
      start = System.nanoTime();
      started = true;
    }
    chunk = ByteBuffer.wrap(next.bytes());
    due = start + next.atNanos();
  }

  /** What is wrong with a file that is there. */
  static TransportException broken(String name, IOException cause) {
    if (cause instanceof TransportException known) {
      return known;
    }
    String what =
        cause instanceof EOFException
            ? "truncated gzip: what could be unpacked was delivered, the rest is missing"
            : (cause instanceof ZipException ? "damaged gzip: " : "cannot be read: ")
                + cause.getMessage();
    return new TransportException(Kind.DISCONNECTED, name + ": " + what, cause);
  }

  @Override
  public void write(ByteBuffer bytes) throws TransportException {
    requireOpen();
    throw new TransportException(Kind.REFUSED, name + " is played back and cannot be written to");
  }

  @Override
  public boolean discardInput() throws TransportException {
    requireOpen();
    return false;
  }

  private void requireOpen() throws TransportException {
    if (closing.getCount() == 0) {
      throw new TransportException(Kind.CLOSED, name + " was closed");
    }
  }

  @Override
  public void close() {
    closing.countDown();
    synchronized (source) {
      try {
        source.close();
      } catch (IOException e) {
        // It was only read: nothing is lost.
        return;
      }
    }
  }
}
