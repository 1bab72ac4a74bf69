package io.github.meter4j.internal.diagnosis;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Protocols of meters that are text, by what stands in each of their messages. */
enum TextProtocol {
  CURRENT_COST("<msg>|</msg>", "messages of Current Cost, use driver cc128"),
  /** A French meter: label, value and check character between spaces, a line each. */
  TIC(
      "(?m)^(ADCO|ADSC|PAPP|EAST|IINST)[ \\t]",
      "TIC of a French meter, which this library does not read"),
  P1("[01]-\\d:\\d{1,2}\\.\\d{1,2}\\.\\d", "a P1 or D0 meter, use driver dsmr or iec62056");

  private final Pattern sign;
  private final String description;

  TextProtocol(String sign, String description) {
    this.sign = Pattern.compile(sign);
    this.description = description;
  }

  /** The first whose sign is in these bytes. */
  static Optional<TextProtocol> in(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    for (TextProtocol protocol : values()) {
      if (protocol.sign.matcher(text).find()) {
        return Optional.of(protocol);
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return description;
  }
}
