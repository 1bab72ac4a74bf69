package io.github.meter4j.internal.address;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The parts of {@code driver[+transport]:target[?option=value&...]}.
 *
 * @param driver the name of the driver
 * @param scheme the scheme of the transport, empty for the default one of the driver
 * @param target the target, without percent sequences
 * @param options names and texts, without percent sequences
 */
public record MeterAddress(
    String driver, Optional<String> scheme, String target, Map<String, String> options) {

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException when it has another form
   */
  public static MeterAddress parse(String address) {
    int colon = address.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException(
          "\""
              + address
              + "\" is no meter address; it has the form"
              + " driver[+transport]:target[?option=value&...], as in dsmr:/dev/ttyUSB0");
    }
    String head = address.substring(0, colon);
    int plus = head.indexOf('+');
    int question = address.indexOf('?', colon);
    String query = question < 0 ? "" : address.substring(question + 1);
    String target = address.substring(colon + 1, question < 0 ? address.length() : question);
    return new MeterAddress(
        plus < 0 ? head : head.substring(0, plus),
        plus < 0 ? Optional.empty() : Optional.of(head.substring(plus + 1)),
        AddressOptions.decode("the target", target.startsWith("//") ? target.substring(2) : target),
        AddressOptions.parse(query));
  }

  /**
   * Writes the address without its options.
   *
   * @param isHost whether the target is a host, which has two slashes in front
   */
  public String place(boolean isHost) {
    // slashes that belong to the target need others in front, which parse takes off
    return driver
        + scheme.map(name -> '+' + name).orElse("")
        + (isHost || target.startsWith("//") ? "://" : ":")
        + target.replace("%", "%25").replace("?", "%3F");
  }

  /**
   * Writes the address; {@link #parse} makes the same of it.
   *
   * @param isHost whether the target is a host, which has two slashes in front
   */
  public String write(boolean isHost) {
    String query =
        options.entrySet().stream()
            .map(entry -> entry.getKey() + '=' + encode(entry.getValue()))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? place(isHost) : place(isHost) + '?' + query;
  }

  /** Only what would be read as something else. */
  private static String encode(String text) {
    return text.replace("%", "%25").replace("&", "%26");
  }
}
