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

  /** Luxmetering P1 1.1.3, section 3.2.5: the same for every meter. */
  static final byte[] LUXEMBOURG_AUTHENTICATION =
      HexFormat.of().parseHex("00112233445566778899aabbccddeeff");

  private final byte[] encryption;
  private final Optional<byte[]> authentication;

  private DsmrKey(byte[] encryption, Optional<byte[]> authentication) {
    this.encryption = encryption;
    this.authentication = authentication;
  }

  /**
   * A customer key, with the authentication key of Luxembourg or none, whichever the tag shows.
   *
   * @param hexadecimal 32 hexadecimal digits; blanks and colons are allowed
   * @return the key
   * @throws IllegalArgumentException when it is no such key; the message does not repeat it
   */
  public static DsmrKey of(String hexadecimal) {
    return new DsmrKey(parse(hexadecimal), Optional.empty());
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
    return new DsmrKey(parse(hexadecimal), Optional.of(parse(authentication)));
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

  /** Says only whether there is an authentication key. */
  @Override
  public String toString() {
    return authentication.isPresent() ? "key with authentication key" : "key";
  }
}
