package io.github.meter4j.spi;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A declared option of a driver or a transport: what an address may say, what it means and what
 * holds when it says nothing. The tables in the README are made from these.
 *
 * @param <T> the type of its value
 */
public final class OptionSpec<T> {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

  private final String name;
  private final String form;
  private final Optional<String> defaultText;
  private final String meaning;
  private final Function<String, T> parser;
  private final Function<? super T, String> writer;

  /** Whether a message may show what was given; a secret that is given in clear must not be. */
  private final boolean printable;

  private OptionSpec(
      String name,
      String form,
      Optional<String> defaultText,
      String meaning,
      Function<String, T> parser,
      Function<? super T, String> writer,
      boolean printable) {
    this.name = name;
    this.form = form;
    this.defaultText = defaultText;
    this.meaning = meaning;
    this.parser = parser;
    this.writer = writer;
    this.printable = printable;
  }

  /**
   * An option with a form of its own.
   *
   * @param <T> the type of its value
   * @param name the name in an address
   * @param form what a value looks like, for messages and tables
   * @param defaultText the value when the address has none; empty when there is no default
   * @param meaning what it does, as one phrase
   * @param parser makes the value; throws {@link IllegalArgumentException} when the text is wrong
   * @return the option
   */
  public static <T> OptionSpec<T> of(
      String name, String form, String defaultText, String meaning, Function<String, T> parser) {
    return of(name, form, defaultText, meaning, parser, String::valueOf);
  }

  /**
   * An option with a form of its own, whose values do not print as an address writes them.
   *
   * @param <T> the type of its value
   * @param name the name in an address
   * @param form what a value looks like, for messages and tables
   * @param defaultText the value when the address has none; empty when there is no default
   * @param meaning what it does, as one phrase
   * @param parser makes the value; throws {@link IllegalArgumentException} when the text is wrong
   * @param writer makes the text of a value
   * @return the option
   */
  public static <T> OptionSpec<T> of(
      String name,
      String form,
      String defaultText,
      String meaning,
      Function<String, T> parser,
      Function<? super T, String> writer) {
    Optional<String> given = defaultText.isEmpty() ? Optional.empty() : Optional.of(defaultText);
    return new OptionSpec<>(name, form, given, meaning, parser, writer, true);
  }

  /**
   * A whole number.
   *
   * @param name the name in an address
   * @param least the smallest value
   * @param most the largest value
   * @param defaultText the default, empty for none
   * @param meaning what it does
   * @return the option
   */
  public static OptionSpec<Integer> integer(
      String name, int least, int most, String defaultText, String meaning) {
    String form = least + " to " + most;
    return of(
        name,
        form,
        defaultText,
        meaning,
        text -> {
          int value = Integer.parseInt(text);
          if (value < least || value > most) {
            throw new IllegalArgumentException(text);
          }
          return value;
        });
  }

  /**
   * One word out of an enum, written in lower case.
   *
   * @param <E> the enum
   * @param name the name in an address
   * @param type the enum
   * @param defaultText the default, empty for none
   * @param meaning what it does
   * @return the option
   */
  public static <E extends Enum<E>> OptionSpec<E> choice(
      String name, Class<E> type, String defaultText, String meaning) {
    List<E> constants = Arrays.asList(type.getEnumConstants());
    String form = constants.stream().map(OptionSpec::word).collect(Collectors.joining(", "));
    return of(
        name,
        form,
        defaultText,
        meaning,
        text ->
            constants.stream()
                .filter(constant -> word(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text)),
        OptionSpec::word);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Yes or no, written {@code true} or {@code false}.
   *
   * @param name the name in an address
   * @param defaultText the default, empty for none
   * @param meaning what it does
   * @return the option
   */
  public static OptionSpec<Boolean> flag(String name, String defaultText, String meaning) {
    return of(
        name,
        "true, false",
        defaultText,
        meaning,
        text -> {
          if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(text);
          }
          return text.equals("true");
        });
  }

