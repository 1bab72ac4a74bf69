package io.github.meter4j.internal.serial;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.transport.SerialPortInfo;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says why a serial port cannot be opened and what to do about it. */
final class SerialFailure {
  private static final int EPERM = 1;
  private static final int EACCES = 13;
  private static final int EAGAIN = 11;
  private static final int EBUSY = 16;
  private static final int EINVAL = 22;
  private static final int ENOTTY = 25;
  private static final int EWOULDBLOCK_ON_MACOS = 35;

  /** A number of the library: this program has the port open, not by way of this class. */
  private static final int OPEN_HERE = 2;

  private static final int WINDOWS_FILE_NOT_FOUND = 2;
  private static final int WINDOWS_ACCESS_DENIED = 5;

  private SerialFailure() {}

  /** The serial library is not there, or has no native part for this machine. */
  static TransportException noLibrary(LinkageError cause) {
    String message =
        cause instanceof UnsatisfiedLinkError
            ? "the native part of jSerialComm cannot be loaded ("
                + cause.getMessage()
                + "): see that the folder java.io.tmpdir can be written and run from"
            : "serial ports need the library com.fazecast:jSerialComm: add it to the dependencies,"
                + " and on a module path add --add-modules com.fazecast.jSerialComm";
    return new TransportException(Kind.NOT_FOUND, message, cause);
  }

  /** There is no such port. */
  static TransportException missing(String path, List<SerialPortInfo> present) {
    String others =
        present.isEmpty()
            ? "there are none: is the adapter plugged in?"
            : "there are: "
                + present.stream().map(SerialFailure::name).collect(Collectors.joining(", "));
    return new TransportException(Kind.NOT_FOUND, "no port " + path + "; " + others);
  }

  private static String name(SerialPortInfo port) {
    return port.path() + port.stablePath().map(stable -> " (" + stable + ')').orElse("");
  }

  /**
   * A port is there and does not open.
   *
   * @param path the port
   * @param line how its line was to be set
   * @param error what the operating system said
   * @param probe what the file system says
   */
  static TransportException notOpened(String path, LineSettings line, int error, PortProbe probe) {
    if (!probe.accessible() || (!isWindows() && (error == EACCES || error == EPERM))) {
      return denied(path, probe);
    }
    if (!isWindows() && error == EINVAL) {
      return new TransportException(
          Kind.REFUSED,
          path
              + " does not take "
              + line
              + ": choose baud= and format= that this port can do (error "
              + error
              + ')');
    }
    if (!isWindows() && error == OPEN_HERE || error != ENOTTY && isOurs(probe)) {
      return inUseHere(path, "");
    }
    if (isBusy(error)) {
      return inUse(path, probe.holder(), "", false, false);
    }
    if (isWindows() && error == WINDOWS_FILE_NOT_FOUND) {
      return new TransportException(Kind.NOT_FOUND, "no port " + path + " (error " + error + ')');
    }
    String what = error == ENOTTY ? " is no serial port" : " does not open as a serial port";
    return new TransportException(Kind.NOT_FOUND, path + what + " (error " + error + ')');
  }

  private static boolean isOurs(PortProbe probe) {
    return probe.holder().filter(PortHolder::isThisProgram).isPresent();
  }

  private static boolean isBusy(int error) {
    return isWindows()
        ? error == WINDOWS_ACCESS_DENIED // what Windows says when another program has the port
        : error == EAGAIN || error == EBUSY || error == EWOULDBLOCK_ON_MACOS;
  }

  private static boolean isWindows() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
  }

  private static TransportException denied(String path, PortProbe probe) {
    String group = probe.group().orElse("dialout");
    String advice =
        group.equals("root")
            ? ": it belongs to root alone; give it to a group of this user by a udev rule"
            : ": add this user to group "
                + group
                + " (sudo usermod -aG "
                + group
                + " $USER) and log in again";
    return new TransportException(Kind.PERMISSION_DENIED, "permission denied on " + path + advice);
  }

  /**
   * This program has the port open already.
   *
   * @param how how its line is set, empty when that is not known
   */
  static TransportException inUseHere(String path, String how) {
    return new TransportException(
        Kind.BUSY,
        path
            + " is in use by this program already"
            + at(how)
            + ": share the open reader, or close it first");
  }

  /**
   * Another program has the port open.
   *
   * @param holder who, as far as this user can see
   * @param how how its line is set, empty when that is not known
   * @param shareable whether it shares the port with others that set the line alike
   * @param shared whether it was to be shared
   */
  static TransportException inUse(
      String path, Optional<PortHolder> holder, String how, boolean shareable, boolean shared) {
    String use = how.isEmpty() ? "" : shareable ? " (use=shared)" : " (use=exclusive)";
    String advice =
        !shareable
            ? "stop that first"
            : shared
                ? "give both the same baud= and format="
                : "this meter needs the port alone, so stop that first";
    return new TransportException(
        Kind.BUSY,
        path
            + " is in use by another program"
            + holder.map(it -> " (" + it + ')').orElse("")
            + at(how)
            + use
            + ": "
            + advice);
  }

  private static String at(String how) {
    return how.isEmpty() ? "" : " at " + how;
  }
}
