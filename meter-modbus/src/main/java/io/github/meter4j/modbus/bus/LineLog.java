package io.github.meter4j.modbus.bus;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.ReadTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What a line says in the log of the program. Safe to share between threads. */
final class LineLog {
  private static final long RARELY = TimeUnit.HOURS.toNanos(1);

  private static final class Holder {
    static final System.Logger LOG = System.getLogger("io.github.meter4j.modbus");
  }

  private final String place;
  private final LineUnits units;

  /** When it was said last that more is asked of the line than it carries. */
  private Optional<Long> overload = Optional.empty();

  private final Consumer<String> log;

  LineLog(String place, LineUnits units) {
    this(place, units, message -> Holder.LOG.log(System.Logger.Level.INFO, message));
  }

  /** With a log of a test's own. */
  LineLog(String place, LineUnits units, Consumer<String> log) {
    this.place = place;
    this.units = units;
    this.log = log;
  }

  /** A poll of a unit was answered. */
  void answered(int unit) {
    if (units.of(unit).reportReturn()) {
      log.accept("unit " + unit + " on " + place + " answers again");
    }
  }

  /**
   * A poll of a unit was not answered. A line on which nobody has answered yet is no matter of one
   * unit.
   */
  void silent(int unit, ReadTimeoutException why) {
    UnitHealth health = units.of(unit);
    if ((health.isKnown() || units.othersAnswer(unit)) && health.reportSilence()) {
      List<Fault> faults = why.faults();
      log.accept(
          "unit "
              + unit
              + " on "
              + place
              + " does not answer ("
              + faults.get(faults.size() - 1).message()
              + "); it is polled less and less often until it does");
    }
  }

  /** Slots of a unit were left out, one poll after the other. */
  void overran(int unit, Duration took, Duration interval, long now) {
    if (took.compareTo(interval) <= 0) {
      return; // it only began late
    }
    synchronized (this) {
      if (overload.isPresent() && now - overload.get() < RARELY) {
        return;
      }
      overload = Optional.of(now);
    }
    log.accept(
        "more is asked of "
            + place
            + " than it carries (units that are polled: "
            + units.polled()
            + "): a poll of unit "
            + unit
            + " takes "
            + took.toMillis()
            + " ms, longer than its interval of "
            + interval.toMillis()
            + " ms. Units are polled in turn; slots are left out, and counted as missed");
  }
}
