package io.github.meter4j.modbus.map;

import io.github.meter4j.reading.Measurand.Kind;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whether the registers look like those of the map's meter. Of the rows that expect a range one has
 * to be in it: a phase may be dead, and so may be a frequency that is measured on it. Where no
 * phase is dead, a frequency out of its range is doubtful. For one reading and one thread.
 */
final class Expectations {
  /** A map that fits, and what shows it. */
  private record Sister(RegisterMap map, List<String> shown) {}

  private static final int MOST_SHOWN = 3;

  private final List<String> fitting = new ArrayList<>();
  private final List<String> frequencies = new ArrayList<>();

  /** What else is out of its range. */
  private final List<String> others = new ArrayList<>();

  /** Whether one of those out of range is not 0. */
  private boolean contradicts;

  void look(RegisterRow row, Quantity quantity) {
    Optional<ExpectedRange> range = row.expected();
    if (range.isEmpty()) {
      return;
    }
    String shown = row.name() + ' ' + quantity;
    if (range.get().holds(quantity.toBigDecimal())) {
      fitting.add(shown);
      return;
    }
    boolean frequency = row.measurand().filter(it -> it.kind() == Kind.FREQUENCY).isPresent();
    (frequency ? frequencies : others).add(shown + " instead of " + range.get() + unit(row));
    contradicts |= quantity.unscaled() != 0;
  }

  private static String unit(RegisterRow row) {
    return row.unit() == Unit.NONE ? "" : ' ' + row.unit().symbol();
  }

  /** Whether this is another meter: nothing is in its range, and something is out of it. */
  boolean fail() {
    return fitting.isEmpty() && contradicts;
  }

  /**
   * Whether it may be another meter: all is 0, or the voltage is there and the frequency is not.
   */
  boolean doubt() {
    return fitting.isEmpty()
        ? !contradicts && !(frequencies.isEmpty() && others.isEmpty())
        : others.isEmpty() && !frequencies.isEmpty();
  }

  /** What is not as the map expects it, and which map of this library would fit. */
  String problem(RegisterMap map, List<RegisterBlock> blocks) {
    List<String> odd = new ArrayList<>(others);
    odd.addAll(frequencies);
    return "map "
        + map.name()
        + (fail() ? " does not fit this unit: " : " may not fit this unit: ")
        + some(odd)
        + "; "
        + sister(map, blocks)
            .orElse(
                contradicts
                    ? "is it another meter, or a wrong scale or order of words?"
                    : "is there no mains voltage, or is it another meter?");
  }

  private static String some(List<String> all) {
    String first = String.join(", ", all.subList(0, Math.min(MOST_SHOWN, all.size())));
    return all.size() > MOST_SHOWN ? first + " and " + (all.size() - MOST_SHOWN) + " more" : first;
  }

  /** The map of this library for which the registers that were read are as expected. */
  private static Optional<String> sister(RegisterMap map, List<RegisterBlock> blocks) {
    List<Sister> sisters = new ArrayList<>();
    for (String name : RegisterMap.builtIns()) {
      RegisterMap other = RegisterMap.builtIn(name);
      Expectations looks = SnapshotRows.of(other, blocks, List.of()).expectations();
      boolean fits =
          !looks.fitting.isEmpty() && looks.frequencies.isEmpty() && looks.others.isEmpty();
      if (fits && !name.equals(map.name())) {
        sisters.add(new Sister(other, looks.fitting));
      }
    }
    return sisters.stream()
        .max(Comparator.comparingInt(sister -> sister.shown().size()))
        .map(
            likely ->
                "map "
                    + likely.map().name()
                    + " ("
                    + likely.map().title()
                    + ") fits what was read: "
                    + some(likely.shown()));
  }

  /** The other maps of this library whose names begin alike, for a message. */
  static Optional<String> alike(String name, Collection<String> names) {
    List<String> alike =
        names.stream()
            .filter(other -> !other.equals(name))
            .filter(other -> other.startsWith(name) || name.startsWith(other))
            .toList();
    return alike.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", alike));
  }
}
