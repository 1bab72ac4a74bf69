package io.github.meter4j.internal.network;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.internal.serial.LineSettings;
import io.github.meter4j.spi.LinkKind;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.Transport;
import io.github.meter4j.spi.TransportProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Serial ports of other machines that are set from here, by RFC 2217. */
public final class Rfc2217TransportProvider implements TransportProvider {
  private static final OptionSpec<Duration> CONNECT_TIMEOUT =
      OptionSpec.duration(
          "connect-timeout", "5s", "how long to wait for the connection, and then for answers");

  @Override
  public String scheme() {
    return "rfc2217";
  }

  @Override
  public LinkKind kind() {
    return LinkKind.NETWORK;
  }

  @Override
  public String targetForm() {
    return HostPort.FORM;
  }

  @Override
  public List<OptionSpec<?>> options() {
    List<OptionSpec<?>> options = new ArrayList<>(LineSettings.OPTIONS);
    options.add(CONNECT_TIMEOUT);
    return List.copyOf(options);
  }

  @Override
  public void validate(String target) {
    HostPort.parse(target);
  }

  @Override
  public Transport open(String target, Options options) throws TransportException {
    return Rfc2217Transport.open(
        HostPort.parse(target), LineSettings.of(options), options.get(CONNECT_TIMEOUT));
  }
}
