package io.github.meter4j.examples.scanmodbus;

import io.github.meter4j.fault.DeviceException;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.ReadTimeoutException;
import io.github.meter4j.modbus.ModbusUnit;
import io.github.meter4j.modbus.map.ModbusSnapshot;
import io.github.meter4j.modbus.map.ReadPlan;
import io.github.meter4j.modbus.map.RegisterMap;
import io.github.meter4j.modbus.map.RegisterRow;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurand.Kind;
import io.github.meter4j.reading.Measurand.Phase;
import io.github.meter4j.reading.Measurand.Statistic;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what each map says are voltage and frequency. A map fits when the mains are there: every
 * phase from 80 to 300 V, and 45 to 65 Hz. Of those that fit, the ones with most phases stay.
 */
final class Plausible {
  private static final BigDecimal LEAST_VOLTS = BigDecimal.valueOf(80);
  private static final BigDecimal MOST_VOLTS = BigDecimal.valueOf(300);
  private static final BigDecimal LEAST_HERTZ = BigDecimal.valueOf(45);
  private static final BigDecimal MOST_HERTZ = BigDecimal.valueOf(65);
  private static final Set<Phase> PHASES = Set.of(Phase.ALL, Phase.L1, Phase.L2, Phase.L3);

  /** A map and what it reads. */
  private record Fit(RegisterMap map, List<Quantity> values) {}

  private Plausible() {}

  static Recognised of(List<RegisterMap> maps, ModbusUnit unit) throws MeterException {
    List<Fit> best = new ArrayList<>();
    for (RegisterMap map : maps) {
      Optional<Fit> fit = fit(map, unit);
      if (fit.isPresent()) {
        int more = best.isEmpty() ? 1 : fit.get().values().size() - best.get(0).values().size();
        if (more > 0) {
          best.clear();
        }
        if (more >= 0) {
          best.add(fit.get());
        }
      }
    }
    if (best.isEmpty()) {
      return new Recognised("", List.of());
    }
    String values =
        String.join(", ", best.get(0).values().stream().map(Quantity::toString).toList());
    return new Recognised("shows " + values, best.stream().map(Fit::map).toList());
  }

  private static Optional<Fit> fit(RegisterMap map, ModbusUnit unit) throws MeterException {
    List<String> volts = names(map, Kind.VOLTAGE);
    List<String> hertz = names(map, Kind.FREQUENCY);
    if (volts.isEmpty() || hertz.isEmpty()) {
      return Optional.empty();
    }
    List<String> wanted = new ArrayList<>(volts);
    wanted.addAll(hertz);
    try {
      ModbusSnapshot snapshot =
          ReadPlan.of(map.only(wanted)).read(unit, unit.number(), "", Clock.systemUTC());
      boolean plausible =
          all(snapshot, volts, Unit.VOLT, LEAST_VOLTS, MOST_VOLTS)
              && all(snapshot, hertz, Unit.HERTZ, LEAST_HERTZ, MOST_HERTZ);
      return plausible ? Optional.of(new Fit(map, values(snapshot, wanted))) : Optional.empty();
    } catch (DeviceException | ReadTimeoutException e) {
      return Optional.empty(); // not such a meter
    }
  }

  private static List<String> names(RegisterMap map, Kind kind) {
    return map.rows().stream()
        .filter(row -> row.measurand().filter(measurand -> isMains(measurand, kind)).isPresent())
        .map(RegisterRow::name)
        .distinct()
        .toList();
  }

  private static boolean isMains(Measurand measurand, Kind kind) {
    return measurand.kind() == kind
        && PHASES.contains(measurand.phase())
        && measurand.statistic() == Statistic.ACTUAL;
  }

  private static List<Quantity> values(ModbusSnapshot snapshot, List<String> names) {
    return names.stream().map(name -> value(snapshot, name)).flatMap(Optional::stream).toList();
  }

  private static Optional<Quantity> value(ModbusSnapshot snapshot, String name) {
    return snapshot.register(name).flatMap(register -> register.quantity());
  }

  private static boolean all(
      ModbusSnapshot snapshot, List<String> names, Unit unit, BigDecimal least, BigDecimal most) {
    for (String name : names) {
      Optional<BigDecimal> number =
          value(snapshot, name).map(value -> value.in(unit).toBigDecimal());
      if (number.filter(n -> n.compareTo(least) >= 0 && n.compareTo(most) <= 0).isEmpty()) {
        return false;
      }
    }
    return true;
  }
}
