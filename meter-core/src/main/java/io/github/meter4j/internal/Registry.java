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

/** Drivers and transports to choose from by name. */
public final class Registry {
  private final List<MeterDriver<?>> drivers;
  private final List<TransportProvider> transports;

  /** A choice of one's own. */
  public Registry(List<MeterDriver<?>> drivers, List<TransportProvider> transports) {
    this.drivers = List.copyOf(drivers);
    this.transports = List.copyOf(transports);
  }

  /** Those on the class path or module path, looked up anew: a container may have added one. */
  public static Registry installed() {
    return new Registry(drivers(), transports());
  }

  /** Every driver that is installed. */
  @SuppressWarnings({"rawtypes", "unchecked"}) // a service type has no type arguments
  public static List<MeterDriver<?>> drivers() {
    return (List) all(ServiceLoader.load(MeterDriver.class));
  }

  /** Every transport that is installed. */
  public static List<TransportProvider> transports() {
    return all(ServiceLoader.load(TransportProvider.class));
  }

  private static <S> List<S> all(ServiceLoader<S> services) {
    return services.stream().map(ServiceLoader.Provider::get).toList();
  }

  /** The installed transport of a scheme. */
  public static TransportProvider transport(String scheme) {
    return installed().transportOf(scheme);
  }

  /** The transport of a scheme. */
  public TransportProvider transportOf(String scheme) {
    return find("transport", scheme, transports, TransportProvider::scheme);
  }

  /** The driver of a name. */
  public MeterDriver<?> driverOf(String name) {
    return find("meter driver", name, drivers, MeterDriver::name);
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

  /** Says which transports the options belong to that are not valid for the one that was chosen. */
  public String ownersOf(Collection<String> unknown) {
    return transports.stream()
        .flatMap(
            owner ->
                owner.options().stream()
                    .map(OptionSpec::name)
                    .filter(unknown::contains)
                    .map(name -> "; " + name + " belongs to the transport " + owner.scheme()))
        .collect(Collectors.joining());
  }
}
