package io.github.meter4j.currentcost;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.spi.Endpoint;
import io.github.meter4j.spi.FrameDecoder;
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
class CurrentCostDriver implements MeterDriver<CurrentCostMessage> {
  /** Nothing waits for it: a message ends with its end tag. */
  private static final Duration SILENCE = Duration.ofSeconds(2);

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
  public String whenSilent() {
    return "Is the display on, and does it hear its sensor? It sends a message every 6 s";
  }

  @Override
  public List<OptionSpec<?>> options() {
    return CurrentCostOptions.ALL;
  }

  @Override
  public FrameDecoder<CurrentCostMessage> decoder(Options options, String source) {
    return new CurrentCostDecoder(
        new CurrentCostSettings(options.get(CurrentCostOptions.MAX_MESSAGE), source));
  }

  @Override
  public MeterConnection<CurrentCostMessage> connect(Endpoint endpoint) throws TransportException {
    FrameDecoder<CurrentCostMessage> decoder = decoder(endpoint.options(), endpoint.source());
    return new FramedConnection<>(endpoint.openTransport(), decoder, SILENCE, Clock.systemUTC());
  }
}
