package io.github.meter4j.internal.network;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** The bytes of Telnet: commands by RFC 854 and RFC 855, options by RFC 856, 858 and 2217. */
final class Telnet {
  static final int SE = 240;
  static final int SB = 250;
  static final int WILL = 251;
  static final int WONT = 252;
  static final int DO = 253;
  static final int DONT = 254;
  static final int IAC = 255;

  static final int BINARY = 0;
  static final int SUPPRESS_GO_AHEAD = 3;
  static final int COM_PORT = 44;

  private Telnet() {}

  /** Whether a command byte is followed by an option: WILL, WONT, DO and DONT are. */
  static boolean isVerb(int command) {
    return command >= WILL && command <= DONT;
  }

  /** A request or an answer about an option. */
  static byte[] command(int verb, int option) {
    return new byte[] {(byte) IAC, (byte) verb, (byte) option};
  }

  /** What one side says to the other within an option. */
  static byte[] subnegotiation(int option, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(IAC);
    out.write(SB);
    out.write(option);
    out.writeBytes(escape(ByteBuffer.wrap(content)));
    out.write(IAC);
    out.write(SE);
    return out.toByteArray();
  }

  /** Data as it goes over the line: a byte that would begin a command is sent twice. */
  static byte[] escape(ByteBuffer data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(data.remaining() + 8);
    while (data.hasRemaining()) {
      byte b = data.get();
      out.write(b);
      if ((b & 0xff) == IAC) {
        out.write(b);
      }
    }
    return out.toByteArray();
  }
}
