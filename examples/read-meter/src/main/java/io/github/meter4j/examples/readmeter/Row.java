package io.github.meter4j.examples.readmeter;

import io.github.meter4j.dsmr.DsmrTelegram;
import io.github.meter4j.dsmr.MBusDevice;
import io.github.meter4j.dsmr.MBusType;
import io.github.meter4j.modbus.map.ModbusSnapshot;
import io.github.meter4j.modbus.map.RegisterRow;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurand.Kind;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.reading.Obis;
import io.github.meter4j.reading.ObisObject;
import io.github.meter4j.reading.ObisReading;
import io.github.meter4j.reading.PulsePower;
import io.github.meter4j.reading.PulseReading;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Reading;
import io.github.meter4j.reading.RegisterReading;
import io.github.meter4j.reading.RegisterValue;
import io.github.meter4j.reading.SensorReading;
import io.github.meter4j.reading.Unit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A reading as a row of a table. Its columns are those of any reading of the meter, as far as one
 * reading tells: all rows of a register map, also those that had no value.
 */
final class Row {
  static final String SENSOR = "sensor";
  static final String IMPULSES = "impulses";

  /** Group A of the codes of electricity. */
  private static final int ELECTRICITY = 1;

  private static final List<Measurand.Phase> CLAMPS =
      List.of(Measurand.Phase.L1, Measurand.Phase.L2, Measurand.Phase.L3);

  /** What stands in a place. */
  sealed interface Cell permits Text, Number {}

  /** Words, or a number that is no measurement. */
  record Text(String text) implements Cell {}

  /** A number with its unit. */
  record Number(Quantity quantity) implements Cell {}

  private final Map<String, Column> columns = new LinkedHashMap<>();
  private final Map<String, Cell> cells = new LinkedHashMap<>();

  private Row() {}

  /**
   * Makes a row.
   *
   * @param sensorInARow whether the sensors of a display share their columns, each with a row that
   *     has its number; otherwise each has columns of its own
   */
  static Row of(Reading reading, boolean sensorInARow) {
    Row row = new Row();
    if (reading instanceof SensorReading sensor) {
      row.add(sensor, sensorInARow);
    } else {
      if (reading instanceof RegisterReading registers) {
        row.add(registers);
      }
      reading.measurements().forEach(row::add);
      if (reading instanceof PulseReading pulses) {
        row.add(pulses);
      } else if (reading instanceof ObisReading obis) {
        row.add(obis);
      }
    }
    return row;
  }

  /** What columns any reading of this meter has, in order. */
  Map<String, Column> columns() {
    return columns;
  }

  /** What this one has, by the names of the columns. */
  Map<String, Cell> cells() {
    return cells;
  }

  private void column(String name, Kind kind) {
    column(new Column(name, UsualUnit.of(kind).orElse(Unit.NONE)));
  }

  private void column(Column column) {
    columns.putIfAbsent(column.name(), column);
  }

  private void put(String name, Quantity quantity) {
    cells.put(name, new Number(quantity));
    columns.put(name, new Column(name, UsualUnit.of(quantity.unit())));
  }

  private void put(String name, String text) {
    cells.put(name, new Text(text));
    column(new Column(name, Unit.NONE));
  }

  /** The months that are over are left out, for they do not change from row to row. */
  private void add(Measurement measurement) {
    if (measurement.measurand().statistic() != Measurand.Statistic.MONTH_MAXIMUM) {
      put(free(name(measurement)), measurement.quantity());
    }
  }

  /** A meter may send one measurand twice. */
  private String free(String name) {
    String free = name;
    for (int again = 2; cells.containsKey(free); again++) {
      free = name + '#' + again;
    }
    return free;
  }

  private static String name(Measurement measurement) {
    return channelled(measurement.measurand().name(), measurement.channel());
  }

  private static String channelled(String name, int channel) {
    return channel == 0 ? name : name + "_ch" + channel;
  }

  // ---- P1 and D0

