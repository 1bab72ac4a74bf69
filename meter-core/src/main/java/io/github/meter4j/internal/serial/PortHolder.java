package io.github.meter4j.internal.serial;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The process that has a serial port open. Linux only.
 *
 * @param pid its process number
 * @param name its command, or empty when it cannot be read
 */
record PortHolder(long pid, String name) {
  private static final Path PROC = Path.of("/proc");

  /** As in {@code 1: FLOCK ADVISORY WRITE 1234 00:1a:3 0 EOF}. */
  private static final Pattern LOCK =
      Pattern.compile("\\d+: (?:FLOCK|POSIX) +\\S+ +\\S+ +(\\d+) +(\\S+) .*");

  /** Among the arguments of Java: the jar that is run, or the main class. */
  private static final Pattern PROGRAM =
      Pattern.compile("(?:[^:]*/)?([^/:]+)\\.jar|(?:[\\w.]+/)?(?:\\w+\\.)+([A-Z]\\w*)");

  /** Finds who has a device open, as far as this user can see; tells nothing when nobody has. */
  static Optional<PortHolder> of(Path device) {
    try {
      Optional<Long> pid = byLock(device, any -> true);
      if (pid.isEmpty()) {
        pid = byOpenFile(device.toRealPath());
      }
      return pid.map(found -> new PortHolder(found, command(found)));
    } catch (IOException | UnsupportedOperationException e) {
      // Not Linux, or hidden: the message does without the name.
      return Optional.empty();
    }
  }

  /** Finds which other process has a file locked. */
  static Optional<PortHolder> ofLock(Path file) {
    try {
      long me = ProcessHandle.current().pid();
      return byLock(file, pid -> pid != me).map(found -> new PortHolder(found, command(found)));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  boolean isThisProgram() {
    return pid == ProcessHandle.current().pid();
  }

  /** The list of locks is for everybody to read, the open files of others are not. */
  private static Optional<Long> byLock(Path device, LongPredicate wanted) throws IOException {
    String file = lockedFile(device);
    for (String line : Files.readAllLines(PROC.resolve("locks"))) {
      Matcher matcher = LOCK.matcher(line);
      if (matcher.matches()
          && matcher.group(2).equals(file)
          && wanted.test(Long.parseLong(matcher.group(1)))) {
        return Optional.of(Long.parseLong(matcher.group(1)));
      }
    }
    return Optional.empty();
  }

  /** The device number of the file system and the inode, as the kernel prints them. */
  private static String lockedFile(Path device) throws IOException {
    long dev = ((Number) Files.getAttribute(device, "unix:dev")).longValue();
    long inode = ((Number) Files.getAttribute(device, "unix:ino")).longValue();
    long major = (dev >> 8) & 0xfff;
    long minor = (dev & 0xff) | ((dev >> 12) & 0xfff00);
    return String.format(Locale.ROOT, "%02x:%02x:%d", major, minor, inode);
  }

  private static Optional<Long> byOpenFile(Path device) throws IOException {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        if (hasOpen(process, device)) {
          return Optional.of(Long.parseLong(process.getFileName().toString()));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean hasOpen(Path process, Path device) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path file : files) {
        if (Files.readSymbolicLink(file).equals(device)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      // A process of another user, or one that has just ended.
      return false;
    }
  }

  private static String command(long pid) {
    try {
      List<String> lines = Files.readAllLines(PROC.resolve(Long.toString(pid)).resolve("comm"));
      String name = lines.isEmpty() ? "" : lines.get(0);
      return name.equals("java") ? javaProgram(pid).orElse(name) : name;
    } catch (IOException e) {
      return "";
    }
  }

  /** The name of its jar, or else of its main class. */
  private static Optional<String> javaProgram(long pid) {
    Optional<String[]> arguments = ProcessHandle.of(pid).flatMap(it -> it.info().arguments());
    for (String argument : arguments.orElse(new String[0])) {
      Matcher program = PROGRAM.matcher(argument);
      if (program.matches()) {
        return Optional.of(program.group(1) == null ? program.group(2) : program.group(1));
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return (name.isEmpty() ? "" : name + ", ") + "process " + pid;
  }
}
