package io.github.meter4j.modbus.map;

import io.github.meter4j.modbus.map.MapLine.Field;
import io.github.meter4j.reading.Measurand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the text of a map: properties, the line that names the columns, rows. */
final class MapParser {
  private final String name;
  private final MapHeader header = new MapHeader();
  private final List<RegisterRow> rows = new ArrayList<>();
  private final Map<String, List<RegisterRow>> byName = new HashMap<>();
  private final Map<Measurand, List<RegisterRow>> byMeasurand = new HashMap<>();
  private @Nullable List<String> columns;

  private MapParser(String name) {
    this.name = name;
  }

  static RegisterMap parse(String name, String text) {
    MapParser parser = new MapParser(name);
    String[] lines = text.split("\\R", -1);
    for (int i = 0; i < lines.length; i++) {
      // a mark that some editors put in front of UTF-8
      String clean = i == 0 && lines[i].startsWith("\ufeff") ? lines[i].substring(1) : lines[i];
      parser.line(new MapLine(name, i + 1, clean));
    }
    return parser.end(new MapLine(name, lines.length, ""));
  }

  private void line(MapLine line) {
    if (line.isBlank()) {
      return;
    }
    if (columns != null) {
      row(line, columns);
      return;
    }
    List<Field> fields = line.fields();
    if (fields.get(0).text().equals(RowParser.NAME)) {
      columns = columns(line, fields);
    } else {
      header.line(line);
    }
  }

  private static List<String> columns(MapLine line, List<Field> fields) {
    List<String> columns = new ArrayList<>();
    for (Field field : fields) {
      if (!RowParser.COLUMNS.contains(field.text())) {
        throw line.unknown(field.column(), "column", field.text(), RowParser.COLUMNS);
      }
      if (columns.contains(field.text())) {
        throw line.error(field.column(), "column " + field.text() + " is there twice");
      }
      columns.add(field.text());
    }
    for (String needed : RowParser.NEEDED) {
      if (!columns.contains(needed)) {
        throw line.error(1, "column " + needed + " is missing");
      }
    }
    return columns;
  }

  private void row(MapLine line, List<String> columns) {
    List<Field> fields = line.fields();
    if (fields.size() > columns.size()) {
      throw line.error(
          fields.get(columns.size()).column(),
          "more fields than the " + columns.size() + " columns that are named");
    }
    Map<String, Field> named = new HashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      named.put(columns.get(i), fields.get(i));
    }
    RegisterRow row = new RowParser(line, named, header).row();
    List<RegisterRow> same = byName.computeIfAbsent(row.name(), key -> new ArrayList<>());
    for (RegisterRow other : same) {
      if (!exclude(row, other)) {
        throw line.error(fields.get(0).column(), "row " + row.name() + " is there twice");
      }
    }
    same.add(row);
    row.measurand().ifPresent(measurand -> once(line, named, row, measurand));
    rows.add(row);
  }

  /** Of two rows that measure the same a reading would show only one. */
  private void once(MapLine line, Map<String, Field> named, RegisterRow row, Measurand measurand) {
    List<RegisterRow> same = byMeasurand.computeIfAbsent(measurand, key -> new ArrayList<>());
    for (RegisterRow other : same) {
      if (!exclude(row, other)) {
        throw line.error(
            named.get("measurand").column(),
            "measurand "
                + measurand
                + " is that of row "
                + other.name()
                + " already; leave the measurand of one of them empty, then its value is in the"
                + " registers of a reading only");
      }
    }
    same.add(row);
  }

  /** Rows of one name are possible where they never count both. */
  private static boolean exclude(RegisterRow one, RegisterRow other) {
    return one.condition().isPresent()
        && other.condition().isPresent()
        && one.condition().get().setting().equals(other.condition().get().setting())
        && !one.condition().get().value().equals(other.condition().get().value());
  }

  private RegisterMap end(MapLine last) {
    if (columns == null) {
      throw last.error(1, "no line that names the columns; it starts with \"name,\"");
    }
    if (rows.isEmpty()) {
      throw last.error(1, "no rows");
    }
    Set<String> names = new HashSet<>(byName.keySet());
    header.checkDetections(last, names);
    List<MapSetting> settings = header.settings();
    return new RegisterMap(
        name,
        header.properties(name),
        settings,
        RegisterMap.firstValues(settings),
        List.copyOf(rows));
  }
}