  /** What the meter has and could not be read, or has not come from its device yet. */
  private void add(ObisReading reading) {
    if (!reading.faults().isEmpty()) {
      for (ObisObject object : reading.objects()) {
        object.obis().filter(code -> code.a() == ELECTRICITY).ifPresent(this::unread);
      }
    }
    if (reading instanceof DsmrTelegram telegram) {
      for (MBusDevice device : telegram.mbusDevices()) {
        device.type().flatMap(Row::kind).ifPresent(kind -> unread(kind, device.channel()));
      }
    }
  }

  private void unread(Obis code) {
    Measurand measurand = Measurand.of(code);
    if (measurand.kind() != Kind.OTHER && code.f() == Obis.NO_HISTORY) {
      column(channelled(measurand.name(), code.b()), measurand.kind());
    }
  }

  private void unread(Kind kind, int channel) {
    column(channelled(Measurand.of(kind, Measurand.Direction.NONE).name(), channel), kind);
  }

  private static Optional<Kind> kind(MBusType type) {
    return switch (type.medium()) {
      case GAS -> Optional.of(Kind.GAS_VOLUME);
      case WATER -> Optional.of(Kind.WATER_VOLUME);
      case WARM_WATER -> Optional.of(Kind.WARM_WATER_VOLUME);
      case HEAT -> Optional.of(Kind.HEAT_ENERGY);
      case COOLING -> Optional.of(Kind.COOLING_ENERGY);
      case ELECTRICITY, OTHER -> Optional.empty();
    };
  }

  // ---- meters with registers

  /** A column a row of the map; what was measured is put into them as any measurement. */
  private void add(RegisterReading reading) {
    for (RegisterValue register : reading.registers()) {
      if (register.measurand().isPresent()) {
        column(register.measurand().get().name(), register.measurand().get().kind());
        continue;
      }
      column(new Column(register.name(), UsualUnit.of(unit(reading, register))));
      register
          .text()
          .map(text -> (Cell) new Text(text))
          .or(() -> register.quantity().map(Number::new))
          .ifPresent(cell -> cells.put(register.name(), cell));
    }
  }

  private static Unit unit(RegisterReading reading, RegisterValue register) {
    Optional<Unit> ofMap =
        reading instanceof ModbusSnapshot snapshot
            ? snapshot.registerMap().row(register.name()).map(RegisterRow::unit)
            : Optional.empty();
    return ofMap.or(() -> register.quantity().map(Quantity::unit)).orElse(Unit.NONE);
  }

  // ---- pulses

  /** With power even where there is none yet, and with what a power and a count are worth. */
  private void add(PulseReading reading) {
    Measurand total = reading.measurements().get(0).measurand();
    if (total.kind() == Kind.ACTIVE_ENERGY) {
      column(Measurand.of(Kind.ACTIVE_POWER, total.direction()).name(), Kind.ACTIVE_POWER);
      PulsePower.Basis basis = reading.power().basis();
      put("power_basis", basis.name().toLowerCase(Locale.ROOT));
    }
    put("pulses", Long.toString(reading.count()));
    put("gaps", Long.toString(reading.quality().gaps()));
  }

  // ---- sensors of a display

  private void add(SensorReading reading, boolean sensorInARow) {
    column(new Column(SENSOR, Unit.NONE));
    reading.sensor().ifPresent(number -> put(SENSOR, Integer.toString(number)));
    column(Measurand.of(Kind.TEMPERATURE, Measurand.Direction.NONE).name(), Kind.TEMPERATURE);
    Measurand power = Measurand.of(Kind.ACTIVE_POWER, Measurand.Direction.NONE);
    column(power.name(), Kind.ACTIVE_POWER);
    for (Measurand.Phase clamp : CLAMPS) {
      column(power.on(clamp).name(), Kind.ACTIVE_POWER);
    }
    for (Measurement measurement : reading.measurements()) {
      String name = sensorInARow ? measurement.measurand().name() : name(measurement);
      put(free(name), measurement.quantity());
    }
    int channel = sensorInARow ? 0 : reading.sensor().orElse(0);
    String impulses = channelled(IMPULSES, channel);
    column(new Column(impulses, Unit.NONE));
    reading.impulses().ifPresent(count -> put(impulses, Long.toString(count.count())));
  }
}
