package io.github.meter4j.internal;

import io.github.meter4j.spi.MeterDriver;
import io.github.meter4j.spi.Nearest;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.TransportProvider;
import java.util.Collection;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The drivers and transports that are on the class path or module path. */
public final class Registry {
  private Registry() {}

  /** Every driver, looked up anew: a container may have added one. */
  @SuppressWarnings({"rawtypes", "unchecked"}) // a service type has no type arguments
  public static List<MeterDriver<?>> drivers() {
    return (List)
        ServiceLoader.load(MeterDriver.class).stream().map(ServiceLoader.Provider::get).toList();
  }

  /** Every transport. */
  public static List<TransportProvider> transports() {
    return ServiceLoader.load(TransportProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /** The driver of a name. */
  public static MeterDriver<?> driver(String name) {
    return find("meter driver", name, drivers(), MeterDriver::name);
  }

  /** The transport of a scheme. */
  public static TransportProvider transport(String scheme) {
    return find("transport", scheme, transports(), TransportProvider::scheme);
  }

  private static <T> T find(String what, String wanted, List<T> all, Function<T, String> name) {
    for (T candidate : all) {
      if (name.apply(candidate).equals(wanted)) {
        return candidate;
      }
    }
    List<String> names = all.stream().map(name).sorted().toList();
    throw new IllegalArgumentException(
        "no "
            + what
            + " \""
            + wanted
            + '"'
            + Nearest.suggestion(wanted, names)
            + (names.isEmpty()
                ? "; none is on the class path: add a module such as meter-dsmr"
                : "; there is " + String.join(", ", names)));
  }

  /** Says where options that are not valid here do belong. */
  public static String ownersOf(
      Collection<String> names, MeterDriver<?> driver, TransportProvider here) {
    return transports().stream()
        .filter(other -> !other.scheme().equals(here.scheme()))
        .flatMap(
            other ->
                other.options().stream()
                    .map(OptionSpec::name)
                    .filter(names::contains)
                    .filter(name -> !declares(here.options(), name))
                    .filter(name -> !declares(driver.options(), name))
                    .map(name -> "; " + name + " belongs to the transport " + other.scheme()))
        .collect(Collectors.joining());
  }

  private static boolean declares(List<OptionSpec<?>> options, String name) {
    return options.stream().anyMatch(option -> option.name().equals(name));
  }
}
