package io.github.meter4j.dsmr;

import io.github.meter4j.reading.Quantity;

/**
 * A limit that the meter enforces.
 *
 * @param value the limit as sent: in kW, kVA or A
 * @param off whether the number, all nines, means that there is no limit
 */
public record Threshold(Quantity value, boolean off) {

  static Threshold of(Quantity value) {
    String digits = value.digits().replace(".", "");
    boolean nines = digits.length() >= 3 && digits.chars().allMatch(ch -> ch == '9');
    return new Threshold(value, nines);
  }
}
