package io.github.meter4j.transport;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.internal.address.AddressOptions;
import io.github.meter4j.internal.address.Registry;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.Transport;
import io.github.meter4j.spi.TransportProvider;
import java.util.Map;
import java.util.Objects;

/** Opens transports without a meter: the bytes of a port, a connection or a file. */
public final class Transports {
  private Transports() {}

  /**
   * Opens a transport by its address.
   *
   * @param address {@code scheme:target[?option=value&...]}, as in {@code file:capture.txt.gz}
   * @return the open transport; the caller closes it
   * @throws IllegalArgumentException when the address is wrong; the message says what is valid
   * @throws TransportException when it cannot be opened; the message says what to do
   */
  public static Transport open(String address) throws TransportException {
    Objects.requireNonNull(address, "address");
    int colon = address.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException(
          "\""
              + address
              + "\" is no transport; it has the form scheme:target[?option=value&...], as in"
              + " file:capture.txt");
    }
    int question = address.indexOf('?', colon);
    String query = question < 0 ? "" : address.substring(question + 1);
    String target = address.substring(colon + 1, question < 0 ? address.length() : question);
    return open(
        address.substring(0, colon),
        AddressOptions.decode("the target", target.startsWith("//") ? target.substring(2) : target),
        AddressOptions.parse(query));
  }

  /**
   * Opens a transport by the parts of its address.
   *
   * @param scheme the scheme
   * @param target the target, in which no character has a meaning of its own
   * @param options the options as an address has them
   * @return the open transport; the caller closes it
   * @throws IllegalArgumentException when a part is wrong; the message says what is valid
   * @throws TransportException when it cannot be opened; the message says what to do
   */
  public static Transport open(String scheme, String target, Map<String, String> options)
      throws TransportException {
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(options, "options");
    TransportProvider provider = provider(scheme);
    provider.validate(target);
    Options checked = Options.of(options, Map.of(), provider.options());
    provider.validate(target, checked);
    return provider.open(target, checked);
  }

  /**
   * The transport of a scheme, for a transport that builds upon it.
   *
   * @param scheme the scheme, such as {@code tcp}
   * @return the provider
   * @throws IllegalArgumentException when there is none; the message says what there is
   */
  public static TransportProvider provider(String scheme) {
    return Registry.transport(Objects.requireNonNull(scheme, "scheme"));
  }
}
