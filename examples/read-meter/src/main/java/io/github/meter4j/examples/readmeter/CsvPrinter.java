package io.github.meter4j.examples.readmeter;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.github.meter4j.examples.program.Program;
import io.github.meter4j.reader.ReaderStats;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Reading;
import io.github.meter4j.reading.SensorReading;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A header and a line a reading (RFC 4180). Columns and their units stay what they are in the
 * header; what has no place there is told of, once for each name.
 */
final class CsvPrinter implements ReadingPrinter {
  private final Program program;
  private final List<String> wanted;
  private final Writer out;
  private final CsvWriter csv;
  private final List<Column> columns = new ArrayList<>();
  private final Set<String> told = new HashSet<>();

  /**
   * A printer that has printed nothing.
   *
   * @param wanted the columns; those of the first reading when there are none
   */
  CsvPrinter(Program program, List<String> wanted) {
    this.program = program;
    this.wanted = wanted;
    this.out = new OutputStreamWriter(program.out(), StandardCharsets.UTF_8);
    this.csv = CsvWriter.builder().bufferSize(0).lineDelimiter(LineDelimiter.CRLF).build(out);
  }

  @Override
  public void print(Reading reading, ReaderStats stats) {
    if (reading instanceof SensorReading sensor && !sensor.history().isEmpty()) {
      tell(
          "history", "what the display remembers of the past has no columns; --format json has it");
      if (sensor.kind() == SensorReading.Kind.HISTORY) {
        return;
      }
    }
    Row row = Row.of(reading, wanted.isEmpty() || wanted.contains(Row.SENSOR));
    if (columns.isEmpty()) {
      begin(row);
    }
    List<String> fields = new ArrayList<>();
    fields.add(time(reading));
    columns.forEach(column -> fields.add(field(column, row.cells().get(column.name()))));
    write(fields);
    if (wanted.isEmpty()) {
      tellOfNewcomers(row);
    }
  }

  private void begin(Row row) {
    if (wanted.isEmpty()) {
      columns.addAll(row.columns().values());
    }
    wanted.forEach(name -> columns.add(column(name, row)));
    List<String> header = new ArrayList<>(List.of("time"));
    columns.forEach(column -> header.add(column.header()));
    write(header);
  }

  private static Column column(String name, Row row) {
    return Optional.ofNullable(row.columns().get(name))
        .or(() -> Column.named(name))
        .or(() -> Column.withUnit(name).filter(split -> isKnown(split.name(), row)))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--columns: this meter has no \""
                        + name
                        + "\"; the first reading has "
                        + String.join(",", row.columns().keySet())));
  }

  private static boolean isKnown(String name, Row row) {
    return row.columns().containsKey(name) || Column.named(name).isPresent();
  }

  private void write(List<String> fields) {
    csv.writeRecord(fields);
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String field(Column column, Row.Cell cell) {
    if (cell instanceof Row.Number number) {
      return digits(column, number.quantity());
    }
    return cell instanceof Row.Text text ? text.text() : "";
  }

  private String digits(Column column, Quantity quantity) {
    try {
      return quantity.in(column.unit()).digits();
    } catch (IllegalArgumentException | ArithmeticException e) {
      tell(
          column.name() + ' ' + quantity.unit(),
          column.name()
              + " came as "
              + quantity
              + ", which its column "
              + column.header()
              + " cannot have; it is left empty");
      return "";
    }
  }

  private void tellOfNewcomers(Row row) {
    for (Map.Entry<String, Row.Cell> cell : row.cells().entrySet()) {
      String name = cell.getKey();
      if (columns.stream().noneMatch(column -> column.name().equals(name))) {
        tell(
            name,
            name + " came after the header was written and has no column; --columns names them");
      }
    }
  }

  private void tell(String what, String message) {
    if (told.add(what)) {
      program.say(message);
    }
  }

  /** When the meter says that it was, else when it arrived. */
  private static String time(Reading reading) {
    return reading
        .meterTime()
        .flatMap(time -> time.instant())
        .or(reading::receivedAt)
        .map(Instant::toString)
        .orElse("");
  }
}
