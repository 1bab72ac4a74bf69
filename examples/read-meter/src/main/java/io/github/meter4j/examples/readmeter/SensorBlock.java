package io.github.meter4j.examples.readmeter;

import io.github.meter4j.reading.HistoryValue;
import io.github.meter4j.reading.ImpulseCount;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.SensorReading;
import io.github.meter4j.reading.Unit;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lines of a message of a sensor: its power, its channels, what it counted and its past. */
final class SensorBlock {
  private static final int TIME = 26;
  private static final int NAME = 12;
  private static final int SHOWN = 6;

  private SensorBlock() {}

  static List<String> of(SensorReading reading, ZoneId zone) {
    List<String> lines = new ArrayList<>();
    StringBuilder head = new StringBuilder(Cells.left(new Times(zone).of(reading), TIME));
    head.append(Cells.left(reading.sensor().map(n -> "sensor " + n).orElse("history"), NAME));
    reading
        .total()
        .ifPresent(
            power -> head.append(Cells.right(power.in(Unit.KILOWATT).digits(), 9)).append(" kW"));
    reading.temperature().ifPresent(warm -> head.append(Cells.right(warm.toString(), 12)));
    lines.add(head.toString().stripTrailing());
    if (reading.channels().size() > 1) {
      reading.channels().forEach((number, power) -> lines.add(row("channel " + number, power, "")));
    }
    reading.impulses().ifPresent(impulses -> lines.add(impulses(impulses)));
    history(reading.history(), lines);
    return lines;
  }

  private static String row(String name, Quantity value, String more) {
    return Cells.row(name, value).append(more).toString().stripTrailing();
  }

  private static String impulses(ImpulseCount impulses) {
    String perUnit = impulses.perUnit().map(number -> "   " + number + " a unit").orElse("");
    return row("impulses", new Quantity(impulses.count(), 0, Unit.NONE), perUnit);
  }

  private static void history(List<HistoryValue> history, List<String> lines) {
    Map<Integer, List<HistoryValue>> bySensor = new LinkedHashMap<>();
    history.forEach(
        value -> bySensor.computeIfAbsent(value.sensor(), n -> new ArrayList<>()).add(value));
    bySensor.forEach(
        (sensor, values) -> {
          StringBuilder line = new StringBuilder(Cells.left("  sensor " + sensor, 12));
          for (HistoryValue value : values.subList(0, Math.min(SHOWN, values.size()))) {
            String name = value.store().letter() + value.age() + ' ';
            line.append(Cells.right(name + value.quantity(), 18));
          }
          int more = values.size() - SHOWN;
          lines.add(more > 0 ? line + "   and " + more + " more" : line.toString());
        });
  }
}
