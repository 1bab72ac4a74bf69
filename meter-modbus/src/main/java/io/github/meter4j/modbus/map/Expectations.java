package io.github.meter4j.modbus.map;

import io.github.meter4j.reading.Measurand.Kind;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether the registers look like those of the map's meter. Of the rows that expect a range one has
 * to be in it: a phase may be dead, and so may be a frequency that is measured on it. Where no
 * phase is dead, a frequency out of its range is doubtful. For one reading and one thread.
 */
final class Expectations {
  /** A row and its value. */
  private record Seen(RegisterRow row, Quantity quantity) {
    String instead() {
      String unit = row.unit() == Unit.NONE ? "" : ' ' + row.unit().symbol();
      return this + " instead of " + row.expected().orElseThrow() + unit;
    }

    @Override
    public String toString() {
      return row.name() + ' ' + quantity;
    }
  }

  /** A map that fits, and what shows it. */
  private record Sister(RegisterMap map, List<Seen> shown) {
    @Override
    public String toString() {
      String values = some(shown.stream().map(Seen::toString).toList());
      return "map " + map.name() + " (" + map.title() + ") fits what was read: " + values;
    }
  }

  private static final int MOST_SHOWN = 3;

  /** So many values of another map in their ranges are no chance. */
  private static final int SURE = 2;

  private final List<Seen> fitting = new ArrayList<>();
  private final List<Seen> frequencies = new ArrayList<>();

  /** What else is out of its range. */
  private final List<Seen> others = new ArrayList<>();

  /** Whether one of those out of range is not 0. */
  private boolean contradicts;

  void look(RegisterRow row, Quantity quantity) {
    Optional<ExpectedRange> range = row.expected();
    if (range.isEmpty()) {
      return;
    }
    if (range.get().holds(quantity.toBigDecimal())) {
      fitting.add(new Seen(row, quantity));
      return;
    }
    boolean frequency = row.measurand().filter(it -> it.kind() == Kind.FREQUENCY).isPresent();
    (frequency ? frequencies : others).add(new Seen(row, quantity));
    contradicts |= quantity.unscaled() != 0;
  }

  /**
   * What is wrong with the registers, if anything is.
   *
   * @param otherMeter whether it is certain
   * @param problem what is not as the map expects it, and which map of this library would fit
   */
  record Finding(boolean otherMeter, String problem) {}

  /** Whether this is the meter of the map. */
  Optional<Finding> finding(RegisterMap map, List<RegisterBlock> blocks) {
    boolean nothingFits = fitting.isEmpty() && !(frequencies.isEmpty() && others.isEmpty());
    boolean frequencyAlone = !fitting.isEmpty() && others.isEmpty() && !frequencies.isEmpty();
    if (!nothingFits && !frequencyAlone) {
      return Optional.empty();
    }
    Optional<Sister> sister = sister(map, blocks);
    int shown = sister.map(it -> it.shown().size()).orElse(0);
    boolean certain = nothingFits && contradicts || shown >= SURE && shown > fitting.size();
    List<String> odd =
        Stream.concat(others.stream(), frequencies.stream()).map(Seen::instead).toList();
    String problem =
        "map "
            + map.name()
            + (certain ? " does not fit this unit: " : " may not fit this unit: ")
            + some(odd)
            + "; "
            + sister
                .map(Sister::toString)
                .orElse(
                    contradicts
                        ? "is it another meter, or a wrong scale or order of words?"
                        : "is there no mains voltage, or is it another meter?");
    return Optional.of(new Finding(certain, problem));
  }

  private static String some(List<String> all) {
    String first = String.join(", ", all.subList(0, Math.min(MOST_SHOWN, all.size())));
    return all.size() > MOST_SHOWN ? first + " and " + (all.size() - MOST_SHOWN) + " more" : first;
  }

  /** The map of this library for which the registers that were read are as expected. */
  private static Optional<Sister> sister(RegisterMap map, List<RegisterBlock> blocks) {
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
    return sisters.stream().max(Comparator.comparingInt(sister -> sister.shown().size()));
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
