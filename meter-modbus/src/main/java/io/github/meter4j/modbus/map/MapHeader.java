package io.github.meter4j.modbus.map;

import io.github.meter4j.modbus.map.MapLine.Field;
import io.github.meter4j.modbus.map.MapSetting.Detection;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines {@code property: value} in front of the table. */
final class MapHeader {
  private static final List<String> PROPERTIES =
      List.of(
          "title",
          "max-words",
          "holes",
          "units",
          "unit",
          "baud",
          "format",
          "address-base",
          "setting",
          "detect");

  private static final Pattern UNITS = Pattern.compile("(\\d{1,3})\\s*-\\s*(\\d{1,3})");
  private static final Pattern FORMAT = Pattern.compile("[78][NEO][12]");
  private static final Pattern SETTING =
      Pattern.compile("([a-z][a-z0-9-]*)\\s*=\\s*([^;]+?)\\s*;\\s*(\\S.*)");
  private static final Pattern DETECT =
      Pattern.compile("([a-z][a-z0-9-]*)=(\\S+) when (\\w+) = (\\w+) \\+ (\\w+)");

  private final Map<String, MapSetting> settings = new LinkedHashMap<>();
  private final Map<Detection, MapLine> detectedAt = new LinkedHashMap<>();
  private String title = "";
  private int maxWords = RegisterSource.MOST;
  private int holes;
  private int leastUnit = 1;
  private int mostUnit = 247;
  private int unit = 1;
  private int baud = 9600;
  private String format = "8N1";
  private int addressBase;

  void line(MapLine line) {
    int colon = line.text().indexOf(':');
    if (colon < 0) {
      throw line.error(
          1,
          "neither \"property: value\" nor the line that names the columns (\"name,address,…\")"
              + line.otherSeparator());
    }
    String property = line.text().substring(0, colon).strip();
    String rest = line.text().substring(colon + 1);
    int column = colon + 2 + (rest.length() - rest.stripLeading().length());
    Field value = new Field(rest.strip(), column);
    switch (property) {
      case "title" -> title = value.text();
      case "max-words" -> maxWords = number(line, value, 1, RegisterSource.MOST);
      case "holes" -> holes = number(line, value, 0, RegisterSource.MOST);
      case "units" -> units(line, value);
      case "unit" -> unit = number(line, value, 0, 255);
      case "baud" -> baud = number(line, value, 50, 4_000_000);
      case "format" -> format = matching(line, value, FORMAT, "8N1, 8E1, 7O2").group();
      case "address-base" -> addressBase = number(line, value, 0, 1);
      case "setting" -> setting(line, value);
      case "detect" -> detect(line, value);
      default -> throw line.unknown(1, "property", property, PROPERTIES);
    }
  }

  static int number(MapLine line, Field value, int least, int most) {
    int number = -1;
    try {
      number = Integer.parseInt(value.text());
    } catch (NumberFormatException e) {
      // out of the range below
    }
    if (number < least || number > most) {
      throw line.error(
          value.column(), '"' + value.text() + "\" is no number of " + least + " to " + most);
    }
    return number;
  }

  private static Matcher matching(MapLine line, Field value, Pattern form, String example) {
    Matcher matcher = form.matcher(value.text());
    if (!matcher.matches()) {
      throw line.error(
          value.column(), '"' + value.text() + "\" does not look like this: " + example);
    }
    return matcher;
  }

  private void units(MapLine line, Field value) {
    Matcher range = matching(line, value, UNITS, "1-247");
    leastUnit = Integer.parseInt(range.group(1));
    mostUnit = Integer.parseInt(range.group(2));
    if (leastUnit > mostUnit || mostUnit > 255) {
      throw line.error(value.column(), "units are 0 to 255, the lower one first");
    }
  }

  private void setting(MapLine line, Field value) {
    Matcher parts = matching(line, value, SETTING, "layout = auto | 2 | 1 ; what it does");
    List<String> values =
        Arrays.stream(parts.group(2).split("\\|", -1)).map(String::strip).toList();
    if (values.contains("")) {
      throw line.error(value.column(), "an empty value");
    }
    String setting = parts.group(1);
    if (settings.put(setting, new MapSetting(setting, values, parts.group(3), List.of())) != null) {
      throw line.error(value.column(), "setting " + setting + " is there twice");
    }
  }

  private void detect(MapLine line, Field value) {
    Matcher parts =
        matching(line, value, DETECT, "layout=2 when total = export + import (names of rows)");
    MapSetting setting = requireSetting(line, value.column(), parts.group(1), parts.group(2));
    if (!setting.values().contains(MapSetting.AUTO)) {
      throw line.error(value.column(), setting.name() + " has no value " + MapSetting.AUTO);
    }
    Detection detection =
        new Detection(parts.group(2), parts.group(3), parts.group(4), parts.group(5));
    settings.put(setting.name(), setting.with(detection));
    detectedAt.put(detection, line);
  }

  /** The setting of a condition {@code name=value}. */
  MapSetting requireSetting(MapLine line, int column, String name, String value) {
    MapSetting setting = settings.get(name);
    if (setting == null) {
      throw line.unknown(column, "setting", name, settings.keySet());
    }
    if (!setting.values().contains(value) || value.equals(MapSetting.AUTO)) {
      throw line.unknown(column, "value", value, setting.values());
    }
    return setting;
  }

  void checkDetections(MapLine last, Set<String> rows) {
    for (MapSetting setting : settings.values()) {
      if (setting.values().contains(MapSetting.AUTO) && setting.detections().isEmpty()) {
        throw last.error(1, "setting " + setting.name() + " is auto, and no detect line says how");
      }
    }
    detectedAt.forEach(
        (detection, line) -> {
          for (String row : List.of(detection.sum(), detection.left(), detection.right())) {
            if (!rows.contains(row)) {
              throw line.unknown(line.text().indexOf(row) + 1, "row", row, rows);
            }
          }
        });
  }

  int addressBase() {
    return addressBase;
  }

  int maxWords() {
    return maxWords;
  }

  List<MapSetting> settings() {
    return List.copyOf(settings.values());
  }

  MapProperties properties(String name) {
    return new MapProperties(
        title.isEmpty() ? name : title, maxWords, holes, leastUnit, mostUnit, unit, baud, format);
  }
}