  /**
   * A length of time, written {@code 500ms}, {@code 10s}, {@code 5m} or {@code 1h}.
   *
   * @param name the name in an address
   * @param defaultText the default, empty for none
   * @param meaning what it does
   * @return the option
   */
  public static OptionSpec<Duration> duration(String name, String defaultText, String meaning) {
    return of(
        name,
        "a time such as 10s",
        defaultText,
        meaning,
        OptionSpec::parseDuration,
        OptionSpec::writeDuration);
  }

  /**
   * Reads a length of time as an address writes it.
   *
   * @param text a whole number with {@code ms}, {@code s}, {@code m} or {@code h} behind it
   * @return the duration
   * @throws IllegalArgumentException when the text is none
   */
  public static Duration parseDuration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text);
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      default -> Duration.ofHours(count);
    };
  }

  private static String writeDuration(Duration value) {
    if (value.toNanos() % 1_000_000 != 0) {
      throw new IllegalArgumentException(value + " is no whole number of milliseconds");
    }
    long millis = value.toMillis();
    if (millis % 3_600_000 == 0) {
      return millis / 3_600_000 + "h";
    }
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }

  /**
   * A fixed offset from UTC, written {@code +01:00}.
   *
   * @param name the name in an address
   * @param meaning what it does
   * @return the option; it has no default
   */
  public static OptionSpec<ZoneOffset> offset(String name, String meaning) {
    return of(name, "an offset such as +01:00", "", meaning, text -> checked(ZoneOffset::of, text));
  }

  /**
   * A time zone, written {@code Europe/Brussels}.
   *
   * @param name the name in an address
   * @param meaning what it does
   * @return the option; it has no default
   */
  public static OptionSpec<ZoneId> zone(String name, String meaning) {
    return of(
        name, "a zone such as Europe/Brussels", "", meaning, text -> checked(ZoneId::of, text));
  }

  private static <T> T checked(Function<String, T> parser, String text) {
    try {
      return parser.apply(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /**
   * A secret, given by reference: {@code env:NAME} for an environment variable or {@code file:PATH}
   * for the first line of a file.
   *
   * @param name the name in an address
   * @param meaning what it does
   * @return the option; it has no default
   */
  public static OptionSpec<Secret> secret(String name, String meaning) {
    return new OptionSpec<>(
        name,
        "env:NAME or file:PATH",
        Optional.empty(),
        meaning,
        Secret::parse,
        Secret::toString,
        false);
  }

  /**
   * The name in an address.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * What a value looks like.
   *
   * @return a phrase
   */
  public String form() {
    return form;
  }

  /**
   * The same option where it has another default.
   *
   * @param text the value when the address has none
   * @return the option
   */
  public OptionSpec<T> withDefault(String text) {
    return new OptionSpec<>(name, form, Optional.of(text), meaning, parser, writer, printable);
  }

  /**
   * The value when the address has none.
   *
   * @return the text, or empty when there is no default
   */
  public Optional<String> defaultText() {
    return defaultText;
  }

  /**
   * What it does.
   *
   * @return a phrase
   */
  public String meaning() {
    return meaning;
  }

  /**
   * Reads a value.
   *
   * @param text the text in an address
   * @return the value
   * @throws IllegalArgumentException naming the option, the text unless this is a secret, and what
   *     a value looks like
   */
  public T parse(String text) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "option "
              + name
              + (printable ? " cannot be \"" + text + '"' : " is no reference")
              + "; it takes "
              + form,
          e);
    }
  }

  /**
   * Writes a value as an address has it.
   *
   * @param value the value
   * @return the text, of which {@link #parse} makes the same value
   * @throws IllegalArgumentException when an address cannot have this value
   */
  public String write(T value) {
    Objects.requireNonNull(value, () -> "the value of option " + name);
    String text;
    try {
      text = writer.apply(value);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "option " + name + " cannot be " + value + "; it takes " + form, e);
    }
    if (!parse(text).equals(value)) {
      throw new IllegalArgumentException(
          "option " + name + " cannot be " + value + "; it takes " + form);
    }
    return text;
  }

  /** The name. */
  @Override
  public String toString() {
    return name;
  }
}
