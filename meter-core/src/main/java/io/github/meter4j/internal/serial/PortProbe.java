package io.github.meter4j.internal.serial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;

/**
 * What the file system says about a serial port that could not be opened.
 *
 * @param exists whether there is such a device; true where devices are no files
 * @param accessible whether this user may read and write it
 * @param group the group that owns the device file, where files have groups
 * @param holder who has it open, as far as this user can see
 */
public record PortProbe(
    boolean exists, boolean accessible, Optional<String> group, Optional<PortHolder> holder) {

  /** Whether there is such a device; true where devices are no files. */
  static boolean isDevice(String path) {
    if (!path.startsWith("/")) {
      return true;
    }
    try {
      return Files.readAttributes(Path.of(path), BasicFileAttributes.class).isOther();
    } catch (IOException e) {
      return false;
    }
  }

  public static PortProbe of(String path) {
    if (!path.startsWith("/")) {
      return new PortProbe(true, true, Optional.empty(), Optional.empty());
    }
    Path device = Path.of(path);
    if (!Files.exists(device)) {
      return new PortProbe(false, false, Optional.empty(), Optional.empty());
    }
    return new PortProbe(
        true,
        Files.isReadable(device) && Files.isWritable(device),
        group(device),
        PortHolder.of(device));
  }

  private static Optional<String> group(Path device) {
    try {
      return Optional.of(
          Files.readAttributes(device, PosixFileAttributes.class, new LinkOption[0])
              .group()
              .getName());
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }
}
