package io.github.meter4j.iec62056;

import io.github.meter4j.codec.Bytes;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes readouts, for simulators and tests: the counterpart of {@link Iec62056#decode(byte[])}.
 * Objects stand in the order in which they are added; nothing checks that a meter would send them.
 *
 * <pre>{@code
 * byte[] telegram =
 *     D0Encoder.of("EBZ5DD32R06ETA_107")
 *         .number("1.8.0", Quantity.of("1234.567", Unit.KILOWATT_HOUR), 9, 3)
 *         .encode();
 * }</pre>
 *
 * <p>A meter of mode D sends its identification and its data in one piece, see {@link #encode()}. A
 * meter that is polled sends them one after the other, as {@link #identificationLine} and {@link
 * #block()}.
 *
 * <p>For one thread.
 */
public final class D0Encoder {
  private static final String LINE_END = "\r\n";
  private static final String FORBIDDEN = "()/!";

  private final String ident;
  private final StringBuilder text = new StringBuilder(512);
  private String separator = LINE_END;

  private D0Encoder(String ident) {
    this.ident = ident;
  }

  /**
   * A readout without objects.
   *
   * @param ident the identification without its leading slash: three letters of the maker, the
   *     character for the speed, the meter's own text, as in {@code ISk5MT174-0001}
   * @return an encoder to add objects to
   * @throws IllegalArgumentException when the text is empty or does not print
   */
  public static D0Encoder of(String ident) {
    identification(ident);
    return new D0Encoder(ident);
  }

  /**
   * Adds an object: its code and its groups as text.
   *
   * @param code the code, as in {@code 1-0:1.8.0*255}, {@code 1.8.0} or {@code F.F}
   * @param groups the text of each group without its parentheses
   * @return this encoder
   * @throws IllegalArgumentException when there is no group, or a character is forbidden in a code
   *     or in a value
   */
  public D0Encoder object(String code, String... groups) {
    if (groups.length == 0 || code.isEmpty()) {
      throw new IllegalArgumentException("an object has a code and at least one group");
    }
    requireText(code, FORBIDDEN);
    finishLine();
    text.append(code);
    for (String group : groups) {
      requireText(group, FORBIDDEN);
      text.append('(').append(group).append(')');
    }
    separator = LINE_END;
    return this;
  }

  /**
   * Lets the next object stand in the same line.
   *
   * @return this encoder
   */
  public D0Encoder sameLine() {
    separator = "";
    return this;
  }

  private void finishLine() {
    if (text.length() > 0) {
      text.append(separator);
    }
  }

  /**
   * Adds a register: {@code 1-0:16.7.0*255(-000458.90*W)}.
   *
   * @param code the code
   * @param value the value with its unit
   * @param digits how many digits are sent, padded with zeros
   * @param decimals how many of them stand behind the point
   * @return this encoder
   * @throws IllegalArgumentException when a character is forbidden, or the value has more digits or
   *     more decimals
   */
  public D0Encoder number(String code, Quantity value, int digits, int decimals) {
    BigDecimal shown = value.toBigDecimal();
    if (shown.stripTrailingZeros().scale() > decimals) {
      throw new IllegalArgumentException(value + " has more than " + decimals + " decimals");
    }
    String all = shown.setScale(decimals).abs().unscaledValue().toString();
    if (all.length() > digits || decimals >= digits) {
      throw new IllegalArgumentException(value + " does not fit into " + digits + " digits");
    }
    String padded = "0".repeat(digits - all.length()) + all;
    int point = digits - decimals;
    StringBuilder group = new StringBuilder(shown.signum() < 0 ? "-" : "");
    group.append(padded, 0, point);
    if (decimals > 0) {
      group.append('.').append(padded, point, digits);
    }
    if (value.unit() != Unit.NONE) {
      group.append('*').append(value.unit().symbol());
    }
    return object(code, group.toString());
  }

  private static void requireText(String value, String forbidden) {
    for (int i = 0; i < value.length(); i++) {
      char ch = value.charAt(i);
      if (ch < ' ' || ch > '~' || forbidden.indexOf(ch) >= 0) {
        throw new IllegalArgumentException(
            "a character that is forbidden in readouts at " + i + ": \"" + value + '"');
      }
    }
  }

  /**
   * The telegram that a meter sends by itself, in mode D: no STX, no block check.
   *
   * @return the bytes from the slash to the end of the last line
   */
  public byte[] encode() {
    return ascii(identification(ident) + LINE_END + data());
  }

  /**
   * The block that a meter sends when it is polled: {@code STX ... ! CR LF ETX BCC}.
   *
   * @return the bytes
   */
  public byte[] block() {
    byte[] bytes = ascii("\2" + data() + "\3?");
    bytes[bytes.length - 1] = (byte) Bytes.xor(bytes, 1, bytes.length - 1);
    return bytes;
  }

  /**
   * The identification line and the block behind it, as they are heard on the line of a meter that
   * is polled.
   *
   * @return the bytes from the slash to the block check
   */
  public byte[] encodeWithBlockCheck() {
    byte[] line = identificationLine(ident);
    byte[] block = block();
    byte[] all = Arrays.copyOf(line, line.length + block.length);
    System.arraycopy(block, 0, all, line.length, block.length);
    return all;
  }

  /**
   * What a meter replies to a request to identify itself.
   *
   * @param ident the identification without its slash
   * @return the bytes
   * @throws IllegalArgumentException when the identification does not print
   */
  public static byte[] identificationLine(String ident) {
    return ascii(identification(ident));
  }

  private static String identification(String ident) {
    if (ident.isEmpty()) {
      throw new IllegalArgumentException("an identification has at least three letters");
    }
    requireText(ident, "/!");
    return '/' + ident + LINE_END;
  }

  private String data() {
    return text + (text.length() > 0 ? LINE_END : "") + '!' + LINE_END;
  }

  private static byte[] ascii(String all) {
    return all.getBytes(StandardCharsets.US_ASCII);
  }
}
