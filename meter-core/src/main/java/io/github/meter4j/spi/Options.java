package io.github.meter4j.spi;

import io.github.meter4j.codec.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The option values of one meter address, checked against the options that its driver and its
 * transport declare. Immutable.
 */
public final class Options {
  private final Map<String, Object> values;

  private Options(Map<String, Object> values) {
    this.values = values;
  }

  /**
   * Checks option texts and makes their values.
   *
   * @param texts names and texts, as in an address
   * @param defaults texts that take the place of the declared defaults
   * @param declared every option that is valid
   * @return the values
   * @throws IllegalArgumentException when an option is unknown or ill-typed; the message lists what
   *     is valid and suggests the nearest
   */
  public static Options of(
      Map<String, String> texts, Map<String, String> defaults, List<OptionSpec<?>> declared) {
    texts.keySet().forEach(name -> requireDeclared(name, declared));
    Map<String, Object> values = new LinkedHashMap<>();
    for (OptionSpec<?> spec : declared) {
      String text = texts.get(spec.name());
      if (text == null) {
        text = defaults.getOrDefault(spec.name(), spec.defaultText().orElse(null));
      }
      if (text != null) {
        values.put(spec.name(), spec.parse(text));
      }
    }
    return new Options(values);
  }

  private static void requireDeclared(String name, List<OptionSpec<?>> declared) {
    List<String> names = declared.stream().map(OptionSpec::name).toList();
    if (!names.contains(name)) {
      throw new IllegalArgumentException(
          "unknown option \""
              + name
              + '"'
              + Nearest.suggestion(name, names)
              + "; valid here: "
              + declared.stream()
                  .map(spec -> spec.name() + '=' + spec.form())
                  .collect(Collectors.joining("; ")));
    }
  }

  /**
   * The value of an option that has one: it was given, or it has a default.
   *
   * @param <T> the type of the value
   * @param spec the declared option
   * @return the value
   * @throws NoSuchElementException when it has none
   */
  public <T> T get(OptionSpec<T> spec) {
    return find(spec).orElseThrow(() -> new NoSuchElementException("option " + spec.name()));
  }

  /**
   * The value of an option that may have none.
   *
   * @param <T> the type of the value
   * @param spec the declared option
   * @return the value, or empty when it was not given and has no default
   */
  @SuppressWarnings("unchecked") // the value was made by the option of that name
  public <T> Optional<T> find(OptionSpec<T> spec) {
    return Optional.ofNullable((T) values.get(spec.name()));
  }

  /** Names and values; secrets show their reference only. */
  @Override
  public String toString() {
    List<String> texts = new ArrayList<>();
    values.forEach((name, value) -> texts.add(name + '=' + value));
    return String.join("&", texts);
  }
}
