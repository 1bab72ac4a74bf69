package io.github.meter4j.s0;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A count in a file, of which the generation before is kept beside it.
 *
 * <p>{@code FILE.new} is written and flushed to the disk; then {@code FILE} becomes {@code
 * FILE.old} and {@code FILE.new} becomes {@code FILE}. Each step is one rename, so at every moment
 * at least one of the three is whole; the one of the highest generation counts. {@code FILE.lock}
 * keeps others out.
 */
final class CountFile implements CountStore {
  /** No count file is longer than a tenth of this. */
  private static final int LONGEST = 65_536;

  private final Path file;
  private final Path older;
  private final Path newer;
  private final CountLock lock;

  private CountFile(Path file, CountLock lock) {
    this.file = file;
    this.older = beside(file, ".old");
    this.newer = beside(file, ".new");
    this.lock = lock;
  }

  /**
   * What was found.
   *
   * @param count the newest count that is whole; empty when nothing was ever saved
   * @param damage what was wrong with a newer one
   */
  record Found(Optional<SavedCount> count, Optional<String> damage) {}

  /** Opens a count file, which need not exist, for this program alone. */
  static CountFile open(Path given) throws TransportException {
    Path file = resolve(given);
    return new CountFile(file, CountLock.take(file, beside(file, ".lock")));
  }

  /** Through links: a rename would put a file in the place of the link. */
  private static Path resolve(Path given) throws TransportException {
    Path file = given.toAbsolutePath();
    try {
      if (Files.isDirectory(file)) {
        throw new TransportException(
            Kind.REFUSED, given + " is a folder: the count is kept in a file, name one");
      }
      return Files.exists(file)
          ? file.toRealPath()
          : file.getParent().toRealPath().resolve(file.getFileName());
    } catch (NoSuchFileException e) {
      throw new TransportException(
          Kind.NOT_FOUND,
          "there is no folder " + file.getParent() + " for the count file: create it first",
          e);
    } catch (IOException e) {
      throw refused(file, e);
    }
  }

  private static Path beside(Path file, String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }

  /** What the system says about a file, as an error. */
  static TransportException refused(Path file, IOException cause) {
    if (cause instanceof TransportException said) {
      return said;
    }
    return cause instanceof AccessDeniedException
        ? new TransportException(
            Kind.PERMISSION_DENIED,
            "permission denied on " + file + ": this user has to be able to write there",
            cause)
        : new TransportException(
            Kind.REFUSED, "the count file " + file + " cannot be used: " + cause, cause);
  }

  /** The path without links. */
  Path path() {
    return file;
  }

  /**
   * Finds the newest count, and puts a damaged file aside as {@code FILE.damaged}.
   *
   * @throws TransportException when there are files and none is whole, or one is of a newer form
   */
  Found load() throws TransportException {
    List<String> damage = new ArrayList<>();
    try {
      Optional<SavedCount> main = read(file, damage);
      Optional<SavedCount> old = read(older, damage);
      // a torso of it is what a kill leaves: the others are the count then
      Optional<SavedCount> next = read(newer, new ArrayList<>());
      if (main.isEmpty() && Files.exists(file)) {
        if (old.isEmpty() && next.isEmpty()) {
          throw new TransportException(
              Kind.REFUSED,
              "the count is lost: "
                  + String.join("; ", damage)
                  + "; nothing was changed: move these files away and begin anew with"
                  + " offset= and what the meter's display shows");
        }
        Files.move(file, beside(file, ".damaged"), StandardCopyOption.REPLACE_EXISTING);
      }
      if (main.isEmpty() && next.isEmpty() && old.isEmpty() && !damage.isEmpty()) {
        throw new TransportException(
            Kind.REFUSED, "the count is lost: " + String.join("; ", damage));
      }
      return choose(main, next, old, damage);
    } catch (IOException e) {
      throw refused(file, e);
    }
  }

  private Found choose(
      Optional<SavedCount> main,
      Optional<SavedCount> next,
      Optional<SavedCount> old,
      List<String> damage)
      throws IOException {
    long newest = main.or(() -> old).map(SavedCount::generation).orElse(-1L);
    if (next.isPresent() && next.get().generation() > newest) {
      // killed between the two renames, or before them
      keepOlder();
      Files.move(newer, file, StandardCopyOption.ATOMIC_MOVE);
      return new Found(next, Optional.empty());
    }
    if (main.isPresent()) {
      return new Found(main, Optional.empty());
    }
    if (old.isPresent() && damage.isEmpty()) {
      damage.add(file + " is gone");
    }
    return new Found(
        old, damage.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", damage)));
  }

  private static Optional<SavedCount> read(Path path, List<String> damage)
      throws IOException, TransportException {
    try {
      if (Files.size(path) > LONGEST) {
        damage.add(path + ": it is no count file");
        return Optional.empty();
      }
      return Optional.of(CountText.parse(Files.readAllBytes(path)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (CountText.DamagedException e) {
      damage.add(path + ": " + e.getMessage());
      return Optional.empty();
    } catch (CountText.NewerException e) {
      throw new TransportException(Kind.REFUSED, path + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void save(SavedCount count) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(CountText.of(count));
    try (FileChannel out =
        FileChannel.open(
            newer,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    keepOlder();
    Files.move(newer, file, StandardCopyOption.ATOMIC_MOVE);
    flushFolder();
  }

  private void keepOlder() throws IOException {
    try {
      Files.move(file, older, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return; // the first time
    }
  }

  /** Makes the renames last; where a folder cannot be opened, as on Windows, the system does it. */
  private void flushFolder() {
    try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    } catch (IOException e) {
      return; // the file itself is flushed
    }
  }

  @Override
  public void close() {
    lock.close();
  }
}
