package io.github.meter4j.internal;

import io.github.meter4j.TransportException;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.Transport;
import io.github.meter4j.spi.TransportProvider;
import java.util.List;

/**
 * Serial ports, by jSerialComm. This class names nothing of that library, so that the other
 * transports work without it.
 */
public final class SerialTransportProvider implements TransportProvider {
  private static final OptionSpec<Integer> BAUD =
      OptionSpec.integer("baud", 50, 4_000_000, "9600", "bits per second");
  private static final OptionSpec<LineFormat> FORMAT =
      OptionSpec.of(
          "format",
          "8N1, 7E1, 8E1, 7O1, 8N2",
          "8N1",
          "data bits, parity (N, E or O) and stop bits",
          LineFormat::parse);
  private static final OptionSpec<Boolean> RTS =
      OptionSpec.flag("rts", "true", "raise RTS, which asks many P1 meters for data");
  private static final OptionSpec<Boolean> DTR =
      OptionSpec.flag("dtr", "true", "raise DTR, which powers many optical heads");

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
    return List.of(BAUD, FORMAT, RTS, DTR, USE);
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
    LineSettings line =
        new LineSettings(
            options.get(BAUD),
            options.get(FORMAT),
            options.get(RTS),
            options.get(DTR),
            options.get(USE) == Use.SHARED);
    try {
      return SerialTransport.open(target, line);
    } catch (LinkageError e) {
      throw SerialFailure.noLibrary(e);
    }
  }
}
