package io.github.meter4j.internal.record;

import io.github.meter4j.transport.Recording;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A recording in files of limited size: {@code meter.rec} is written, {@code meter.rec.1} is the
 * one before, and so on; the oldest is deleted. After each call that succeeds, whole lines are in
 * the file; what a call that failed left behind is cut off again. For one thread.
 */
final class RecordingFile implements Closeable {

  /** Makes new files. */
  @FunctionalInterface
  interface Disk {
    SeekableByteChannel create(Path file) throws IOException;
  }

  static final Disk REAL =
      file -> Files.newByteChannel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  /** The reason of the exception that another program causes. */
  static final String IN_USE = "another program records into it";

  /** A pause of the line that is no pause within a telegram. */
  private static final long BETWEEN_TELEGRAMS_NANOS = Duration.ofMillis(200).toNanos();

  private static final byte[] MARK = Recording.MARK.getBytes(StandardCharsets.US_ASCII);

  /** What a line has besides its bytes. */
  private static final int LINE = 24;

  /** The most that the remark on missing chunks has. */
  private static final int GAP = 48;

  private final Path file;
  private final long size;
  private final int files;
  private final Clock clock;
  private final Disk disk;
  private @Nullable Open open;

  /** What the next line has in front of it. */
  private long missing;

  /** A file that is being written. */
  private static final class Open {
    final SeekableByteChannel channel;
    final Optional<Object> key;
    final Recording.Writer writer;
    final long start;
    final long head;
    long last;
    long whole;

    Open(SeekableByteChannel channel, Optional<Object> key, Recording.Writer writer, long start)
        throws IOException {
      this.channel = channel;
      this.key = key;
      this.writer = writer;
      this.start = start;
      this.head = channel.position();
      this.whole = head;
    }
  }

  @FunctionalInterface
  private interface Lines {
    void write(Recording.Writer writer, long nanosSinceStart) throws IOException;
  }

  /** Opens nothing yet. */
  RecordingFile(Path file, long size, int files, Clock clock, Disk disk) {
    this.file = file;
    this.size = size;
    this.files = files;
    this.clock = clock;
    this.disk = disk;
  }

  /**
   * Begins a new file. A recording that is there already becomes an older one.
   *
   * @throws FileAlreadyExistsException when a file is there that is no recording
   */
  void begin() throws IOException {
    for (int i = 0; i < files; i++) {
      requireRecording(numbered(i));
    }
    requireUnused();
    begin(System.nanoTime());
  }

  /** The next line that can be written tells before it that so many chunks could not be. */
  void missing(long chunks) {
    missing = chunks;
  }

  void received(byte[] bytes, long nanoTime) throws IOException {
    write(bytes.length, nanoTime, (out, nanos) -> out.write(ByteBuffer.wrap(bytes), nanos));
  }

  void sent(byte[] bytes, long nanoTime) throws IOException {
    write(bytes.length, nanoTime, (out, nanos) -> out.sent(ByteBuffer.wrap(bytes), nanos));
  }

  void remark(String text, long nanoTime) throws IOException {
    write(text.length(), nanoTime, (out, nanos) -> out.remark(text));
  }

  private void write(int length, long nanoTime, Lines lines) throws IOException {
    Open now = open(2L * length + LINE + (missing > 0 ? GAP : 0), nanoTime);
    now.last = Math.max(now.last, nanoTime - now.start);
    try {
      if (missing > 0) {
        now.writer.remark(missing + " chunks are missing here");
      }
      lines.write(now.writer, now.last);
      now.whole = now.channel.position();
      missing = 0;
    } catch (IOException e) {
      cutBack(now);
      throw e;
    }
  }

  /** With room for so many bytes, or new. */
  private Open open(long room, long nanoTime) throws IOException {
    Open now = open;
    if (now != null && isTakenAway(now)) {
      close(); // what is written there is lost, or is in a file of another name
      now = null;
    }
    if (now != null && now.whole > now.head && now.whole + room > most(now, nanoTime)) {
      close();
      now = null;
    }
    return now == null ? begin(nanoTime) : now;
  }

  /** Whether somebody has deleted, renamed, replaced or emptied it, as log rotation does. */
  private boolean isTakenAway(Open now) throws IOException {
    return !now.key.equals(key(file)) || now.channel.size() < now.whole;
  }

  /** What tells a file from another of the same name, where the system has that; empty for none. */
  private static Optional<Object> key(Path file) throws IOException {
    try {
      Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      return Optional.of(key == null ? file : key);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Before it is full a file ends where the line pauses, so that no telegram is in two files. */
  private long most(Open now, long nanoTime) {
    boolean pause = nanoTime - now.start - now.last > BETWEEN_TELEGRAMS_NANOS;
    return pause ? size - size / 4 : size;
  }

  private Open begin(long nanoTime) throws IOException {
    requireRecording(file);
    makeRoom();
    SeekableByteChannel channel = disk.create(file);
    lock(channel);
    try {
      Recording.Writer writer =
          Recording.to(
              Channels.newOutputStream(channel),
              clock.instant().minusNanos(System.nanoTime() - nanoTime));
      Open now = new Open(channel, key(file), writer, nanoTime);
      open = now;
      return now;
    } catch (IOException e) {
      channel.close();
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** Another program that records into it would go on in the file that is renamed here. */
  private void requireUnused() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    try (FileChannel there = FileChannel.open(file, StandardOpenOption.WRITE)) {
      if (there.tryLock() == null) {
        throw new FileSystemException(file.toString(), null, IN_USE);
      }
    } catch (OverlappingFileLockException e) {
      throw new FileSystemException(file.toString(), null, IN_USE);
    }
  }

  /** For {@link #requireUnused}; a file system without locks can do without. */
  private static void lock(SeekableByteChannel channel) {
    if (channel instanceof FileChannel locking) {
      try {
        locking.tryLock();
      } catch (IOException e) {
        return; // it is only to warn others
      }
    }
  }

  /** Each file gets the next number; not when the last try has done that and came no further. */
  private void makeRoom() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    if (files == 1 || Files.size(file) == 0) {
      Files.delete(file);
      return;
    }
    for (int i = files - 1; i > 0; i--) {
      if (Files.exists(numbered(i - 1))) {
        Files.move(numbered(i - 1), numbered(i), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private Path numbered(int number) {
    return number == 0 ? file : file.resolveSibling(file.getFileName() + "." + number);
  }

  private static void requireRecording(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    byte[] start = new byte[0];
    if (Files.isRegularFile(path)) {
      try (InputStream in = Files.newInputStream(path)) {
        start = in.readNBytes(MARK.length);
      }
    }
    if (!Files.isRegularFile(path) || !(Arrays.equals(start, MARK) || isRemnant(start))) {
      throw new FileAlreadyExistsException(path.toString());
    }
  }

  /** What a recording may be after the power was lost: nothing, a part of its mark, zeros. */
  private static boolean isRemnant(byte[] start) {
    boolean part = Arrays.equals(start, Arrays.copyOf(MARK, start.length));
    return part && start.length < MARK.length || Arrays.equals(start, new byte[start.length]);
  }

  /** A line that was written in part is taken back; where that fails, the file is given up. */
  private void cutBack(Open now) {
    try {
      now.channel.truncate(now.whole);
      now.channel.position(now.whole);
    } catch (IOException e) {
      try {
        close();
      } catch (IOException closing) {
        open = null;
      }
    }
  }

  @Override
  public void close() throws IOException {
    Open now = open;
    open = null;
    if (now != null) {
      now.writer.close();
    }
  }
}
