package io.github.meter4j;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.reading.MeterTime;
import io.github.meter4j.reading.SensorReading;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * The reading of a meter that sends lines; {@code @2026-01-01T00:00:00} is a line with its time.
 */
public record LineReading(String text, Instant arrived) implements SensorReading {
  @Override
  public Optional<Instant> receivedAt() {
    return Optional.of(arrived);
  }

  @Override
  public Optional<MeterTime> meterTime() {
    if (!text.startsWith("@")) {
      return Optional.empty();
    }
    LocalDateTime local = LocalDateTime.parse(text.substring(1));
    Instant instant = local.toInstant(ZoneOffset.UTC);
    return Optional.of(
        new MeterTime(text, Optional.of(local), Optional.empty(), Optional.of(instant)));
  }

  @Override
  public Integrity integrity() {
    return Integrity.ABSENT;
  }

  @Override
  public List<Measurement> measurements() {
    return List.of();
  }

  @Override
  public List<Fault> faults() {
    return List.of();
  }

  @Override
  public byte[] frame() {
    return (text + '\n').getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public String source() {
    return "";
  }

  @Override
  public Kind kind() {
    return Kind.LIVE;
  }
}
