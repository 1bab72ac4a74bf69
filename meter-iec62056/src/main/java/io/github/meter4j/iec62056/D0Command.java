package io.github.meter4j.iec62056;

import io.github.meter4j.codec.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a reader sends to a meter, and the meter's blocks that answer it: a command of two
 * characters with its data, {@code SOH P1 STX (00000000) ETX BCC}, or data alone, {@code STX ...
 * ETX BCC}.
 *
 * <p>There is nothing here that writes to a meter.
 *
 * @param command two characters such as {@code P1}, {@code R1} or {@code B0}; empty for data alone
 * @param data what stands between STX and ETX; empty where there is no STX
 */
public record D0Command(String command, String data) {
  /** Ends a session: {@code SOH B0 ETX q}. */
  public static final D0Command BREAK = new D0Command("B0", "");

  /** Good, go on; also the first byte of the acknowledgement of an identification. */
  public static final byte ACK = 0x06;

  /** Not good, repeat. */
  public static final byte NAK = 0x15;

  private static final byte SOH = 0x01;
  private static final int COMMAND_LENGTH = 2;
  private static final int LONGEST_ADDRESS = 32;

  /**
   * Checks the characters.
   *
   * @param command two characters; empty for data alone
   * @param data what stands between STX and ETX
   * @throws IllegalArgumentException when the command is not of two characters, or something in it
   *     does not print
   */
  public D0Command {
    if (!command.isEmpty() && command.length() != COMMAND_LENGTH) {
      throw new IllegalArgumentException("a command has two characters, not \"" + command + '"');
    }
    requireText(command);
    requireText(data.replace("\r", "").replace("\n", ""));
  }

  private static void requireText(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        throw new IllegalArgumentException("a character that does not print, at " + i);
      }
    }
  }

  /**
   * Asks a meter to identify itself: {@code /?!}.
   *
   * @param address the address of the meter, up to 32 letters, digits and blanks; empty for any
   * @return the bytes with CR LF
   * @throws IllegalArgumentException when the address is none
   */
  public static byte[] request(String address) {
    if (!isAddress(address)) {
      throw new IllegalArgumentException("no device address: \"" + address + '"');
    }
    return ascii("/?" + address + "!\r\n");
  }

  static boolean isAddress(String text) {
    boolean good = text.length() <= LONGEST_ADDRESS;
    for (int i = 0; i < text.length(); i++) {
      char ch = text.charAt(i);
      good &= ch < 0x80 && (Character.isLetterOrDigit(ch) || ch == ' ');
    }
    return good;
  }

  /**
   * Acknowledges an identification: {@code ACK 0 5 0}.
   *
   * @param protocol {@code 0} normal, {@code 1} secondary
   * @param baudCharacter the speed to go on with
   * @param mode {@code 0} readout, {@code 1} programming
   * @return the bytes with CR LF
   */
  public static byte[] acknowledge(char protocol, char baudCharacter, char mode) {
    return new byte[] {ACK, (byte) protocol, (byte) baudCharacter, (byte) mode, '\r', '\n'};
  }

  /**
   * Sends a password: {@code P1}.
   *
   * @param password the password as the meter wants it
   * @return the command
   */
  public static D0Command password(String password) {
    return new D0Command("P1", '(' + password + ')');
  }

  /**
   * Asks for a register: {@code R5}, with the answer formatted as in a readout, or {@code R1}.
   *
   * @param code the code of the register
   * @param formatted whether the answer is formatted
   * @return the command
   */
  public static D0Command read(String code, boolean formatted) {
    return new D0Command(formatted ? "R5" : "R1", code + "()");
  }

  /**
   * The bytes with their block check.
   *
   * @return what goes over the line, seven bits a character
   */
  public byte[] encode() {
    String head = command.isEmpty() ? "\2" : "\1" + command + (data.isEmpty() ? "" : "\2");
    byte[] bytes = ascii(head + data + "\3?");
    // A command counts from behind SOH with its STX, data alone from behind STX.
    bytes[bytes.length - 1] = (byte) Bytes.xor(bytes, 1, bytes.length - 1);
    return bytes;
  }

  /**
   * Reads a block.
   *
   * @param bytes one block from SOH or STX to its check
   * @return the command, or empty when it is none or its check does not match
   */
  public static Optional<D0Command> parse(byte[] bytes) {
    int last = bytes.length - 1;
    if (last < 2
        || bytes[last - 1] != D0Framer.ETX
        || Bytes.xor(bytes, 1, last) != bytes[last]
        || (bytes[0] != SOH && bytes[0] != D0Framer.STX)) {
      return Optional.empty();
    }
    int data = 1;
    String command = "";
    if (bytes[0] == SOH) {
      boolean stx = last > 1 + COMMAND_LENGTH + 1 && bytes[1 + COMMAND_LENGTH] == D0Framer.STX;
      data = stx ? 2 + COMMAND_LENGTH : last - 1;
      command = Bytes.text(bytes, 1, Math.min(last - 1, 1 + COMMAND_LENGTH));
    }
    try {
      return Optional.of(new D0Command(command, Bytes.text(bytes, data, last - 1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Adds even parity in bit 7, for a port that can only do 8N1.
   *
   * @param bytes text of seven bits
   * @return a copy with parity
   */
  public static byte[] withParity(byte[] bytes) {
    byte[] copy = Arrays.copyOf(bytes, bytes.length);
    for (int i = 0; i < copy.length; i++) {
      int odd = Integer.bitCount(copy[i] & 0x7f) & 1;
      copy[i] = (byte) (copy[i] & 0x7f | odd << 7);
    }
    return copy;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
