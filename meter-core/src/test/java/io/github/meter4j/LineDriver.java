package io.github.meter4j;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.spi.Endpoint;
import io.github.meter4j.spi.FramedConnection;
import io.github.meter4j.spi.MeterConnection;
import io.github.meter4j.spi.MeterDriver;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Secret;
import io.github.meter4j.spi.Transport;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** A driver of meters that send lines. */
public record LineDriver(String name, String defaultTransport) implements MeterDriver<LineReading> {
  enum Mode {
    A,
    D
  }

  static final OptionSpec<Mode> MODE =
      OptionSpec.choice("mode", Mode.class, "a", "which mode the meter speaks");
  static final OptionSpec<Integer> UNIT = OptionSpec.integer("unit", 1, 247, "1", "which unit");
  static final OptionSpec<ZoneOffset> OFFSET = OptionSpec.offset("offset", "of the meter's clock");
  static final OptionSpec<Secret> KEY = OptionSpec.secret("key", "opens the telegrams");
  static final OptionSpec<String> MAP =
      OptionSpec.of("map", "a file", "", "register map", text -> text);

  public LineDriver() {
    this("line", "serial");
  }

  /** A reader of these lines over a transport. */
  public static MeterReader<LineReading> open(Transport transport) throws MeterException {
    return MeterReader.open(MeterSource.over(new LineDriver(), transport));
  }

  @Override
  public String description() {
    return "meters that send lines";
  }

  @Override
  public Class<LineReading> readingType() {
    return LineReading.class;
  }

  @Override
  public Map<String, String> transportDefaults() {
    return Map.of("baud", "9600");
  }

  @Override
  public List<OptionSpec<?>> options() {
    return List.of(MODE, UNIT, OFFSET, KEY, MAP);
  }

  @Override
  public MeterConnection<LineReading> connect(Endpoint endpoint) throws MeterException {
    endpoint.options().find(KEY).ifPresent(Secret::reveal);
    return new FramedConnection<>(
        endpoint.openTransport(), new LineDecoder(), Duration.ofMillis(50), Clock.systemUTC());
  }
}
