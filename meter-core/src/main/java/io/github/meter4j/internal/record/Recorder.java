package io.github.meter4j.internal.record;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.internal.RateLimitedLog;
import io.github.meter4j.spi.SerialLine;
import io.github.meter4j.spi.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Records what goes over the transports of one meter, one after the other, into one recording. It
 * never fails and never waits: chunks that cannot be written are counted, and later ones are
 * written again when that is possible. Safe to share between threads.
 */
public final class Recorder implements AutoCloseable {

  /**
   * How to record.
   *
   * @param file the file that is written
   * @param size the most bytes of one file
   * @param files how many files are kept, the one that is written included
   */
  public record Settings(Path file, long size, int files) {}

  /** Chunks of 4 KiB at most that wait for the disk. */
  private static final int MOST_WAITING = 1024;

  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

  /** By file; also guards the users of each. */
  private static final Map<Path, Recorder> RUNNING = new HashMap<>();

  private final Settings settings;
  private final String place;
  private final RecordingFile out;
  private final DiskWork work;
  private final RateLimitedLog warning =
      new RateLimitedLog("io.github.meter4j.record", System::nanoTime);
  private final RateLimitedLog news =
      new RateLimitedLog("io.github.meter4j.record", System::nanoTime);

  /** Chunks for which there was no room to wait. */
  private final AtomicLong refused = new AtomicLong();

  /** Chunks that could not be written. */
  private final AtomicLong failed = new AtomicLong();

  /** How many of both the file tells of. Only on the thread of the work. */
  private long told;

  private int users = 1;

  private Recorder(Settings settings, String place, RecordingFile.Disk disk) {
    this.settings = settings;
    this.place = place;
    this.out =
        new RecordingFile(
            settings.file(), settings.size(), settings.files(), Clock.systemUTC(), disk);
    this.work = new DiskWork("meter4j recording " + settings.file(), MOST_WAITING);
  }

  /**
   * Begins to record, or joins those who record into this file: the meters that share a line.
   *
   * @param place what is recorded
   * @return the recorder; has to be closed by each who has joined it
   * @throws TransportException when the file cannot be made; a disk that is full is no such error
   */
  public static Recorder join(Settings settings, String place) throws TransportException {
    return join(settings, place, RecordingFile.REAL);
  }

  static Recorder join(Settings settings, String place, RecordingFile.Disk disk)
      throws TransportException {
    Path key = settings.file().toAbsolutePath().normalize();
    synchronized (RUNNING) {
      Recorder running = RUNNING.get(key);
      if (running != null) {
        running.requireSame(settings, place);
        running.users++;
        return running;
      }
      Recorder recorder = new Recorder(settings, place, disk);
      recorder.begin();
      RUNNING.put(key, recorder);
      return recorder;
    }
  }

  private void requireSame(Settings wanted, String wantedPlace) throws TransportException {
    if (!place.equals(wantedPlace)) {
      throw new TransportException(
          Kind.BUSY, settings.file() + " records " + place + ": name another file");
    }
    if (settings.size() != wanted.size() || settings.files() != wanted.files()) {
      throw new TransportException(
          Kind.BUSY, settings.file() + " is recorded with another size or number of files");
    }
  }

  private void begin() throws TransportException {
    Path file = settings.file();
    try {
      out.begin();
    } catch (FileAlreadyExistsException e) {
      throw new TransportException(
          Kind.REFUSED, e.getFile() + " is there and is no recording: name another file", e);
    } catch (NoSuchFileException e) {
      throw new TransportException(
          Kind.NOT_FOUND, "cannot record into " + file + ": there is no such folder", e);
    } catch (AccessDeniedException e) {
      throw new TransportException(
          Kind.PERMISSION_DENIED,
          "permission denied on " + e.getFile() + ": this user may not record there",
          e);
    } catch (FileSystemException e) {
      if (RecordingFile.IN_USE.equals(e.getReason())) {
        throw new TransportException(Kind.BUSY, "cannot record: " + e.getMessage(), e);
      }
      failed(e);
    } catch (IOException e) {
      failed(e);
    }
  }

  /**
   * The same transport, recorded; a serial line stays one.
   *
   * @param transport an open transport; this has to be open too
   * @return the transport to use and to close
   */
  public Transport record(Transport transport) {
    synchronized (RUNNING) {
      users++;
    }
    return transport instanceof SerialLine line
        ? new RecordedLine(line, this)
        : new RecordedTransport(transport, this);
  }

  void received(ByteBuffer bytes) {
    byte[] copy = copy(bytes);
    long now = System.nanoTime();
    offer(() -> out.received(copy, now));
  }

  void sent(ByteBuffer bytes) {
    byte[] copy = copy(bytes);
    long now = System.nanoTime();
    offer(() -> out.sent(copy, now));
  }

  void remark(String text) {
    long now = System.nanoTime();
    offer(() -> out.remark(text, now));
  }

  private static byte[] copy(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return copy;
  }

  @FunctionalInterface
  private interface Entry {
    void write() throws IOException;
  }

  private void offer(Entry entry) {
    long refusedBefore = refused.get();
    if (!work.offer(() -> write(entry, refusedBefore))) {
      refused.incrementAndGet();
      warning.log(System.Logger.Level.WARNING, message("the disk is too slow"));
    }
  }

  private void write(Entry entry, long refusedBefore) {
    try {
      long missing = refusedBefore + failed.get() - told;
      out.missing(missing);
      entry.write();
      told += missing;
      if (missing > 0) {
        news.log(
            System.Logger.Level.INFO,
            "recording into " + settings.file() + " goes on, " + missing + " chunks are missing");
      }
    } catch (IOException | RuntimeException e) {
      failed.incrementAndGet();
      failed(e);
    }
  }

  private void failed(Exception e) {
    warning.log(System.Logger.Level.WARNING, message(e.toString()));
  }

  private String message(String why) {
    return "cannot record "
        + place
        + " into "
        + settings.file()
        + ": "
        + why
        + "; the meter is read on, "
        + lost()
        + " chunks are missing";
  }

  /** How many chunks could not be written. */
  public long lost() {
    return refused.get() + failed.get();
  }

  /** Whether a way of that name leads to the file that is recorded. */
  public static void requireOther(Path file, String target) {
    if (!target.isEmpty() && Files.exists(file) && isSame(file, target)) {
      throw new IllegalArgumentException("cannot record into the file that is played: " + file);
    }
  }

  private static boolean isSame(Path file, String target) {
    try {
      return Files.isSameFile(file, Path.of(target));
    } catch (IOException | InvalidPathException e) {
      return false; // another way, or a file that is not there
    }
  }

  /** The last one who closes it ends the recording. */
  @Override
  public void close() {
    synchronized (RUNNING) {
      users--;
      if (users > 0) {
        return;
      }
      work.offer(this::closeFile);
      work.close(CLOSE_PATIENCE);
      RUNNING.values().remove(this);
    }
  }

  private void closeFile() {
    try {
      out.close();
    } catch (IOException e) {
      failed(e);
    }
  }
}
