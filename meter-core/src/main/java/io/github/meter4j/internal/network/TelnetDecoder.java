package io.github.meter4j.internal.network;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Tells data from commands in what a Telnet peer sends (RFC 854 and 855), in any chunks. */
final class TelnetDecoder {
  /** Longer ones are cut: no option that is used here has any. */
  static final int LONGEST_SUBNEGOTIATION = 256;

  /** Takes what was found. */
  interface Sink {
    void data(byte b);

    /** WILL, WONT, DO or DONT. */
    void command(int verb, int option);

    /** What stood between SB and SE, without the option and with IAC once where it came twice. */
    void subnegotiation(int option, byte[] content);
  }

  private enum State {
    DATA,
    COMMAND,
    OPTION,
    SUBNEGOTIATION_OPTION,
    SUBNEGOTIATION,
    SUBNEGOTIATION_COMMAND
  }

  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private State state = State.DATA;
  private int verb;
  private int option;

  void feed(ByteBuffer bytes, Sink sink) {
    while (bytes.hasRemaining()) {
      state = next(bytes.get() & 0xff, sink);
    }
  }

  private State next(int b, Sink sink) {
    switch (state) {
      case DATA:
        if (b == Telnet.IAC) {
          return State.COMMAND;
        }
        sink.data((byte) b);
        return State.DATA;
      case COMMAND:
        return command(b, sink);
      case OPTION:
        sink.command(verb, b);
        return State.DATA;
      case SUBNEGOTIATION_OPTION:
        option = b;
        content.reset();
        return State.SUBNEGOTIATION;
      case SUBNEGOTIATION:
        if (b == Telnet.IAC) {
          return State.SUBNEGOTIATION_COMMAND;
        }
        keep(b);
        return State.SUBNEGOTIATION;
      default:
        return inSubnegotiation(b, sink);
    }
  }

  private State command(int b, Sink sink) {
    if (b == Telnet.IAC) {
      sink.data((byte) b);
      return State.DATA;
    }
    if (Telnet.isVerb(b)) {
      verb = b;
      return State.OPTION;
    }
    // the others have no option, and none of them asks a meter reader for anything
    return b == Telnet.SB ? State.SUBNEGOTIATION_OPTION : State.DATA;
  }

  private State inSubnegotiation(int b, Sink sink) {
    if (b == Telnet.IAC) {
      keep(b);
      return State.SUBNEGOTIATION;
    }
    if (b == Telnet.SE) {
      sink.subnegotiation(option, content.toByteArray());
      return State.DATA;
    }
    return command(b, sink); // its end was lost, and so is what it said
  }

  private void keep(int b) {
    if (content.size() < LONGEST_SUBNEGOTIATION) {
      content.write(b);
    }
  }
}
