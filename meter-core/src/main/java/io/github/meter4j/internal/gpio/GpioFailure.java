package io.github.meter4j.internal.gpio;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says why a pin cannot be opened and what to do about it. */
final class GpioFailure {
  /** What Java 17 needs, as a coordinate. */
  static final String PLUGIN = "com.pi4j:pi4j-plugin-gpiod:2.8.0";

  private static final Pattern CLASS_VERSION = Pattern.compile("class file version (\\d+)");

  /** Java 1 had class files of version 45. */
  private static final int CLASS_VERSION_OF_JAVA_0 = 44;

  private final Supplier<Board> boards;
  private final Supplier<List<String>> plugins;
  private final String alternative;

  /**
   * What one machine needs.
   *
   * @param boards tells about the machine
   * @param plugins the plugins of Pi4J that are installed
   * @param alternative what to try on a machine without pins
   */
  GpioFailure(Supplier<Board> boards, Supplier<List<String>> plugins, String alternative) {
    this.boards = boards;
    this.plugins = plugins;
    this.alternative = alternative;
  }

  /** A pin is open in this program already. */
  static TransportException inUseHere(int bcm) {
    return new TransportException(
        Kind.BUSY, "GPIO " + bcm + " is in use by this program already: close it there first");
  }

  /** Counting pulses by it loses some, and nobody would notice. */
  static TransportException losesPulses(String provider) {
    return new TransportException(
        Kind.REFUSED,
        "the Pi4J provider "
            + provider
            + " is not used: it reads pins by sysfs, which loses pulses; take"
            + " com.pi4j:pi4j-plugin-linuxfs out of the dependencies and add "
            + PLUGIN);
  }

  /** A pin that was open does not obey any more. */
  static TransportException lost(int bcm, RuntimeException cause) {
    return new TransportException(
        Kind.DISCONNECTED, "GPIO " + bcm + " failed: " + saying(cause), cause);
  }

  /** A pin that was closed is used. */
  static TransportException closed(int bcm) {
    return new TransportException(Kind.CLOSED, "GPIO " + bcm + " was closed");
  }

  /** A pin does not open. */
  TransportException of(int bcm, Throwable cause) {
    Throwable error = cause instanceof ServiceConfigurationError ? innermost(cause) : cause;
    if (error instanceof LinkageError missing && !(error instanceof UnsatisfiedLinkError)) {
      return library(missing);
    }
    Board board = boards.get();
    String said = saying(cause);
    if (said.contains("resource busy") || isAlreadyThere(cause)) {
      return new TransportException(
          Kind.BUSY,
          "GPIO "
              + bcm
              + " is in use by another program, or by another Pi4J context of this one ("
              + said
              + ')',
          cause);
    }
    if (board.denied().isPresent() || said.contains("Permission denied")) {
      return denied(board, cause);
    }
    if (!board.isRaspberryPi()) {
      return new TransportException(
          Kind.NOT_FOUND,
          "no GPIO on this machine: it is not a Raspberry Pi ("
              + board.model().orElse(board.system())
              + "); "
              + alternative,
          cause);
    }
    return onRaspberryPi(board, bcm, said, cause);
  }

  private TransportException onRaspberryPi(Board board, int bcm, String said, Throwable cause) {
    if (cause instanceof UnsatisfiedLinkError) {
      String why =
          said.contains("GLIBC")
              ? "this system's C library is too old for it; gpiod 2.8.0 needs glibc 2.33"
                  + " (Raspberry Pi OS Bookworm or later)"
              : said;
      return notFound("the native part of Pi4J cannot be loaded: " + why, cause);
    }
    if (said.contains("No gpio chip yet initialized")) {
      return notFound(
          "this Pi4J does not know the board \""
              + board.model().orElseThrow()
              + "\": use a newer Pi4J (3 needs Java 21, 4 needs Java 25)",
          cause);
    }
    if (!isProviderMissing(cause)) {
      return notFound("GPIO " + bcm + " cannot be opened: " + said, cause);
    }
    List<String> installed = plugins.get();
    if (installed.isEmpty()) {
      return notFound(
          "Pi4J has no plugin for GPIO: add "
              + PLUGIN
              + (board.javaFeature() >= 25 ? ", or com.pi4j:pi4j-plugin-ffm of Pi4J 4" : ""),
          cause);
    }
    return notFound(
        "no plugin of Pi4J offers GPIO pins here ("
            + String.join(", ", installed)
            + "): add "
            + PLUGIN
            + ", or see what they log with a provider of slf4j on the class path",
        cause);
  }

  private static TransportException notFound(String message, Throwable cause) {
    return new TransportException(Kind.NOT_FOUND, message, cause);
  }

  private static TransportException denied(Board board, Throwable cause) {
    String group = board.group().filter(name -> !name.equals("root")).orElse("gpio");
    return new TransportException(
        Kind.PERMISSION_DENIED,
        "permission denied on "
            + board.denied().map(Object::toString).orElse("the GPIO device")
            + ": add this user to group "
            + group
            + " (sudo usermod -aG "
            + group
            + " $USER) and log in again",
        cause);
  }

  /** Pi4J itself is missing, or made for a newer Java than this one. */
  private TransportException library(LinkageError cause) {
    if (cause instanceof UnsupportedClassVersionError) {
      Matcher version = CLASS_VERSION.matcher(String.valueOf(cause.getMessage()));
      String needed =
          version.find()
              ? " needs Java " + (Integer.parseInt(version.group(1)) - CLASS_VERSION_OF_JAVA_0)
              : " needs a newer Java";
      return new TransportException(
          Kind.NOT_FOUND,
          "this Pi4J"
              + needed
              + " and this is Java "
              + boards.get().javaFeature()
              + ": use Pi4J 2.8.0 with "
              + PLUGIN
              + ", or a newer Java",
          cause);
    }
    return new TransportException(
        Kind.NOT_FOUND,
        "GPIO pins need Pi4J, which cannot be loaded ("
            + cause
            + "): add com.pi4j:pi4j-core:2.8.0 and "
            + PLUGIN
            + ", and on a module path --add-modules com.pi4j",
        cause);
  }

  private static boolean isAlreadyThere(Throwable cause) {
    return isOneOf(cause, "IOAlreadyExistsException");
  }

  private static boolean isProviderMissing(Throwable cause) {
    return isOneOf(cause, "ProviderNotFoundException");
  }

  /** By name: this class has to load where Pi4J does not. */
  private static boolean isOneOf(Throwable cause, String simpleName) {
    for (Throwable link = cause; link != null; link = link.getCause()) {
      if (link.getClass().getSimpleName().equals(simpleName)) {
        return true;
      }
    }
    return false;
  }

  /** What the innermost error says, in one line: Pi4J wraps what the system said. */
  private static String saying(Throwable cause) {
    Throwable link = innermost(cause);
    String message = link.getMessage() == null ? link.toString() : link.getMessage();
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  private static Throwable innermost(Throwable cause) {
    Throwable link = cause;
    while (link.getCause() != null) {
      link = link.getCause();
    }
    return link;
  }
}
