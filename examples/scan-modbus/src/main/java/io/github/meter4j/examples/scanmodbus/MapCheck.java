package io.github.meter4j.examples.scanmodbus;

import io.github.meter4j.examples.program.Output;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.modbus.map.ReadPlan;
import io.github.meter4j.modbus.map.RegisterBlock;
import io.github.meter4j.modbus.map.RegisterMap;
import io.github.meter4j.modbus.map.RegisterRow;
import io.github.meter4j.modbus.map.RegisterTable;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.spi.OptionSpec;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Checks a register map without a meter: shows its rows and how they are read. */
final class MapCheck {
  private final RegisterMap map;

  private MapCheck(RegisterMap map) {
    this.map = map;
  }

  /**
   * Reads a map.
   *
   * @param name a file, or the name of a map of the library
   * @throws IOException when the file cannot be read, or something in it is wrong
   */
  static MapCheck of(String name) throws IOException {
    if (RegisterMap.builtIns().contains(name)) {
      return new MapCheck(RegisterMap.builtIn(name));
    }
    try {
      return new MapCheck(RegisterMap.load(Path.of(name)));
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    } catch (NoSuchFileException e) {
      throw new IOException("there is no file " + name, e);
    } catch (IOException e) {
      throw new IOException("cannot read the register map " + name + ": " + e.getMessage(), e);
    }
  }

  void print(Output out) {
    out.printf(
        "map %s: %s, %d %s, unit %d%n",
        map.name(), map.title(), map.baud(), map.format(), map.unit());
    for (OptionSpec<String> setting : map.settings()) {
      out.println("setting " + setting.name() + ": " + setting.form() + "; " + setting.meaning());
    }
    out.println("rows:");
    map.all().forEach(row -> out.println("  " + row(row)));
    out.println("read as:");
    reads().forEach(read -> out.println("  " + read));
    notes().forEach(note -> out.println("note: " + note));
  }

  private static String row(RegisterRow row) {
    return String.format(
            Locale.ROOT,
            "%-24s %-7s %04X  %-8s %-4s  %-11s %s%s",
            row.name(),
            word(row.table()),
            row.address(),
            row.type(),
            row.order(),
            row.scale().toPlainString() + ' ' + row.unit().symbol(),
            row.measurand().map(Measurand::name).orElse("-"),
            row.expected().map(range -> "  expect " + range).orElse(""))
        .stripTrailing();
  }

  private static String word(RegisterTable table) {
    return table.name().toLowerCase(Locale.ROOT);
  }

  /** The transactions of one reading, of registers that are all 0. */
  private List<String> reads() {
    List<String> reads = new ArrayList<>();
    try {
      ReadPlan.of(map)
          .read(
              (table, address, count) -> {
                reads.add(
                    String.format(
                        Locale.ROOT,
                        "%s %04X to %04X, %d registers",
                        word(table),
                        address,
                        address + count - 1,
                        count));
                return new RegisterBlock(table, address, new int[count]);
              },
              map.unit(),
              "",
              Clock.systemUTC());
    } catch (MeterException e) {
      throw new IllegalStateException("zeros were refused", e);
    }
    return reads;
  }

  /** What is no mistake, and what the author of a map may want to know. */
  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (map.all().stream().noneMatch(row -> row.expected().isPresent())) {
      notes.add(
          "no row expects a range, so a meter with other registers is read without a word:"
              + " give a voltage or the frequency one, as in 80..300");
    }
    String unnamed = names(map.all().stream().filter(row -> row.measurand().isEmpty()).toList());
    if (!unnamed.isEmpty()) {
      notes.add("without a measurand, so only in the registers of a reading: " + unnamed);
    }
    String unproved = names(map.all().stream().filter(row -> !row.hasVector()).toList());
    if (!unproved.isEmpty()) {
      notes.add("without a vector, so nothing shows that they are read as meant: " + unproved);
    }
    return notes;
  }

  private static String names(List<RegisterRow> rows) {
    return rows.stream().map(RegisterRow::name).distinct().collect(Collectors.joining(", "));
  }
}
