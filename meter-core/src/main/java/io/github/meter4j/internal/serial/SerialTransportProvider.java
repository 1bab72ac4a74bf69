package io.github.meter4j.internal.serial;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.spi.LinkKind;
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

  /** Whether the settings of the line are known. */
  private enum Line {
    SET,
    AUTO
  }

  private static final OptionSpec<Line> LINE =
      OptionSpec.choice(
          "line",
          Line.class,
          "set",
          "auto: listen with baud and format, then with 115200 8N1, 9600 7E1 and 9600 8N1, until it"
              + " is text; for meters that talk by themselves");

  @Override
  public String scheme() {
    return "serial";
  }

  @Override
  public LinkKind kind() {
    return LinkKind.SERIAL;
  }

  @Override
  public String targetForm() {
    return "a port such as /dev/ttyUSB0 or COM3";
  }

  @Override
  public List<OptionSpec<?>> options() {
    List<OptionSpec<?>> options = new ArrayList<>(LineSettings.OPTIONS);
    options.add(USE);
    options.add(LINE);
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
    LineSettings line = LineSettings.of(options);
    boolean shared = options.get(USE) == Use.SHARED;
    try {
      return options.get(LINE) == Line.SET
          ? SerialTransport.open(target, line, shared)
          : LineFinder.open(
              target,
              line.orCommonOnes(),
              settings -> SerialTransport.open(target, settings, shared),
              LineFinder.PERIOD);
    } catch (LinkageError e) {
      throw SerialFailure.noLibrary(e);
    }
  }
}
