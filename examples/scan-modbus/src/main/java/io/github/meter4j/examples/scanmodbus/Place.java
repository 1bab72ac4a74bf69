package io.github.meter4j.examples.scanmodbus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the line is.
 *
 * @param scheme the transport, as in meter addresses
 * @param target what the transport opens, with the slashes that an address has before a host
 */
record Place(String scheme, String target) {
  private static final String SERIAL = "serial";

  /** Reads {@code /dev/ttyUSB0}, {@code tcp://host:502} or {@code sim:rs485}. */
  static Place parse(String text) {
    int colon = text.indexOf(':');
    boolean named =
        colon > 1 && text.substring(0, colon).chars().allMatch(Character::isLetterOrDigit);
    return named && text.charAt(0) != '/'
        ? new Place(text.substring(0, colon), text.substring(colon + 1))
        : new Place(SERIAL, text);
  }

  /** Whether the line has a speed and a format. */
  boolean isSerial() {
    return scheme.equals(SERIAL);
  }

  /** An address for looking around. */
  String lookingAround(LineSetting setting, Duration patience, int tries) {
    List<String> options = new ArrayList<>(setting.options());
    options.add("reply-timeout=" + patience.toMillis() + "ms");
    options.add("tries=" + tries);
    return address("modbus", options);
  }

  /** The address of a meter. */
  String address(String driver, List<String> options) {
    String transport = isSerial() ? "" : '+' + scheme;
    return driver + transport + ':' + target + '?' + String.join("&", options);
  }

  @Override
  public String toString() {
    return isSerial() ? target : scheme + ':' + target;
  }
}
