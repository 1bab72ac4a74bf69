package io.github.meter4j.examples.readmeter;

import io.github.meter4j.dsmr.DsmrTelegram;
import io.github.meter4j.dsmr.TariffMeaning;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurand.Direction;
import io.github.meter4j.reading.Measurand.Kind;
import io.github.meter4j.reading.Measurand.Phase;
import io.github.meter4j.reading.Measurand.Statistic;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.reading.Obis;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Reading;
import io.github.meter4j.reading.RegisterReading;
import io.github.meter4j.reading.RegisterValue;
import io.github.meter4j.reading.Unit;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The lines of one reading: what matters in a house first, and then what else was measured. Works
 * on measurements alone, so for any kind of meter; a P1 telegram adds what its tariffs mean.
 */
final class TextBlock {
  /** With an offset, so that powers stand below each other. */
  private static final int TIME = 26;

  private static final List<Phase> PHASES = List.of(Phase.L1, Phase.L2, Phase.L3);

  /** Counters and limits that say nothing about now. */
  private static final Set<Kind> QUIET =
      Set.of(
          Kind.VOLTAGE_SAGS,
          Kind.VOLTAGE_SWELLS,
          Kind.POWER_FAILURES,
          Kind.LONG_POWER_FAILURES,
          Kind.POWER_LIMIT,
          Kind.CURRENT_LIMIT);

  private final Reading reading;
  private final List<Measurement> measurements;
  private final Times times;
  private final Set<Measurement> done = new HashSet<>();
  private final List<String> lines = new ArrayList<>();

  private TextBlock(Reading reading, ZoneId zone) {
    this.reading = reading;
    this.measurements = reading.measurements();
    this.times = new Times(zone);
  }

  static List<String> of(Reading reading, ZoneId zone) {
    TextBlock block = new TextBlock(reading, zone);
    block.head();
    PHASES.forEach(block::phase);
    block.energy(Direction.IMPORT);
    block.energy(Direction.EXPORT);
    block.demand();
    block.devices();
    block.others();
    block.registers();
    block.message();
    return block.lines;
  }

  /** The value of a measurand of the meter itself; it is not shown again among the others. */
  private Optional<Measurement> take(Measurand measurand) {
    for (Measurement m : measurements) {
      if (m.measurand().equals(measurand) && done.add(m)) {
        return Optional.of(m);
      }
    }
    return Optional.empty();
  }

  private Optional<Quantity> quantity(Measurand measurand) {
    return take(measurand).map(Measurement::quantity);
  }

  /** Where the power of the meter is known, what it was made of is not shown again. */
  private Optional<Quantity> power() {
    Optional<Quantity> net = reading.netPower();
    if (net.isPresent()) {
      take(Measurand.ACTIVE_POWER_NET);
      take(Measurand.ACTIVE_POWER_IMPORT);
      take(Measurand.ACTIVE_POWER_EXPORT);
    }
    return net;
  }

  /** Import minus export of one phase. */
  private Optional<Quantity> power(Phase phase) {
    Optional<Quantity> net = quantity(Measurand.ACTIVE_POWER_NET.on(phase));
    Optional<Quantity> taken = quantity(Measurand.ACTIVE_POWER_IMPORT.on(phase));
    Optional<Quantity> given = quantity(Measurand.ACTIVE_POWER_EXPORT.on(phase));
    if (net.isPresent()) {
      return net;
    }
    return taken.isPresent()
        ? taken.map(import_ -> given.map(import_::minus).orElse(import_))
        : given.map(export -> new Quantity(-export.unscaled(), export.scale(), export.unit()));
  }

  private void head() {
    StringBuilder line = new StringBuilder(Cells.left(times.of(reading), TIME));
    power()
        .map(power -> power.in(Unit.KILOWATT))
        .ifPresent(
            power -> {
              line.append(Cells.right(power.digits(), 9)).append(" kW");
              int sign = Long.signum(power.unscaled());
              line.append(sign == 0 ? "" : sign > 0 ? "   from the grid" : "   to the grid");
            });
    if (reading instanceof DsmrTelegram telegram) {
      telegram
          .activeTariff()
          .ifPresent(number -> line.append(", tariff ").append(tariff(number, true)));
    }
    lines.add(line.toString().stripTrailing());
  }

  private String tariff(int number, boolean withNumber) {
    Optional<TariffMeaning> meaning =
        reading instanceof DsmrTelegram telegram
            ? telegram.tariffMeaning(number)
            : Optional.empty();
    String word = meaning.map(known -> known.name().toLowerCase(Locale.ROOT)).orElse("");
    if (word.isEmpty()) {
      return withNumber ? Integer.toString(number) : "T" + number;
    }
    return withNumber ? number + " (" + word + ")" : word;
  }

