package io.github.meter4j.internal.serial;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The use of a serial port by this program, from opening to closing: alone, or with other programs
 * that have the line set alike. A file beside the port says how its line is set, and is locked for
 * as long; the operating system takes the lock back from a program that dies.
 */
final class PortUse implements Closeable {
  private static final int LONGEST_TEXT = 80;

  /**
   * The ports that this program uses. A lock does not keep a program from itself, and closing one
   * of its files would give back the lock of another.
   */
  private static final Map<Path, String> OURS = new HashMap<>();

  private final Path device;
  private final @Nullable FileLock lock;

  private PortUse(Path device, @Nullable FileLock lock) {
    this.device = device;
    this.lock = lock;
  }

  /**
   * Begins to use a port. Of those who share it, one at a time may call this.
   *
   * @param port the port
   * @param how how its line is set
   * @param shared whether other programs may use it with the same settings
   * @throws TransportException of kind BUSY when it is used already; the message says by whom, and
   *     how its line is set
   */
  static PortUse begin(String port, String how, boolean shared) throws TransportException {
    return begin(port, how, shared, LockFile.folder());
  }

  static PortUse begin(String port, String how, boolean shared, Path folder)
      throws TransportException {
    Path device = LockFile.device(port);
    synchronized (OURS) {
      String mine = OURS.putIfAbsent(device, how);
      if (mine != null) {
        throw SerialFailure.inUseHere(port, mine);
      }
    }
    try {
      return new PortUse(
          device, locked(port, device, LockFile.of(device, folder, ".use"), how, shared));
    } catch (TransportException | RuntimeException e) {
      forget(device);
      throw e;
    }
  }

  /** Null where no file can be used, and the port is wanted alone, as its own lock says too. */
  private static @Nullable FileLock locked(
      String port, Path device, Path path, String how, boolean shared) throws TransportException {
    try {
      FileChannel file = LockFile.open(path, device);
      try {
        return locked(port, device, path, file, how, shared);
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
    } catch (ClosedByInterruptException e) {
      throw new TransportException(Kind.CLOSED, "interrupted while opening " + port, e);
    } catch (TransportException e) {
      throw e;
    } catch (IOException e) {
      if (shared) {
        throw new TransportException(
            Kind.PERMISSION_DENIED,
            "cannot use "
                + path
                + ", by which programs share "
                + port
                + ": remove it, or"
                + " use=exclusive ("
                + e
                + ')',
            e);
      }
      return null;
    }
  }

  private static FileLock locked(
      String port, Path device, Path path, FileChannel file, String how, boolean shared)
      throws IOException {
    FileLock alone = lock(file, false);
    if (alone != null) {
      file.truncate(0);
      file.write(ByteBuffer.wrap(how.getBytes(StandardCharsets.US_ASCII)), 0);
      if (!shared) {
        return alone;
      }
      alone.release();
    }
    FileLock together = lock(file, true); // also to say that it is shared
    String others = read(file);
    if (!shared || together == null || !others.equals(how)) {
      Optional<PortHolder> holder = PortHolder.ofLock(path).or(() -> PortHolder.of(device));
      throw SerialFailure.inUse(port, holder, others, together != null, shared);
    }
    return together;
  }

  private static @Nullable FileLock lock(FileChannel file, boolean shared) throws IOException {
    try {
      return file.tryLock(0, Long.MAX_VALUE, shared);
    } catch (OverlappingFileLockException e) {
      return null; // this program has it by another class loader
    }
  }

  private static String read(FileChannel file) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(LONGEST_TEXT);
    file.read(text, 0);
    String written = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
    return written.replaceAll("[^ -~]", "?"); // another user may have written to a terminal
  }

  private static void forget(Path device) {
    synchronized (OURS) {
      OURS.remove(device);
    }
  }

  /**
   * Whether no other program uses the port, as far as is known; the next thing is to close this. Of
   * those who share the port, one at a time may call this.
   */
  boolean isLast() {
    if (lock == null || !lock.isShared()) {
      return true;
    }
    try {
      lock.release();
      return lock((FileChannel) lock.acquiredBy(), false) != null;
    } catch (IOException e) {
      return false;
    }
  }

  /** The caller has closed the port. */
  @Override
  public void close() {
    try {
      if (lock != null) {
        lock.acquiredBy().close();
      }
    } catch (IOException e) {
      return; // nothing was written
    } finally {
      forget(device);
    }
  }
}
