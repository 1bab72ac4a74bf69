package io.github.meter4j.internal.address;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.spi.LinkKind;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.Transport;
import io.github.meter4j.spi.TransportProvider;
import java.util.List;
import java.util.Optional;

/** Lends an open transport, once. */
public final class OpenTransport implements TransportProvider {
  private Optional<Transport> open;

  public OpenTransport(Transport transport) {
    this.open = Optional.of(transport);
  }

  @Override
  public String scheme() {
    return "memory";
  }

  @Override
  public LinkKind kind() {
    return LinkKind.MEMORY;
  }

  @Override
  public String targetForm() {
    return "nothing";
  }

  @Override
  public List<OptionSpec<?>> options() {
    return List.of();
  }

  @Override
  public void validate(String target) {
    // the transport is open already
  }

  @Override
  public boolean canOpenAgain(Options options) {
    return false;
  }

  @Override
  public synchronized Transport open(String target, Options options) throws TransportException {
    Transport lent =
        open.orElseThrow(
            () ->
                new TransportException(
                    TransportException.Kind.CLOSED, "this transport was opened before"));
    open = Optional.empty();
    return lent;
  }
}
