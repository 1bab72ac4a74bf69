package io.github.meter4j.internal.play;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.internal.Deadline;
import io.github.meter4j.internal.play.GrowingFile.Fate;
import io.github.meter4j.spi.FrameDecoder;
import io.github.meter4j.spi.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Reads a file from its start and goes on with what another program appends to it. Who reads looks
 * after the file itself; there is no thread.
 */
final class FollowedFile implements Transport {
  private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();
  private static final int BLOCK = 16_384;

  private final Path path;
  private final TimedBytes arrived = new TimedBytes();
  private final byte[] block = new byte[BLOCK];
  private final CountDownLatch closing = new CountDownLatch(1);

  /** Guards that the file of now is closed. */
  private final Object lock = new Object();

  /** How many bytes were in the file before: nobody saw when they came. */
  private long old;

  private GrowingFile file;
  private GrowingCapture capture;
  private Optional<TransportException> failure = Optional.empty();

  private FollowedFile(Path path, GrowingFile file, long old) {
    this.path = path;
    this.file = file;
    this.old = old;
    this.capture = new GrowingCapture(path.toString(), arrived);
  }

  static FollowedFile open(Path path) throws IOException {
    GrowingFile file = GrowingFile.open(path);
    FollowedFile followed = new FollowedFile(path, file, file.available());
    try {
      followed.look();
      return followed;
    } catch (TransportException e) {
      followed.close();
      throw e;
    }
  }

  @Override
  public int read(ByteBuffer target, Duration timeout) throws TransportException {
    Deadline deadline = Deadline.in(timeout);
    try {
      while (true) {
        requireOpen();
        if (arrived.size() > 0) {
          return arrived.moveTo(target);
        }
        if (!look()) {
          if (deadline.hasPassed()) {
            return 0;
          }
          closing.await(Math.min(LOOK_NANOS, deadline.nanosLeft()), TimeUnit.NANOSECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  /** Whether the file had something new. */
  private boolean look() throws TransportException {
    requireWhole();
    try {
      Fate fate = file.fate(); // first, so that all that was written before a change is read
      return readMore() || !isStill(fate);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private boolean readMore() throws IOException {
    long before = file.position();
    int count = file.read(block);
    int known = (int) Math.max(0, Math.min(count, old - before));
    capture.feed(block, 0, known, FrameDecoder.NO_ARRIVAL);
    capture.feed(block, known, count, Instant.now());
    return count > 0;
  }

  /** False when it goes on at another place. */
  private boolean isStill(Fate fate) throws IOException {
    if (fate == Fate.SHORTER && takeBack()) {
      return false;
    }
    if (fate != Fate.THERE) {
      throw over(fate);
    }
    return true;
  }

  /** A line that was cut off before it was whole, as a recorder does on a full disk. */
  private boolean takeBack() throws IOException {
    if (capture.held() == 0) {
      return false;
    }
    long whole = file.position() - capture.held();
    GrowingFile again = GrowingFile.open(path);
    again.skip(whole);
    if (!again.isSameAs(file) || again.position() != whole) {
      again.close();
      return false;
    }
    replace(again);
    capture.forgetHeld();
    return true;
  }

  private void replace(GrowingFile next) throws IOException {
    GrowingFile last = file;
    synchronized (lock) {
      file = next;
      if (closing.getCount() == 0) {
        next.close();
      }
    }
    last.close();
  }

  @Override
  public Instant arrival(InstantSource clock) {
    return arrived.taken();
  }

  private TransportException over(Fate fate) {
    String what =
        switch (fate) {
          case SHORTER -> " became shorter than what was read of it";
          case REPLACED -> " was replaced by another file";
          default -> " is gone: it was deleted or renamed";
        };
    return new TransportException(Kind.DISCONNECTED, path + what);
  }

  private TransportException failed(IOException e) throws TransportException {
    requireOpen();
    TransportException why = FileTransport.broken(path.toString(), e);
    failure = Optional.of(why);
    return why;
  }

  @Override
  public void write(ByteBuffer bytes) throws TransportException {
    requireOpen();
    throw new TransportException(Kind.REFUSED, path + " is followed and cannot be written to");
  }

  /** Goes to the end; of a file that took the place of this one everything is old too. */
  @Override
  public boolean discardInput() throws TransportException {
    requireOpen();
    requireWhole();
    try {
      Fate fate = file.fate();
      if (fate == Fate.GONE) {
        throw over(fate);
      }
      if (fate != Fate.THERE) {
        replace(GrowingFile.open(path));
        old = 0; // all that is in it now is left out
        capture = new GrowingCapture(path.toString(), arrived);
      }
      goToTheEnd();
      return true;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Of the last bytes it finds the line that is not whole. */
  private void goToTheEnd() throws IOException {
    boolean more = true;
    while (more) {
      int left = file.available() - RecordingSource.LONGEST_LINE;
      if (left > 0 && capture.canSkip()) {
        file.skip(left);
        capture.skipped();
      }
      more = readMore();
      arrived.clear();
    }
  }

  private void requireOpen() throws TransportException {
    if (closing.getCount() == 0) {
      throw new TransportException(Kind.CLOSED, path + " was closed");
    }
  }

  private void requireWhole() throws TransportException {
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    synchronized (lock) {
      try {
        file.close();
      } catch (IOException e) {
        return; // it was only read: nothing is lost
      }
    }
  }
}
