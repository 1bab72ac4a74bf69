package io.github.meter4j.simulator;

import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** The time at which a simulation begins; one without an offset is in the zone of the meter. */
sealed interface Start {
  OptionSpec<Start> OPTION =
      OptionSpec.of(
          "start",
          "a moment such as 2026-07-01T12:00 or 2026-07-01T10:00:00Z",
          "",
          "the time of the first telegram, from 2002 to 2098, without an offset in the zone of the"
              + " meter; otherwise now",
          Start::parse,
          Start::text);

  /** A moment. */
  record At(Instant instant) implements Start {
    @Override
    public Instant in(ZoneId zone) {
      return Household.requireStart(instant);
    }

    @Override
    public String text() {
      return instant.toString();
    }
  }

  /** A time on the clock on the wall; of an hour that comes twice, the first. */
  record AtLocal(LocalDateTime local) implements Start {
    @Override
    public Instant in(ZoneId zone) {
      if (zone.getRules().getValidOffsets(local).isEmpty()) {
        throw new IllegalArgumentException(
            "start: clocks in " + zone + " skip " + local + " for daylight saving time");
      }
      return Household.requireStart(local.atZone(zone).toInstant());
    }

    @Override
    public String text() {
      return local.toString();
    }
  }

  /**
   * The moment.
   *
   * @throws IllegalArgumentException when there is no such time, or it cannot be simulated
   */
  Instant in(ZoneId zone);

  /** As an address has it. */
  String text();

  /** What the options say, or now. */
  static Instant of(Options options, ZoneId zone) {
    return options.find(OPTION).map(start -> start.in(zone)).orElseGet(Instant::now);
  }

  private static Start parse(String text) {
    try {
      boolean hasOffset =
          text.indexOf('Z') > 0 || text.lastIndexOf('+') > 0 || text.lastIndexOf('-') > 9;
      return hasOffset
          ? new At(OffsetDateTime.parse(text).toInstant())
          : new AtLocal(LocalDateTime.parse(text));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
