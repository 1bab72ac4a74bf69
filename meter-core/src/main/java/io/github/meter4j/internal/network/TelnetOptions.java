package io.github.meter4j.internal.network;

import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which options the two sides of a Telnet connection have agreed on. What is on already is not
 * answered again, so two sides that answer each other come to an end (RFC 854; RFC 1143 says why).
 */
final class TelnetOptions {
  private enum State {
    OFF,
    REQUESTED,
    ON,
    REFUSED
  }

  private final Map<Integer, State> ours = new HashMap<>();
  private final Map<Integer, State> theirs = new HashMap<>();

  /** Both sides may use these options; every other one is refused. */
  TelnetOptions(Collection<Integer> wanted) {
    for (int option : wanted) {
      ours.put(option, State.OFF);
      theirs.put(option, State.OFF);
    }
  }

  /** What a side says first that wants these options on both sides. */
  byte[] request(List<Integer> options) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int option : options) {
      request(out, ours, Telnet.WILL, option);
      request(out, theirs, Telnet.DO, option);
    }
    return out.toByteArray();
  }

  /** What a side says first that wants to use an option itself. */
  byte[] offer(int option) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    request(out, ours, Telnet.WILL, option);
    return out.toByteArray();
  }

  private static void request(
      ByteArrayOutputStream out, Map<Integer, State> side, int verb, int option) {
    side.put(option, State.REQUESTED);
    out.writeBytes(Telnet.command(verb, option));
  }

  /** Notes what the peer says of an option; what to answer, if anything. */
  Optional<byte[]> heard(int verb, int option) {
    return switch (verb) {
      case Telnet.DO -> on(ours, option, Telnet.WILL, Telnet.WONT);
      case Telnet.DONT -> off(ours, option, Telnet.WONT);
      case Telnet.WILL -> on(theirs, option, Telnet.DO, Telnet.DONT);
      case Telnet.WONT -> off(theirs, option, Telnet.DONT);
      default -> throw new IllegalArgumentException("no verb: " + verb);
    };
  }

  private static Optional<byte[]> on(Map<Integer, State> side, int option, int yes, int no) {
    State before = side.get(option);
    if (before == null) {
      return Optional.of(Telnet.command(no, option));
    }
    side.put(option, State.ON);
    boolean isAnswer = before == State.ON || before == State.REQUESTED;
    return isAnswer ? Optional.empty() : Optional.of(Telnet.command(yes, option));
  }

  private static Optional<byte[]> off(Map<Integer, State> side, int option, int no) {
    State before = side.get(option);
    if (before == null) {
      return Optional.empty(); // it never was on
    }
    side.put(option, State.REFUSED);
    return before == State.ON ? Optional.of(Telnet.command(no, option)) : Optional.empty();
  }

  /** Whether the peer lets this side use the option. */
  boolean isOurs(int option) {
    return ours.get(option) == State.ON;
  }

  /** Whether the peer has said that this side must not use the option. */
  boolean isRefused(int option) {
    return ours.get(option) == State.REFUSED;
  }
}
