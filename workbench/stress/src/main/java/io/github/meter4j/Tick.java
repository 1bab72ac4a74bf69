package io.github.meter4j;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.reading.MeterTime;
import io.github.meter4j.reading.SensorReading;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A reading that is nothing but a number. */
public record Tick(long number) implements SensorReading {
  @Override
  public Optional<Instant> receivedAt() {
    return Optional.empty();
  }

  @Override
  public Optional<MeterTime> meterTime() {
    return Optional.empty();
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
    return new byte[0];
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
