package io.github.meter4j.internal.serial;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.internal.Deadline;
import io.github.meter4j.spi.SerialLine;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * The turns of several programs on one serial port: a lock on a file beside it, which the operating
 * system takes back from a program that dies. Whoever waits keeps the place of the next one with a
 * second lock, so that a program that polls without a pause cannot keep the others out.
 */
final class PortTurns implements Closeable {
  /** The places in the file that are locked; nothing is written there. */
  private static final int TURN = 0;

  private static final int NEXT = 1;

  private static final long PAUSE_NANOS = 1_000_000;

  private final String port;
  private final FileChannel file;
  private final ExpectedAnswers answers;
  private volatile boolean held;

  private PortTurns(String port, FileChannel file, Clock clock) {
    this.port = port;
    this.file = file;
    this.answers = new ExpectedAnswers(file, clock);
  }

  /** Windows gives a port to one program only. */
  static boolean arePossible() {
    return !System.getProperty("os.name").startsWith("Windows");
  }

  static PortTurns of(String port) throws TransportException {
    return of(port, LockFile.folder(), Clock.systemUTC());
  }

  static PortTurns of(String port, Path folder, Clock clock) throws TransportException {
    Path device = LockFile.device(port);
    Path lock = LockFile.of(device, folder, ".lock");
    try {
      return new PortTurns(port, LockFile.open(lock, device), clock);
    } catch (AccessDeniedException e) {
      throw new TransportException(
          Kind.PERMISSION_DENIED,
          "permission denied on "
              + lock
              + ", by which programs take turns on "
              + port
              + ": remove it, or use=exclusive",
          e);
    } catch (IOException e) {
      throw new TransportException(
          Kind.NOT_FOUND, "cannot use " + lock + " to take turns on " + port + ": " + e, e);
    }
  }

  /** Whether this program has the turn. */
  boolean areHeld() {
    return held;
  }

  /**
   * Waits for the turn.
   *
   * @throws TransportException of kind BUSY when another program keeps the port
   */
  SerialLine.Hold take(Duration patience) throws TransportException {
    Deadline deadline = Deadline.in(patience);
    try {
      FileLock next = lock(NEXT, deadline, patience);
      try {
        return held(lock(TURN, deadline, patience));
      } finally {
        release(next);
      }
    } catch (IOException e) {
      throw closedOr(e);
    }
  }

  private SerialLine.Hold held(FileLock turn) {
    AtomicBoolean given = new AtomicBoolean();
    held = true;
    return new SerialLine.Hold() {
      @Override
      public Duration othersExpect(int station) {
        return answers.byOthers(station);
      }

      @Override
      public void expect(int station, Duration still) {
        answers.expect(station, still);
      }

      @Override
      public void close() {
        if (given.compareAndSet(false, true)) {
          held = false;
          release(turn);
        }
      }
    };
  }

  private TransportException closedOr(IOException e) {
    return e instanceof TransportException known
        ? known
        : new TransportException(Kind.CLOSED, port + " was closed", e);
  }

  private FileLock lock(int place, Deadline deadline, Duration patience) throws IOException {
    while (true) {
      FileLock lock = tryLock(place);
      if (lock != null) {
        return lock;
      }
      if (deadline.hasPassed() || Thread.currentThread().isInterrupted()) {
        throw new TransportException(
            Kind.BUSY, port + " was in use by another program for " + patience.toMillis() + " ms");
      }
      LockSupport.parkNanos(this, PAUSE_NANOS);
    }
  }

  private FileLock tryLock(int place) throws IOException {
    try {
      return file.tryLock(place, 1, false);
    } catch (OverlappingFileLockException e) {
      return null; // this program has it: by another class loader, or on another thread
    }
  }

  private static void release(FileLock lock) {
    try {
      lock.release();
    } catch (IOException e) {
      return; // the file is closed, and the lock with it
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      return; // nothing was written
    }
  }
}
