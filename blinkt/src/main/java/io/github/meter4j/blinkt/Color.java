package io.github.meter4j.blinkt;

import io.github.meter4j.codec.Nearest;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The colour of an LED. The named ones stop at 200 of 255, so that none of them is glaring.
 *
 * @param red 0 to 255
 * @param green 0 to 255
 * @param blue 0 to 255
 */
public record Color(int red, int green, int blue) {
  /** An LED that is dark. */
  public static final Color OFF = new Color(0, 0, 0);

  /** Red. */
  public static final Color RED = new Color(200, 0, 0);

  /** Green. */
  public static final Color GREEN = new Color(0, 200, 0);

  /** Blue. */
  public static final Color BLUE = new Color(0, 0, 200);

  /** Yellow: red and green. */
  public static final Color YELLOW = new Color(200, 200, 0);

  /** Cyan: green and blue. */
  public static final Color CYAN = new Color(0, 200, 200);

  /** Purple: red and blue. */
  public static final Color PURPLE = new Color(200, 0, 200);

  /** White: all three. */
  public static final Color WHITE = new Color(200, 200, 200);

  private static final Pattern HEX = Pattern.compile("#[0-9a-fA-F]{6}");
  private static final Map<String, Color> NAMED = named();

  /**
   * A colour of three parts.
   *
   * @param red 0 to 255
   * @param green 0 to 255
   * @param blue 0 to 255
   * @throws IllegalArgumentException when one is not from 0 to 255
   */
  public Color {
    if (((red | green | blue) & ~0xff) != 0) {
      throw new IllegalArgumentException(
          "the parts of a colour are 0 to 255, not " + red + ", " + green + ", " + blue);
    }
  }

  private static Map<String, Color> named() {
    Map<String, Color> names = new LinkedHashMap<>();
    names.put("off", OFF);
    names.put("red", RED);
    names.put("green", GREEN);
    names.put("blue", BLUE);
    names.put("yellow", YELLOW);
    names.put("cyan", CYAN);
    names.put("purple", PURPLE);
    names.put("white", WHITE);
    return Collections.unmodifiableMap(names);
  }

  /**
   * The names that {@link #parse} knows.
   *
   * @return an unmodifiable list of lower-case words
   */
  public static Collection<String> names() {
    return NAMED.keySet();
  }

  /**
   * Reads a colour.
   *
   * @param text a name such as {@code red}, or {@code #c80000}
   * @return the colour
   * @throws IllegalArgumentException when it is neither; the message lists the names
   */
  public static Color parse(String text) {
    if (HEX.matcher(text).matches()) {
      int rgb = Integer.parseInt(text.substring(1), 16);
      return new Color(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff);
    }
    Color named = NAMED.get(text.toLowerCase(Locale.ROOT));
    if (named == null) {
      throw new IllegalArgumentException(
          "no colour \""
              + text
              + '"'
              + Nearest.suggestion(text, NAMED.keySet())
              + "; there is "
              + String.join(", ", NAMED.keySet())
              + ", or #c80000");
    }
    return named;
  }

  /** The name of a named colour, otherwise as in {@code #c80000}. */
  @Override
  public String toString() {
    for (Map.Entry<String, Color> named : NAMED.entrySet()) {
      if (named.getValue().equals(this)) {
        return named.getKey();
      }
    }
    return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
  }
}
