package io.github.meter4j.internal.network;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.spi.LinkKind;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.Transport;
import io.github.meter4j.spi.TransportProvider;
import java.time.Duration;
import java.util.List;

/** Plain TCP: a serial port server, or a meter with a network port. */
public final class TcpTransportProvider implements TransportProvider {
  private static final OptionSpec<Duration> CONNECT_TIMEOUT =
      OptionSpec.duration("connect-timeout", "5s", "how long to wait for the connection");

  /** What the other end speaks. */
  private enum Telnet {
    AUTO,
    ON,
    OFF
  }

  private static final OptionSpec<Telnet> TELNET =
      OptionSpec.choice(
          "telnet",
          Telnet.class,
          "auto",
          "auto: leave out what a Telnet port says first; on: speak Telnet; off: every byte is data");

  @Override
  public String scheme() {
    return "tcp";
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
    return List.of(CONNECT_TIMEOUT, TELNET);
  }

  @Override
  public void validate(String target) {
    HostPort.parse(target);
  }

  @Override
  public Transport open(String target, Options options) throws TransportException {
    HostPort peer = HostPort.parse(target);
    Transport connection = TcpTransport.open(peer, options.get(CONNECT_TIMEOUT));
    return switch (options.get(TELNET)) {
      case AUTO -> new GreetedTransport(connection);
      case ON -> TelnetTransport.plain(peer, connection);
      case OFF -> connection;
    };
  }
}
