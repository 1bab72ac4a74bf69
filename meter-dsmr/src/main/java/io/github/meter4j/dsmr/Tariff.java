package io.github.meter4j.dsmr;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the number of a tariff. */
final class Tariff {
  private static final Pattern NUMBER = Pattern.compile("(?i)\\s*(?:TARIFF|T)?\\s*(\\d{1,4})\\s*");

  private Tariff() {}

  /** The number, from 1, of {@code 0002}, {@code 03}, {@code TARIFF 1} or that in hexadecimal. */
  static Optional<Integer> parse(String sent) {
    return number(sent).or(() -> number(EquipmentId.decoded(sent))).filter(tariff -> tariff > 0);
  }

  private static Optional<Integer> number(String text) {
    Matcher matcher = NUMBER.matcher(text);
    return matcher.matches() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
  }
}
