package io.github.meter4j.examples.readmeter;

import io.github.meter4j.reader.ReaderStats;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Reading;
import io.github.meter4j.reading.Unit;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A header and a line a reading (RFC 4180). The first reading decides the columns and their units;
 * the months that are over are left out, for they do not change from line to line.
 */
final class CsvPrinter implements ReadingPrinter {
  private static final String LINE_END = "\r\n";

  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, Unit> columns = new LinkedHashMap<>();
  private final Set<String> reported = new HashSet<>();

  CsvPrinter(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public void print(Reading reading, ReaderStats stats) {
    Map<String, Quantity> values = values(reading);
    if (columns.isEmpty()) {
      values.forEach((name, value) -> columns.put(name, value.unit()));
      List<String> header = new ArrayList<>(List.of("time"));
      header.addAll(columns.keySet());
      out.print(line(header));
    }
    List<String> fields = new ArrayList<>();
    fields.add(time(reading));
    columns.forEach((name, unit) -> fields.add(field(name, values.get(name), unit)));
    out.print(line(fields));
    for (String name : values.keySet()) {
      if (!columns.containsKey(name) && reported.add(name)) {
        err.println("read-meter: " + name + " came later and has no column");
      }
    }
  }

  private static Map<String, Quantity> values(Reading reading) {
    Map<String, Quantity> values = new LinkedHashMap<>();
    for (Measurement measurement : reading.measurements()) {
      if (measurement.measurand().statistic() != Measurand.Statistic.MONTH_MAXIMUM) {
        String name = name(measurement);
        String free = name;
        for (int again = 2; values.containsKey(free); again++) {
          free = name + '#' + again;
        }
        values.put(free, measurement.quantity());
      }
    }
    return values;
  }

  private static String name(Measurement measurement) {
    String name = measurement.measurand().name();
    return measurement.channel() == 0 ? name : name + "_ch" + measurement.channel();
  }

  private String field(String name, Quantity value, Unit unit) {
    if (value == null) {
      return "";
    }
    try {
      return value.in(unit).digits();
    } catch (IllegalArgumentException | ArithmeticException e) {
      if (reported.add(name)) {
        err.println("read-meter: " + name + " changed its unit to " + value.unit());
      }
      return "";
    }
  }

  private static String time(Reading reading) {
    return reading
        .meterTime()
        .flatMap(time -> time.instant())
        .or(reading::receivedAt)
        .map(Instant::toString)
        .orElse("");
  }

  static String line(List<String> fields) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < fields.size(); i++) {
      if (i > 0) {
        line.append(',');
      }
      line.append(quoted(fields.get(i)));
    }
    return line.append(LINE_END).toString();
  }

  private static String quoted(String field) {
    boolean plain = true;
    for (int i = 0; i < field.length() && plain; i++) {
      plain = ",\"\r\n".indexOf(field.charAt(i)) < 0;
    }
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
