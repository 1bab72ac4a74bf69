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
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The driver {@code dsmr}: P1 and H1 ports. */
public final class DsmrDriver implements MeterDriver<DsmrTelegram> {
  /** After so long without a byte, an end mark without a line end is taken for the end. */
  private static final Duration SILENCE = Duration.ofSeconds(2);

  private static final OptionSpec<ChecksumPolicy> CHECKSUM =
      OptionSpec.choice(
          "checksum",
          ChecksumPolicy.class,
          "auto",
          "auto: has to match where the meter sends one; require: has to be there; ignore");

  private static final OptionSpec<LineEnds> LINE_ENDS =
      OptionSpec.choice(
          "line-ends",
          LineEnds.class,
          "exact",
          "repair: accept telegrams whose CR LF were changed on the way");

  private static final OptionSpec<Secret> KEY =
      OptionSpec.secret("key", "the customer key that opens encrypted telegrams, 32 hex digits");

  private static final OptionSpec<Secret> AUTH_KEY =
      OptionSpec.secret(
          "auth-key", "the authentication key, where it is not the public one of Luxembourg");

  private static final OptionSpec<TagPolicy> TAG =
      OptionSpec.choice(
          "tag",
          TagPolicy.class,
          "require",
          "ignore: accept encrypted telegrams whose checksum matches but whose tag does not");

  private static final OptionSpec<Boolean> SEVEN_BIT =
      OptionSpec.flag(
          "seven-bit", "false", "drop bit 7: for 7E1 text on a port that can only do 8N1");

  private static final OptionSpec<ZoneOffset> OFFSET =
      OptionSpec.offset("offset", "the meter's standard time, where its dialect does not tell it");

  private static final OptionSpec<ZoneId> ZONE =
      OptionSpec.zone("zone", "what stamps without S or W mean; they have no instant otherwise");

  private static final OptionSpec<Integer> MAX_FRAME =
      OptionSpec.integer(
          "max-frame", 64, FrameLimits.MAX_FRAME, "16384", "the longest telegram, in bytes");

  private static final OptionSpec<Integer> MAX_LINE =
      OptionSpec.integer(
          "max-line", 16, FrameLimits.MAX_FRAME, "4096", "the longest line, in bytes");

  private static final List<OptionSpec<?>> OPTIONS =
      List.of(
          CHECKSUM, LINE_ENDS, KEY, AUTH_KEY, TAG, SEVEN_BIT, OFFSET, ZONE, MAX_FRAME, MAX_LINE);

  /** The driver; it has no state. */
  public DsmrDriver() {}

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
  public List<OptionSpec<?>> options() {
    return OPTIONS;
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
        options.get(CHECKSUM),
        options.get(LINE_ENDS),
        new FrameLimits(options.get(MAX_FRAME), options.get(MAX_LINE)),
        options.get(SEVEN_BIT),
        key(options),
        options.get(TAG),
        options.find(OFFSET),
        options.find(ZONE),
        source);
  }

  private static Optional<DsmrKey> key(Options options) {
    Optional<String> authentication = options.find(AUTH_KEY).map(Secret::reveal);
    Optional<String> key = options.find(KEY).map(Secret::reveal);
    if (key.isEmpty() && authentication.isPresent()) {
      throw new IllegalArgumentException("auth-key needs a key beside it");
    }
    return key.map(
        text ->
            authentication.isPresent() ? DsmrKey.of(text, authentication.get()) : DsmrKey.of(text));
  }
}
