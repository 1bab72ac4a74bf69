package io.github.meter4j.internal.play;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * A file that another program appends to, and what becomes of its name. For one thread at a time;
 * may be closed by another.
 */
final class GrowingFile implements Closeable {

  /** What became of the file. */
  enum Fate {
    /** It is there, as long as it was or longer. */
    THERE,
    /** It has fewer bytes than were read of it. */
    SHORTER,
    /** Its name leads to another file, which has bytes already. */
    REPLACED,
    /** There is no file of its name. */
    GONE
  }

  private final Path path;

  /** Which file the name led to, where the file system says so. */
  private final Optional<Object> key;

  /** Unlike a channel it stays open when its reader is interrupted. */
  private final InputStream in;

  private long position;

  private GrowingFile(Path path, Optional<Object> key, InputStream in) {
    this.path = path;
    this.key = key;
    this.in = in;
  }

  /** Opens it at its start. */
  static GrowingFile open(Path path) throws IOException {
    while (true) {
      Optional<Object> key = key(path);
      InputStream in = Files.newInputStream(path);
      try {
        if (key.equals(key(path))) {
          return new GrowingFile(path, key, in);
        }
      } catch (IOException e) {
        in.close();
        throw e;
      }
      in.close(); // it was replaced in between: which of the two was opened is not known
    }
  }

  private static Optional<Object> key(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new TransportException(
          Kind.REFUSED,
          path + " is no regular file and cannot be followed: a pipe is read without follow");
    }
    return Optional.ofNullable(attributes.fileKey());
  }

  /** Whether it is the very same file. */
  boolean isSameAs(GrowingFile other) {
    return key.equals(other.key);
  }

  /**
   * Looks what became of it. An empty file in its place does not count yet: whoever wrote the old
   * one still does.
   */
  Fate fate() throws IOException {
    BasicFileAttributes now;
    try {
      now = Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      return Fate.GONE;
    }
    if (!key.equals(Optional.ofNullable(now.fileKey()))) {
      return now.size() > 0 ? Fate.REPLACED : Fate.THERE;
    }
    return now.size() < position ? Fate.SHORTER : Fate.THERE;
  }

  /** How many bytes were read or skipped. */
  long position() {
    return position;
  }

  /** How many bytes can be read, as far as that fits. */
  int available() throws IOException {
    return in.available();
  }

  /** Reads what is there as far as it fits; how many bytes, 0 at the end. */
  int read(byte[] block) throws IOException {
    int count = Math.max(0, in.read(block));
    position += count;
    return count;
  }

  void skip(long count) throws IOException {
    position += in.skip(count);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
