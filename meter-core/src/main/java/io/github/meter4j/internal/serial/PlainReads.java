package io.github.meter4j.internal.serial;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a port gives its bytes to programs that read it like a file: {@code min} and {@code time} of
 * {@code stty}. The library for serial ports leaves both at 0 when it closes a port, so that {@code
 * cat} comes to an end at once. Nothing in Java can set them, so {@code stty} does. Linux only.
 *
 * @param min how many bytes a read waits for
 * @param time for how many tenths of a second
 */
record PlainReads(int min, int time) {
  /** What the system begins with: a read waits for a byte. */
  private static final PlainReads USUAL = new PlainReads(1, 0);

  private static final Pattern SETTINGS = Pattern.compile("\\bmin = (\\d+); time = (\\d+);");
  private static final int PATIENCE_SECONDS = 1;

  /**
   * As they are; as usual where that is not known, and where a program has the port open, or was
   * killed, that set them so that a read comes back with nothing.
   */
  static PlainReads of(String path) {
    if (!isLinux()) {
      return USUAL;
    }
    Matcher found = SETTINGS.matcher(stty(path, "-a"));
    if (!found.find()) {
      return USUAL;
    }
    PlainReads now =
        new PlainReads(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)));
    return now.min == 0 ? USUAL : now;
  }

  /** Sets a port that nobody has open. */
  void restore(String path) {
    if (isLinux()) {
      stty(path, "min", Integer.toString(min), "time", Integer.toString(time));
    }
  }

  private static boolean isLinux() {
    return System.getProperty("os.name").startsWith("Linux");
  }

  /** What it prints; nothing where there is no such program, or it fails. */
  private static String stty(String path, String... settings) {
    List<String> command = new ArrayList<>(List.of("stty", "-F", path));
    command.addAll(List.of(settings));
    try {
      Process stty =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      stty.getOutputStream().close();
      if (!stty.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return "";
      }
      return new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      return ""; // the port works without it
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
