package io.github.meter4j.examples.scanmodbus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether somebody looks at what is written to standard error. */
final class Screen {
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  private Screen() {}

  static boolean isThere() {
    String terminal = System.getenv("TERM");
    if (terminal == null || terminal.equals("dumb")) {
      return false;
    }
    try {
      if (Files.isSymbolicLink(STANDARD_ERROR)) {
        String target = Files.readSymbolicLink(STANDARD_ERROR).toString();
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
      }
    } catch (IOException e) {
      return false;
    }
    return System.console() != null;
  }
}
