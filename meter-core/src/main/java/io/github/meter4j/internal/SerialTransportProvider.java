package io.github.meter4j.internal;

import io.github.meter4j.TransportException;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.Transport;
import io.github.meter4j.spi.TransportProvider;
import java.util.ArrayList;
import java.util.List;

/**
 * Serial ports, by jSerialComm. This class names nothing of that library, so that the other
 * transports work without it.
 */
public final class SerialTransportProvider implements TransportProvider {
  /** Who else may have the port. */
  private enum Use {
    EXCLUSIVE,
    SHARED
  }

  private static final OptionSpec<Use> USE =
      OptionSpec.choice(
          "use",
          Use.class,
          "exclusive",
          "shared: other programs that poll meters with this library may use the port, in turns");

  @Override
  public String scheme() {
    return "serial";
  }

  @Override
  public String targetForm() {
    return "a port such as /dev/ttyUSB0 or COM3";
  }

  @Override
  public List<OptionSpec<?>> options() {
    List<OptionSpec<?>> options = new ArrayList<>(LineSettings.OPTIONS);
    options.add(USE);
    return List.copyOf(options);
  }

  @Override
  public void validate(String target) {
    if (target.isBlank()) {
      throw new IllegalArgumentException("the serial port is missing: name " + targetForm());
    }
  }

  @Override
  public Transport open(String target, Options options) throws TransportException {
    validate(target);
    try {
      return SerialTransport.open(target, LineSettings.of(options), options.get(USE) == Use.SHARED);
    } catch (LinkageError e) {
      throw SerialFailure.noLibrary(e);
    }
  }
}
