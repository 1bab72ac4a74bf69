package io.github.meter4j.internal.address;

import io.github.meter4j.codec.Nearest;
import io.github.meter4j.spi.LinkProvider;
import io.github.meter4j.spi.MeterDriver;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.PulseSourceProvider;
import io.github.meter4j.spi.StatusIndicatorProvider;
import io.github.meter4j.spi.TransportProvider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Drivers and transports to choose from by name. */
public final class Registry {
  private final List<MeterDriver<?>> drivers;
  private final List<LinkProvider> links;

  /** A choice of one's own. */
  public Registry(List<MeterDriver<?>> drivers, List<? extends LinkProvider> links) {
    this.drivers = List.copyOf(drivers);
    this.links = List.copyOf(links);
  }

  /** Those on the class path or module path, looked up anew: a container may have added one. */
  public static Registry installed() {
    List<LinkProvider> links = new ArrayList<>(transports());
    links.addAll(pulseSources());
    return new Registry(drivers(), links);
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

  /** Every pulse source that is installed. */
  public static List<PulseSourceProvider> pulseSources() {
    return all(ServiceLoader.load(PulseSourceProvider.class));
  }

  private static <S> List<S> all(ServiceLoader<S> services) {
    return services.stream().map(ServiceLoader.Provider::get).toList();
  }

  /** Every status indicator that is installed. */
  public static List<StatusIndicatorProvider> indicators() {
    return all(ServiceLoader.load(StatusIndicatorProvider.class));
  }

  /** The installed status indicator of a scheme. */
  public static StatusIndicatorProvider indicator(String scheme) {
    return find("status indicator", scheme, indicators(), StatusIndicatorProvider::scheme);
  }

  /** The installed transport of a scheme. */
  public static TransportProvider transport(String scheme) {
    return installed().transportOf(scheme);
  }

  /** The transport of a scheme. */
  public TransportProvider transportOf(String scheme) {
    return linkOf(scheme, TransportProvider.class);
  }

  /** The way of a scheme, of the kind that a driver takes. */
  public <L extends LinkProvider> L linkOf(String scheme, Class<L> type) {
    List<L> candidates = links.stream().filter(type::isInstance).map(type::cast).toList();
    String what = type == PulseSourceProvider.class ? "pulse source" : "transport";
    return find(what, scheme, candidates, LinkProvider::scheme);
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

  /** Says whose options they are that are not valid for the way that was chosen. */
  public String ownersOf(Collection<String> unknown) {
    return links.stream()
        .flatMap(
            owner ->
                owner.options().stream()
                    .map(OptionSpec::name)
                    .filter(unknown::contains)
                    .map(name -> "; " + name + " belongs to " + nameOf(owner)))
        .collect(Collectors.joining());
  }

  private static String nameOf(LinkProvider link) {
    return (link instanceof PulseSourceProvider ? "the pulse source " : "the transport ")
        + link.scheme();
  }
}
