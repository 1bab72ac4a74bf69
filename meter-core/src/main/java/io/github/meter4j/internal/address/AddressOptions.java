package io.github.meter4j.internal.address;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The options behind the question mark of an address. */
public final class AddressOptions {
  private AddressOptions() {}

  /**
   * Reads {@code name=value&name=value}.
   *
   * @throws IllegalArgumentException when it has another form or names an option twice
   */
  public static Map<String, String> parse(String query) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String pair : query.split("&")) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "\"" + pair + "\" is no option; options have the form name=value");
      }
      String name = pair.substring(0, equals);
      String text = decode("option " + name, pair.substring(equals + 1));
      if (texts.put(name, text) != null) {
        throw new IllegalArgumentException("option " + name + " is given more than once");
      }
    }
    return texts;
  }

  /** Percent sequences only: a plus sign stays one, as in an offset from UTC. */
  public static String decode(String what, String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // neither the text nor the cause: it may be a secret
      throw new IllegalArgumentException(what + " has a % that begins no code: write %25 for it");
    }
  }
}