  private void phase(Phase phase) {
    Optional<Quantity> power = power(phase);
    Optional<Quantity> voltage = quantity(Measurand.VOLTAGE.on(phase));
    Optional<Quantity> current = quantity(Measurand.CURRENT.on(phase));
    if (power.isPresent() || voltage.isPresent() || current.isPresent()) {
      StringBuilder line =
          power
              .map(known -> Cells.row(phase.name(), known))
              .orElseGet(() -> Cells.row(phase.name(), "", ""));
      line.append(Cells.right(voltage.map(Cells::plain).orElse(""), 11));
      line.append(Cells.right(current.map(Cells::plain).orElse(""), 11));
      lines.add(line.toString().stripTrailing());
    }
  }

  /** The total, and the tariffs; without a total where what was sent is not all of it. */
  private void energy(Direction direction) {
    Measurand register = Measurand.of(Kind.ACTIVE_ENERGY, direction);
    Optional<Quantity> total =
        direction == Direction.IMPORT ? reading.totalImport() : reading.totalExport();
    List<String> parts = new ArrayList<>();
    Optional<Unit> unit = total.map(known -> UsualUnit.in(known).unit());
    for (int number = 1; number <= 16; number++) {
      Optional<Quantity> part = quantity(register.tariff(number));
      if (part.isPresent()) {
        Quantity usual = UsualUnit.in(part.get());
        unit = unit.or(() -> Optional.of(usual.unit()));
        String digits = unit.get() == usual.unit() ? usual.digits() : usual.toString();
        parts.add(Cells.left(tariff(number, false), 6) + Cells.right(digits, 11));
      }
    }
    if (unit.isPresent()) {
      total.ifPresent(known -> take(register));
      String name = direction.name().toLowerCase(Locale.ROOT);
      String digits = total.map(known -> UsualUnit.in(known).digits()).orElse("");
      StringBuilder line = Cells.row(name, digits, unit.get().symbol());
      parts.forEach(part -> line.append("   ").append(part));
      lines.add(line.toString().stripTrailing());
    }
  }

  private void demand() {
    Optional<Quantity> average = quantity(Measurand.ACTIVE_POWER_IMPORT_AVERAGE);
    Optional<Measurement> peak = take(Measurand.ACTIVE_POWER_IMPORT_MAXIMUM);
    average.ifPresent(
        value -> lines.add(Cells.row("quarter hour", value).toString().stripTrailing()));
    peak.ifPresent(
        month -> {
          StringBuilder line = Cells.row("month peak", month.quantity());
          month.at().ifPresent(at -> line.append("   ").append(times.ofPeak(at)));
          lines.add(line.toString().stripTrailing());
        });
  }

  /** What the meter collects from others: gas, water, heat. */
  private void devices() {
    for (Measurement m : measurements) {
      if (m.channel() > 0 && m.obis().filter(code -> code.a() == 1).isEmpty() && done.add(m)) {
        StringBuilder line = Cells.row(device(m), m.quantity());
        m.at().ifPresent(at -> line.append("   ").append(times.ofDevice(at, reading)));
        lines.add(line.toString().stripTrailing());
      }
    }
  }

  private String device(Measurement measurement) {
    String name = measurement.measurand().name().replace("_volume", "").replace("_energy", "");
    boolean several =
        measurements.stream().filter(m -> m.measurand().equals(measurement.measurand())).count()
            > 1;
    String word = name.replace("device_register", "device").replace('_', ' ');
    return several || word.equals("device") ? word + ' ' + measurement.channel() : word;
  }

  private void others() {
    for (Measurement m : measurements) {
      boolean history = m.measurand().statistic() == Statistic.MONTH_MAXIMUM;
      if (!history && !QUIET.contains(m.measurand().kind()) && done.add(m)) {
        Quantity usual = UsualUnit.in(m.quantity());
        lines.add(
            Cells.wideRow(name(m.measurand()), usual.digits(), usual.unit().symbol())
                .toString()
                .stripTrailing());
      }
    }
  }

  /** What has only its code for a name is shown by that. */
  private static String name(Measurand measurand) {
    return measurand.code().map(Obis::toString).orElse(measurand.name().replace('_', ' '));
  }

  /** What registers say that is no measurement: a name, a state, the quadrant of a factor. */
  private void registers() {
    if (reading instanceof RegisterReading registers) {
      for (RegisterValue register : registers.registers()) {
        Optional<Quantity> usual = register.quantity().map(UsualUnit::in);
        String digits = usual.map(Quantity::digits).orElse("");
        boolean measured = register.measurand().isPresent() && !digits.isEmpty();
        String said = register.text().orElse(measured ? "" : digits);
        if (!said.isEmpty()) {
          String unit = usual.map(Quantity::unit).map(Unit::symbol).orElse("");
          String name = register.name().replace('_', ' ');
          boolean number = register.text().isEmpty();
          lines.add(Cells.wideRow(name, said, number ? unit : "").toString().stripTrailing());
        }
      }
    }
  }

  private void message() {
    if (reading instanceof DsmrTelegram telegram) {
      telegram.message().ifPresent(text -> lines.add("  message: " + text));
    }
  }
}
