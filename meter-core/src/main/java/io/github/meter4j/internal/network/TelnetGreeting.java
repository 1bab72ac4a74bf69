package io.github.meter4j.internal.network;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Leaves out the negotiation that a Telnet port begins with (RFC 854, RFC 855), and nothing else:
 * from the first byte on that is no part of it every byte is data, also one of value 255. For
 * whoever reads a plain connection and does not know that it is one of Telnet.
 */
final class TelnetGreeting {
  /** What is longer without an end is none. */
  static final int LONGEST = 64;

  /** Options have numbers up to this. */
  private static final int LAST_OPTION = 49;

  /** What has come of a command that is not complete. */
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();

  private boolean over;

  /** Whether every byte is data from now on. */
  boolean isOver() {
    return over;
  }

  /**
   * Takes bytes as they came.
   *
   * @return those that are data
   */
  byte[] feed(ByteBuffer bytes) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    while (bytes.hasRemaining()) {
      byte b = bytes.get();
      if (over) {
        data.write(b);
      } else {
        held.write(b);
        look(data);
      }
    }
    return data.toByteArray();
  }

  /**
   * There is no negotiation any more: this side has sent something, so what comes may answer it.
   *
   * @return what was held back
   */
  byte[] end() {
    over = true;
    byte[] rest = held.toByteArray();
    held.reset();
    return rest;
  }

  private void look(ByteArrayOutputStream data) {
    byte[] command = held.toByteArray();
    if (isComplete(command)) {
      held.reset();
    } else if (command.length >= LONGEST || !mayBegin(command)) {
      data.writeBytes(end());
    }
  }

  private static boolean mayBegin(byte[] command) {
    int verb = command.length < 2 ? Telnet.SB : command[1] & 0xff;
    int option = command.length < 3 ? 0 : command[2] & 0xff;
    return (command[0] & 0xff) == Telnet.IAC
        && (Telnet.isVerb(verb) || verb == Telnet.SB)
        && option <= LAST_OPTION;
  }

  private static boolean isComplete(byte[] command) {
    int length = command.length;
    if (length < 3 || !mayBegin(command)) {
      return false;
    }
    return Telnet.isVerb(command[1] & 0xff)
        || (length >= 5
            && (command[length - 1] & 0xff) == Telnet.SE
            && (command[length - 2] & 0xff) == Telnet.IAC);
  }
}
