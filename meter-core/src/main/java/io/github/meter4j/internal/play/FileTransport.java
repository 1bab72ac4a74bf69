package io.github.meter4j.internal.play;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.internal.Deadline;
import io.github.meter4j.spi.FrameDecoder;
import io.github.meter4j.spi.Playback;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipException;

/** Plays a file back. */
public final class FileTransport implements Playback {
  private static final long STEP_NANOS = Duration.ofMillis(100).toNanos();

  private final String name;
  private final ChunkSource source;
  private final boolean paced;
  private final boolean live;
  private final CountDownLatch closing = new CountDownLatch(1);

  private ByteBuffer chunk = ByteBuffer.allocate(0);
  private Instant arrived = FrameDecoder.NO_ARRIVAL;
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
   * @param live whether its bytes arrive when they are read
   */
  public FileTransport(String name, ChunkSource source, boolean paced, boolean live) {
    this.name = name;
    this.source = source;
    this.paced = paced;
    this.live = live;
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
          fetch().ifPresentOrElse(this::play, () -> ended = true);
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

  @Override
  public Instant arrival(InstantSource clock) {
    return live && arrived.equals(FrameDecoder.NO_ARRIVAL) ? clock.instant() : arrived;
  }

  @Override
  public Optional<Entry> next() throws TransportException {
    Optional<ChunkSource.Chunk> found = ended ? Optional.empty() : awaitNext();
    ended = found.isEmpty();
    if (ended) {
      requireOpen();
      return Optional.empty();
    }
    ChunkSource.Chunk next = found.get();
    if (next.arrived().equals(FrameDecoder.NO_ARRIVAL)) {
      throw new TransportException(
          Kind.REFUSED,
          name + " is no recording: a meter that is asked is played from what record= has made");
    }
    return Optional.of(new Entry(next.sent(), next.bytes(), next.arrived(), due(next)));
  }

  private Optional<ChunkSource.Chunk> awaitNext() throws TransportException {
    try {
      do {
        requireOpen();
      } while (!source.await(STEP_NANOS));
      return fetch();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransportException(Kind.CLOSED, "interrupted while waiting for " + name);
    }
  }

  /** Not while it is being closed: an unpacker that is closed under a read breaks badly. */
  private Optional<ChunkSource.Chunk> fetch() throws TransportException {
    synchronized (source) {
      requireOpen();
      if (failure.isPresent()) {
        throw failure.get();
      }
      try {
        return source.next();
      } catch (IOException e) {
        failure = Optional.of(broken(name, e));
        throw failure.get();
      }
    }
  }

  private void play(ChunkSource.Chunk next) {
    if (!next.sent()) {
      chunk = ByteBuffer.wrap(next.bytes());
      arrived = next.arrived();
      due = due(next);
    }
  }

  private long due(ChunkSource.Chunk next) {
    long now = System.nanoTime();
    if (!started) {
      start = now;
      started = true;
    }
    return paced ? start + next.atNanos() : now;
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
