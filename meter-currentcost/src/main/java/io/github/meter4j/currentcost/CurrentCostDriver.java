package io.github.meter4j.currentcost;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.spi.Endpoint;
import io.github.meter4j.spi.FrameDecoder;
import io.github.meter4j.spi.FrameLimits;
import io.github.meter4j.spi.FramedConnection;
import io.github.meter4j.spi.MeterConnection;
import io.github.meter4j.spi.MeterDriver;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The driver {@code cc128}: Current Cost energy displays. */
public final class CurrentCostDriver implements MeterDriver<CurrentCostMessage> {
  /** Nothing waits for it: a message ends with its end tag. */
  private static final Duration SILENCE = Duration.ofSeconds(2);

  private static final OptionSpec<Integer> MAX_MESSAGE =
      OptionSpec.integer(
          "max-message", 64, FrameLimits.MAX_FRAME, "16384", "the longest message, in bytes");

  /** The driver; it has no state. */
  public CurrentCostDriver() {}

  @Override
  public String name() {
    return "cc128";
  }

  @Override
  public String description() {
    return "Current Cost energy displays: CC128 (EnviR); Classic and CC02 with baud=9600";
  }

  @Override
  public Class<CurrentCostMessage> readingType() {
    return CurrentCostMessage.class;
  }

  @Override
  public String defaultTransport() {
    return "serial";
  }

  @Override
  public Map<String, String> transportDefaults() {
    return Map.of("baud", "57600", "format", "8N1");
  }

  @Override
  public List<OptionSpec<?>> options() {
    return List.of(MAX_MESSAGE);
  }

  @Override
  public FrameDecoder<CurrentCostMessage> decoder(Options options, String source) {
    return new CurrentCostDecoder(new CurrentCostSettings(options.get(MAX_MESSAGE), source));
  }

  @Override
  public MeterConnection<CurrentCostMessage> connect(Endpoint endpoint) throws TransportException {
    FrameDecoder<CurrentCostMessage> decoder = decoder(endpoint.options(), endpoint.source());
    return new FramedConnection<>(endpoint.openTransport(), decoder, SILENCE, Clock.systemUTC());
  }
}
