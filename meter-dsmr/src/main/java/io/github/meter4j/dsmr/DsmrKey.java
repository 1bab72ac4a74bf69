package io.github.meter4j.dsmr;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The keys that open encrypted telegrams: what the grid operator calls the customer key, and where
 * it is not the public one of Luxembourg, the authentication key. Never prints them.
 */
public final class DsmrKey {
  private static final int LENGTH = 16;
  static final int TITLE_BYTES = 8;

  /** Luxmetering P1 1.1.3, section 3.2.5: the same for every meter. */
  static final byte[] LUXEMBOURG_AUTHENTICATION =
      HexFormat.of().parseHex("00112233445566778899aabbccddeeff");

  private final byte[] encryption;
  private final Optional<byte[]> authentication;

  private final Optional<byte[]> title;

  private DsmrKey(byte[] encryption, Optional<byte[]> authentication, Optional<byte[]> title) {
    this.encryption = encryption;
    this.authentication = authentication;
    this.title = title;
  }

  /**
   * A customer key, with the authentication key of Luxembourg or none, whichever the tag shows.
   *
   * @param hexadecimal 32 hexadecimal digits; blanks and colons are allowed
   * @return the key
   * @throws IllegalArgumentException when it is no such key; the message does not repeat it
   */
  public static DsmrKey of(String hexadecimal) {
    return new DsmrKey(parse(hexadecimal), Optional.empty(), Optional.empty());
  }

  /**
   * A customer key and an authentication key, as in Poland.
   *
   * @param hexadecimal 32 hexadecimal digits; blanks and colons are allowed
   * @param authentication 32 hexadecimal digits; blanks and colons are allowed
   * @return the key
   * @throws IllegalArgumentException when one is no such key; the message does not repeat it
   */
  public static DsmrKey of(String hexadecimal, String authentication) {
    return new DsmrKey(parse(hexadecimal), Optional.of(parse(authentication)), Optional.empty());
  }

  /**
   * The same with the system title of the meter, which is a part of the nonce: for meters whose
   * frames come without it, such as the Elgama GAMA. A title in a frame goes before this one.
   *
   * @param hexadecimal 16 hexadecimal digits; blanks and colons are allowed
   * @return the key
   * @throws IllegalArgumentException when it is no such title
   */
  public DsmrKey withTitle(String hexadecimal) {
    byte[] bytes = HexFormat.of().parseHex(requireTitle(hexadecimal));
    return new DsmrKey(encryption, authentication, Optional.of(bytes));
  }

  /** The digits of a system title alone. */
  static String requireTitle(String text) {
    String digits = text.replaceAll("[\\s:]", "");
    if (!digits.matches("[0-9A-Fa-f]{16}")) {
      throw new IllegalArgumentException(
          "a system title has 16 hexadecimal digits, this has " + digits.length() + " characters");
    }
    return digits;
  }

  private static byte[] parse(String text) {
    String digits = text.replaceAll("[\\s:]", "");
    if (!digits.matches("[0-9A-Fa-f]{32}")) {
      throw new IllegalArgumentException(
          "a key has 32 hexadecimal digits, this has " + digits.length() + " characters");
    }
    return HexFormat.of().parseHex(digits);
  }

  byte[] encryption() {
    return Arrays.copyOf(encryption, LENGTH);
  }

  Optional<byte[]> authentication() {
    return authentication.map(key -> Arrays.copyOf(key, LENGTH));
  }

  Optional<byte[]> title() {
    return title.map(byte[]::clone);
  }

  /** Says only whether there is an authentication key. */
  @Override
  public String toString() {
    return authentication.isPresent() ? "key with authentication key" : "key";
  }
}
