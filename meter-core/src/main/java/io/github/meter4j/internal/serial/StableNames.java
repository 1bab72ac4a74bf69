package io.github.meter4j.internal.serial;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The names that udev gives to serial adapters and that stay the same in whatever order they are
 * plugged in.
 */
final class StableNames {
  static final Path DEV_SERIAL = Path.of("/dev/serial");

  private StableNames() {}

  /**
   * Maps device paths to their stable names. The name by the adapter's serial number wins over the
   * one by the socket it is plugged into.
   */
  static Map<String, String> of(Path devSerial) {
    Map<String, String> names = new HashMap<>();
    collect(devSerial.resolve("by-path"), names);
    collect(devSerial.resolve("by-id"), names);
    return names;
  }

  private static void collect(Path folder, Map<String, String> names) {
    if (!Files.isDirectory(folder)) {
      return; // not Linux, or no adapter was ever plugged in
    }
    try (DirectoryStream<Path> links = Files.newDirectoryStream(folder)) {
      for (Path link : links) {
        addTarget(link, names);
      }
    } catch (IOException e) {
      // The folder goes with its last adapter: a port without a stable name is still a port.
      return;
    }
  }

  private static void addTarget(Path link, Map<String, String> names) {
    try {
      names.put(link.toRealPath().toString(), link.toString());
    } catch (IOException e) {
      // The adapter was just pulled out.
      return;
    }
  }
}
