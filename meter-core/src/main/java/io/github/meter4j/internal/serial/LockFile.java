package io.github.meter4j.internal.serial;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * A file beside a serial port by which programs know of each other. Whoever may use the port may
 * use it.
 */
final class LockFile {
  private LockFile() {}

  /** One folder for all users of the machine. */
  static Path folder() {
    Path locks = Path.of("/run/lock");
    return Files.isWritable(locks) ? locks : Path.of(System.getProperty("java.io.tmpdir"));
  }

  /** The device of a port: one name for it, whichever of its links was given. */
  static Path device(String port) {
    Path device = Path.of(port);
    try {
      return device.toRealPath();
    } catch (IOException e) {
      return device; // opening the port says that it is not there
    }
  }

  /** The file of a device; the suffix tells what it is for. */
  static Path of(Path device, Path folder, String suffix) {
    return folder.resolve("meter4j" + device.toString().replace('/', '-') + suffix);
  }

  /** Without "create" for a file that is there: Linux refuses that where another user made it. */
  static FileChannel open(Path lock, Path device) throws IOException {
    try {
      return existing(lock);
    } catch (NoSuchFileException e) {
      return create(lock, device);
    }
  }

  private static FileChannel existing(Path lock) throws IOException {
    return FileChannel.open(
        lock, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  }

  private static FileChannel create(Path lock, Path device) throws IOException {
    try {
      FileChannel file =
          FileChannel.open(
              lock,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.CREATE_NEW);
      try {
        giveRightsOf(device, lock);
      } catch (IOException | UnsupportedOperationException e) {
        return file; // then it belongs to this user alone
      }
      return file;
    } catch (FileAlreadyExistsException e) {
      return existing(lock);
    }
  }

  private static void giveRightsOf(Path device, Path lock) throws IOException {
    PosixFileAttributes rights = Files.readAttributes(device, PosixFileAttributes.class);
    Set<PosixFilePermission> permissions =
        EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    permissions.addAll(rights.permissions()); // EnumSet.copyOf refuses a device without rights
    permissions.removeIf(permission -> permission.name().endsWith("EXECUTE"));
    PosixFileAttributeView view = Files.getFileAttributeView(lock, PosixFileAttributeView.class);
    view.setGroup(rights.group());
    view.setPermissions(permissions);
  }
}
