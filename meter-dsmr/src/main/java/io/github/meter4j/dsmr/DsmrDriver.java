package io.github.meter4j.dsmr;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.spi.Endpoint;
import io.github.meter4j.spi.FrameDecoder;
import io.github.meter4j.spi.FrameLimits;
import io.github.meter4j.spi.FramedConnection;
import io.github.meter4j.spi.MeterConnection;
import io.github.meter4j.spi.MeterDriver;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.Secret;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The driver {@code dsmr}: P1 and H1 ports. */
class DsmrDriver implements MeterDriver<DsmrTelegram> {
  /** After so long without a byte, an end mark without a line end is taken for the end. */
  private static final Duration SILENCE = Duration.ofSeconds(2);

  @Override
  public String name() {
    return "dsmr";
  }

  @Override
  public String description() {
    return "P1 and H1 customer ports: DSMR 2.2 to 5, e-MUCS (Fluvius, Wallonia), Luxembourg, Sweden,"
        + " Hungary and others";
  }

  @Override
  public Class<DsmrTelegram> readingType() {
    return DsmrTelegram.class;
  }

  @Override
  public String defaultTransport() {
    return "serial";
  }

  @Override
  public Map<String, String> transportDefaults() {
    return Map.of("baud", "115200", "format", "8N1");
  }

  @Override
  public String whenSilent() {
    return "Is the meter's P1 port switched on, and its data-request pin high?";
  }

  @Override
  public List<OptionSpec<?>> options() {
    return DsmrOptions.ALL;
  }

  @Override
  public FrameDecoder<DsmrTelegram> decoder(Options options, String source) {
    return new P1Decoder(settings(options, source));
  }

  @Override
  public MeterConnection<DsmrTelegram> connect(Endpoint endpoint) throws TransportException {
    FrameDecoder<DsmrTelegram> decoder = decoder(endpoint.options(), endpoint.source());
    return new FramedConnection<>(endpoint.openTransport(), decoder, SILENCE, Clock.systemUTC());
  }

  private static DsmrSettings settings(Options options, String source) {
    return new DsmrSettings(
        options.get(DsmrOptions.CHECKSUM),
        options.get(DsmrOptions.LINE_ENDS),
        new FrameLimits(options.get(DsmrOptions.MAX_FRAME), options.get(DsmrOptions.MAX_LINE)),
        options.get(DsmrOptions.SEVEN_BIT),
        key(options),
        options.get(DsmrOptions.TAG),
        options.find(DsmrOptions.OFFSET),
        options.find(DsmrOptions.ZONE),
        source);
  }

  private static Optional<DsmrKey> key(Options options) {
    Optional<String> authentication = options.find(DsmrOptions.AUTH_KEY).map(Secret::reveal);
    Optional<String> title = options.find(DsmrOptions.TITLE);
    Optional<DsmrKey> key =
        options
            .find(DsmrOptions.KEY)
            .map(Secret::reveal)
            .map(text -> authentication.map(a -> DsmrKey.of(text, a)).orElse(DsmrKey.of(text)));
    if (key.isEmpty() && (authentication.isPresent() || title.isPresent())) {
      throw new IllegalArgumentException(
          (authentication.isPresent() ? "auth-key" : "title") + " needs a key beside it");
    }
    return key.map(known -> title.map(known::withTitle).orElse(known));
  }
}
