package io.github.meter4j.examples.readmeter;

import io.github.meter4j.reading.PulseGap;
import io.github.meter4j.reading.PulsePower;
import io.github.meter4j.reading.PulseQuality;
import io.github.meter4j.reading.PulseReading;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** The lines of a count of pulses: power and total, the count, and what may be missing. */
final class PulseBlock {
  private static final int TIME = 26;

  private PulseBlock() {}

  static List<String> of(PulseReading reading, ZoneId zone) {
    List<String> lines = new ArrayList<>();
    Times times = new Times(zone);
    StringBuilder head = new StringBuilder(Cells.left(times.of(reading), TIME));
    head.append(Cells.right(power(reading.power()), 16));
    head.append(Cells.right(reading.total().toString(), 22));
    if (!reading.isTotalExact()) {
      head.append(", rounded down");
    }
    lines.add(head.toString());
    Unit unit = reading.total().unit();
    lines.add(
        Cells.row("pulses", Long.toString(reading.count()), "")
            .append("   ")
            .append(reading.pulsesPerUnit())
            .append(" a ")
            .append(unit)
            .append(
                reading
                    .sinceLastPulse()
                    .map(time -> ", the last " + seconds(time) + " ago")
                    .orElse(""))
            .toString());
    quality(reading.quality(), times, lines);
    return lines;
  }

  private static String power(PulsePower power) {
    return power
        .value()
        .map(watts -> (power.basis() == PulsePower.Basis.BOUND ? "below " : "") + kilowatts(watts))
        .orElse("no power yet");
  }

  /** To the watt: pulses tell no more. A bound stays one. */
  private static String kilowatts(Quantity watts) {
    return watts.in(Unit.KILOWATT).toBigDecimal().setScale(3, RoundingMode.UP).toPlainString()
        + " kW";
  }

  private static String seconds(Duration time) {
    return time.toMinutes() >= 2
        ? time.toMinutes() + " min"
        : time.toMillis() / 1_000 + "." + time.toMillis() % 1_000 / 100 + " s";
  }

  private static void quality(PulseQuality quality, Times times, List<String> lines) {
    if (quality.rejected() > 0) {
      lines.add("  refused " + quality.rejected() + " that were too short or too fast");
    }
    if (quality.lastGap().isPresent()) {
      PulseGap gap = quality.lastGap().get();
      String more = quality.gaps() > 1 ? " (" + quality.gaps() + " times in all)" : "";
      lines.add(
          "  at least: "
              + why(gap)
              + " from "
              + times.of(gap.from())
              + " to "
              + times.of(gap.until())
              + more);
    }
    quality.problem().ifPresent(problem -> lines.add("  " + problem));
  }

  private static String why(PulseGap gap) {
    return switch (gap.cause()) {
      case CLOSED -> "nobody counted";
      case KILLED -> "nobody counted, or what was counted was not saved,";
      case DAMAGED -> "the count is lost, an older one was used,";
      case INPUT -> "the input lost edges";
    };
  }
}
