package io.github.meter4j.internal.gpio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a machine says about itself and its pins.
 *
 * @param model the board, as in {@code Raspberry Pi 4 Model B Rev 1.4}, where the kernel tells it
 * @param system the operating system and the processor, as in {@code Linux amd64}
 * @param javaFeature the version of Java that runs
 * @param denied a GPIO device that is there and that this user may not open
 * @param group the group that owns that device
 */
record Board(
    Optional<String> model,
    String system,
    int javaFeature,
    Optional<Path> denied,
    Optional<String> group) {

  static Board current() {
    return of(
        Path.of("/"),
        System.getProperty("os.name") + ' ' + System.getProperty("os.arch"),
        Runtime.version().feature(),
        chip -> Files.isReadable(chip) && Files.isWritable(chip));
  }

  /** The board whose file system has the folder as its root. */
  static Board of(Path root, String system, int javaFeature, Predicate<Path> mayOpen) {
    Optional<Path> denied = denied(root.resolve("dev"), mayOpen);
    return new Board(
        model(root.resolve("proc/device-tree/model")),
        system,
        javaFeature,
        denied,
        denied.flatMap(Board::group));
  }

  boolean isRaspberryPi() {
    return model.filter(name -> name.startsWith("Raspberry Pi")).isPresent();
  }

  /** The kernel ends it with a zero, as C does. */
  private static Optional<String> model(Path file) {
    try {
      String text = Files.readString(file, StandardCharsets.US_ASCII).replace("\0", "").strip();
      return text.isEmpty() ? Optional.empty() : Optional.of(text);
    } catch (IOException e) {
      return Optional.empty(); // no such file where there is no device tree
    }
  }

  private static Optional<Path> denied(Path devices, Predicate<Path> mayOpen) {
    try (DirectoryStream<Path> chips = Files.newDirectoryStream(devices, "gpiochip*")) {
      for (Path chip : chips) {
        if (!mayOpen.test(chip)) {
          return Optional.of(chip);
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // a system without such a folder
    }
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
