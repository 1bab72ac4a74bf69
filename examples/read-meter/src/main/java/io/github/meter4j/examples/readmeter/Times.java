package io.github.meter4j.examples.readmeter;

import io.github.meter4j.reading.MeterTime;
import io.github.meter4j.reading.Reading;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;

/** Times in the zone of whoever looks at them; what is no time is shown as the meter sent it. */
final class Times {
  private static final int SECOND = 19;
  private static final int MINUTE = 16;

  private final ZoneId zone;

  Times(ZoneId zone) {
    this.zone = zone;
  }

  /** When a reading was made: by the meter's clock, or when it arrived. */
  String of(Reading reading) {
    Optional<MeterTime> meter = reading.meterTime();
    if (meter.isPresent() && meter.get().instant().isEmpty()) {
      return meter.get().local().map(local -> text(local.toString())).orElse(meter.get().raw());
    }
    return meter
        .flatMap(MeterTime::instant)
        .or(reading::receivedAt)
        .map(this::full)
        .orElse("without time");
  }

  /** A point in time. */
  String of(Instant at) {
    return full(at);
  }

  private String full(Instant at) {
    OffsetDateTime local = at(at);
    String offset = local.getOffset().getId();
    return text(local.toLocalDateTime().toString()) + ' ' + (offset.equals("Z") ? "UTC" : offset);
  }

  private OffsetDateTime at(Instant instant) {
    return instant.atZone(zone).toOffsetDateTime();
  }

  /** {@code 2026-07-01T12:00} and what may follow, up to the second. */
  private static String text(String iso) {
    String whole = iso.length() == MINUTE ? iso + ":00" : iso.substring(0, SECOND);
    return whole.replace('T', ' ');
  }

  /** The quarter hour that ended then. */
  String ofPeak(MeterTime end) {
    return end.instant()
        .map(at -> "until " + text(at(at).toLocalDateTime().toString()).substring(0, MINUTE))
        .orElse(end.raw());
  }

  /** The time of day, and the date where it is not that of the reading. */
  String ofDevice(MeterTime time, Reading reading) {
    Optional<String> local =
        time.instant().map(at -> at(at).toLocalDateTime()).or(time::local).map(Object::toString);
    if (local.isEmpty()) {
      return "at " + time.raw();
    }
    String device = text(local.get());
    boolean sameDay = of(reading).startsWith(device.substring(0, 10));
    return "at " + device.substring(sameDay ? 11 : 0, MINUTE);
  }
}
