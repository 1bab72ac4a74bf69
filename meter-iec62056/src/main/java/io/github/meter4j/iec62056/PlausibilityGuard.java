package io.github.meter4j.iec62056;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Measurand.Kind;
import io.github.meter4j.reading.Measurand.Statistic;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.reading.Obis;
import io.github.meter4j.reading.Unit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether counters can have come where a readout says they are: they never fall, and rise no
 * faster than a fuse lets them. What it refuses three times in a row, each time in agreement with
 * the time before, it takes: then it was the value before that was wrong, or the meter is another.
 */
final class PlausibilityGuard {
  private static final int AGREEMENTS = 3;
  private static final int MOST_COUNTERS = 256;

  /** A meter may show a counter some seconds late. */
  private static final long TOLERANCE_SECONDS = 10;

  private static final long LONGEST_GAP_BY_METER = 86_400;
  private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);

  private static final Set<Kind> COUNTERS =
      EnumSet.of(Kind.ACTIVE_ENERGY, Kind.REACTIVE_ENERGY, Kind.APPARENT_ENERGY);

  /** A value and when it was sent. */
  private record Sighting(
      BigDecimal value, BigDecimal step, Optional<Instant> at, OptionalLong seconds) {}

  private static final class Counter {
    private @Nullable Sighting accepted;
    private @Nullable Sighting refused;
    private int refusals;
  }

  private final Fuse fuse;
  private final Map<Obis, Counter> counters = new HashMap<>();

  PlausibilityGuard(Fuse fuse) {
    this.fuse = fuse;
  }

  /** Takes the counters that cannot be out of a readout. */
  void check(D0Readout readout) {
    List<Measurement> kept = new ArrayList<>();
    List<Fault> faults = new ArrayList<>(readout.faults());
    for (Measurement measurement : readout.measurements()) {
      Optional<String> problem = problem(readout, measurement);
      if (problem.isEmpty()) {
        kept.add(measurement);
      } else {
        faults.add(readout.fault(measurement.obis().orElseThrow(), problem.get()));
      }
    }
    if (kept.size() < readout.measurements().size()) {
      readout.replaceValues(new Values(List.copyOf(kept), List.copyOf(faults)));
    }
  }

  private Optional<String> problem(D0Readout readout, Measurement measurement) {
    boolean counter =
        COUNTERS.contains(measurement.measurand().kind())
            && measurement.measurand().statistic() == Statistic.ACTUAL
            && measurement.obis().isPresent();
    if (!counter || counters.size() > MOST_COUNTERS) {
      return Optional.empty();
    }
    Counter known = counters.computeIfAbsent(measurement.obis().get(), obis -> new Counter());
    Sighting now =
        new Sighting(
            wattHours(measurement),
            BigDecimal.ONE.scaleByPowerOfTen(3 - measurement.quantity().scale()),
            readout.receivedAt(),
            readout.secondsIndex());
    Optional<String> problem =
        known.accepted == null ? Optional.empty() : step(known.accepted, now);
    if (problem.isEmpty()) {
      known.accepted = now;
      known.refusals = 0;
      return problem;
    }
    boolean agrees = known.refused != null && step(known.refused, now).isEmpty();
    known.refusals = known.refusals > 0 && agrees ? known.refusals + 1 : 1;
    known.refused = now;
    if (known.refusals < AGREEMENTS) {
      return problem;
    }
    known.accepted = now;
    known.refusals = 0;
    return Optional.empty();
  }

  /** In Wh, varh or VAh. */
  private static BigDecimal wattHours(Measurement measurement) {
    Unit unit =
        switch (measurement.quantity().unit().dimension()) {
          case REACTIVE_ENERGY -> Unit.VAR_HOUR;
          case APPARENT_ENERGY -> Unit.VOLT_AMPERE_HOUR;
          default -> Unit.WATT_HOUR;
        };
    return measurement.quantity().in(unit).toBigDecimal();
  }

  private Optional<String> step(Sighting before, Sighting now) {
    int direction = now.value().compareTo(before.value());
    if (direction < 0) {
      return Optional.of("the counter fell, which none can");
    }
    BigDecimal seconds = BigDecimal.valueOf(secondsBetween(before, now) + TOLERANCE_SECONDS);
    BigDecimal rise = now.value().subtract(before.value()).subtract(now.step());
    BigDecimal most = BigDecimal.valueOf(fuse.watts()).multiply(seconds);
    return rise.multiply(SECONDS_PER_HOUR).compareTo(most) <= 0
        ? Optional.empty()
        : Optional.of("the counter rose faster than a fuse of " + fuse + " lets it");
  }

  /** By our clock; by the meter's where the bytes came without a time. */
  private static long secondsBetween(Sighting before, Sighting now) {
    long ours = 0;
    if (before.at().isPresent() && now.at().isPresent()) {
      ours = Math.max(0, Duration.between(before.at().get(), now.at().get()).toSeconds());
    }
    if (ours == 0 && before.seconds().isPresent() && now.seconds().isPresent()) {
      long theirs = now.seconds().getAsLong() - before.seconds().getAsLong();
      return Math.min(LONGEST_GAP_BY_METER, Math.max(0, theirs));
    }
    return ours;
  }
}
