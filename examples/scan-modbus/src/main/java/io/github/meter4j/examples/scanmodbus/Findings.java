package io.github.meter4j.examples.scanmodbus;

import io.github.meter4j.DriverInfo;
import io.github.meter4j.MeterReader;
import io.github.meter4j.examples.program.Output;
import io.github.meter4j.modbus.map.RegisterMap;
import java.util.ArrayList;
import java.util.List;

/** Says what was found: what each unit is, and the address that reads it. */
final class Findings {
  private static final String INDENT = "          ";

  private final Place place;
  private final List<String> drivers =
      MeterReader.drivers().stream().map(DriverInfo::name).toList();

  Findings(Place place) {
    this.place = place;
  }

  void print(FoundUnit unit, Output out) {
    List<RegisterMap> maps = unit.meter().maps();
    String number = "unit " + unit.number();
    String title = maps.isEmpty() ? "no meter that is known here" : maps.get(0).title();
    String setting = unit.setting().equals(LineSetting.NONE) ? "" : " at " + unit.setting();
    String why = unit.meter().why().isEmpty() ? "" : ": " + unit.meter().why();
    out.println(
        number
            + " ".repeat(Math.max(1, INDENT.length() - number.length()))
            + title
            + setting
            + why);
    if (maps.isEmpty()) {
      out.println(INDENT + address(unit, "modbus", List.of("map=FILE"), 0, ""));
    }
    for (RegisterMap map : maps) {
      boolean own = drivers.contains(map.name());
      String address =
          own
              ? address(unit, map.name(), List.of(), map.baud(), map.format())
              : address(unit, "modbus", List.of("map=" + map.name()), map.baud(), map.format());
      out.println(INDENT + address + (map == maps.get(0) ? "" : "   or as " + map.title()));
    }
  }

  private String address(
      FoundUnit unit, String driver, List<String> more, int usualBaud, String usualFormat) {
    List<String> options = new ArrayList<>();
    options.add("unit=" + unit.number());
    options.addAll(more);
    options.addAll(unit.setting().optionsBeside(usualBaud, usualFormat));
    return place.address(driver, options);
  }
}
