package io.github.meter4j.s0;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps a count for one program at a time. The system frees it when the program is killed. */
final class CountLock implements Closeable {
  /**
   * The counts that are open in this process. Asked first: on POSIX systems, closing any channel of
   * a file frees the locks that this process has on it.
   */
  private static final Set<Path> OPEN_HERE = ConcurrentHashMap.newKeySet();

  private final Path count;
  private final FileChannel channel;

  private CountLock(Path count, FileChannel channel) {
    this.count = count;
    this.channel = channel;
  }

  /** The lock file stays when it is freed: whoever deletes it may take away another's lock. */
  static CountLock take(Path count, Path lockFile) throws TransportException {
    if (!OPEN_HERE.add(count)) {
      throw new TransportException(
          Kind.BUSY, "the count in " + count + " is in use by this program already");
    }
    boolean taken = false;
    try {
      FileChannel channel =
          FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        FileLock lock = channel.tryLock();
        taken = lock != null;
      } finally {
        if (!taken) {
          channel.close();
        }
      }
      if (!taken) {
        throw new TransportException(
            Kind.BUSY, "the count in " + count + " is in use by " + holder(lockFile));
      }
      tellHolder(channel);
      return new CountLock(count, channel);
    } catch (IOException e) {
      throw CountFile.refused(lockFile, e);
    } finally {
      if (!taken) {
        OPEN_HERE.remove(count);
      }
    }
  }

  private static void tellHolder(FileChannel channel) {
    try {
      byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(pid));
    } catch (IOException e) {
      return; // only a message needs it
    }
  }

  private static String holder(Path lockFile) {
    try {
      String pid = Files.readString(lockFile, StandardCharsets.US_ASCII);
      return pid.matches("\\d{1,19}") ? "process " + pid : "another program";
    } catch (IOException e) {
      return "another program";
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      return; // the lock is gone all the same
    } finally {
      OPEN_HERE.remove(count);
    }
  }
}
