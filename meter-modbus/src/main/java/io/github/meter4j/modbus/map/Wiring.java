package io.github.meter4j.modbus.map;

import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurand.Direction;
import io.github.meter4j.reading.Measurand.Kind;
import io.github.meter4j.reading.Measurand.Phase;
import io.github.meter4j.reading.Measurand.Statistic;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a row means on a meter that is wired another way than its map takes for granted. */
final class Wiring {
  private static final List<Phase> PHASES = List.of(Phase.L1, Phase.L2, Phase.L3);
  private static final List<Phase> PAIRS = List.of(Phase.L1_L2, Phase.L2_L3, Phase.L3_L1);
  private static final Set<Phase> OTHER_PHASES =
      EnumSet.of(Phase.L2, Phase.L3, Phase.L1_L2, Phase.L2_L3, Phase.L3_L1);

  private Wiring() {}

  /**
   * A row of a meter whose import is export: its supply and its load, or its current transformers,
   * are exchanged. Active and reactive power change their signs, so quadrant 1 is 3, and 2 is 4.
   */
  static RegisterRow inverted(RegisterRow row) {
    Optional<Measurand> measurand = row.measurand();
    if (measurand.isEmpty()) {
      return row;
    }
    Measurand old = measurand.get();
    if (row.format().sign() == Sign.SIZE) {
      return row;
    }
    Measurand other = reversed(old);
    if (isSizeOnly(row, old.kind())) {
      return row.with(Sign.SIZE, measurand);
    }
    if (!isSigned(row, old)) {
      return row.with(row.format().sign(), Optional.of(other));
    }
    return row.with(opposite(row.format().sign()), hasOpposite(old) ? measurand : Optional.empty());
  }

  /**
   * Where a row does not say what its sign means, the sign is left out: that of a current may be
   * the direction, and that of a power factor the direction or the kind of load.
   */
  private static boolean isSizeOnly(RegisterRow row, Kind kind) {
    return (kind == Kind.CURRENT || kind == Kind.POWER_FACTOR)
        && row.format().sign() == Sign.PLAIN
        && row.type().isSigned()
        && !row.type().isFactor();
  }

  /** Whether the number has a sign that says which way energy flows. */
  private static boolean isSigned(RegisterRow row, Measurand measurand) {
    boolean flow =
        switch (measurand.kind()) {
          case ACTIVE_POWER, REACTIVE_POWER, ACTIVE_ENERGY, REACTIVE_ENERGY ->
              measurand.direction() == Direction.NET || measurand.direction() == Direction.NONE;
          case CURRENT, POWER_FACTOR, PHASE_ANGLE -> true;
          default -> measurand.direction() == Direction.NET;
        };
    return flow && row.type().isSigned();
  }

  /**
   * Whether the measurand is the same with the other sign. The largest net power becomes the
   * smallest one, for which there is no name, and an angle is half a turn away.
   */
  private static boolean hasOpposite(Measurand measurand) {
    return measurand.kind() != Kind.PHASE_ANGLE
        && measurand.statistic() != Statistic.MAXIMUM
        && measurand.statistic() != Statistic.MONTH_MAXIMUM;
  }

  private static Measurand reversed(Measurand it) {
    return new Measurand(
        it.kind(), opposite(it.direction()), it.phase(), it.tariff(), it.statistic(), it.code());
  }

  private static Sign opposite(Sign sign) {
    return sign == Sign.EXPORT ? Sign.IMPORT : Sign.EXPORT;
  }

  private static Direction opposite(Direction direction) {
    return switch (direction) {
      case IMPORT -> Direction.EXPORT;
      case EXPORT -> Direction.IMPORT;
      case Q1 -> Direction.Q3;
      case Q2 -> Direction.Q4;
      case Q3 -> Direction.Q1;
      case Q4 -> Direction.Q2;
      case NONE, NET, COMBINED -> direction;
    };
  }

  /** Whether a row is of one phase or of two. */
  static boolean hasPhase(RegisterRow row) {
    return row.measurand()
        .map(Measurand::phase)
        .filter(phase -> PHASES.contains(phase) || PAIRS.contains(phase))
        .isPresent();
  }

  /** Whether a row is of a phase that a meter of one phase does not have. */
  static boolean hasOtherPhase(RegisterRow row) {
    return row.measurand().map(Measurand::phase).filter(OTHER_PHASES::contains).isPresent();
  }

  /**
   * A row of a meter whose terminals 1, 2 and 3 are at other phases.
   *
   * @param order the phase at each terminal; one or three
   */
  static RegisterRow phases(RegisterRow row, List<Phase> order) {
    return row.with(
        row.format().sign(), row.measurand().map(it -> it.on(moved(it.phase(), order))));
  }

  private static Phase moved(Phase phase, List<Phase> order) {
    if (PHASES.contains(phase)) {
      return order.get(PHASES.indexOf(phase));
    }
    int pair = PAIRS.indexOf(phase);
    if (pair < 0) {
      return phase;
    }
    // the pair that is left out by terminals n and n + 1 has the phase of the third one
    Phase third = order.get((pair + 2) % 3);
    return PAIRS.get((PHASES.indexOf(third) + 1) % 3);
  }

  /**
   * Checks an order of phases.
   *
   * @throws IllegalArgumentException when it does not name L1, L2 and L3 once each, or one of them
   */
  static void check(List<Phase> order) {
    boolean known = PHASES.containsAll(order) && Set.copyOf(order).size() == order.size();
    if (!known || order.size() != 1 && order.size() != 3) {
      throw new IllegalArgumentException(
          "phases "
              + order
              + ": name the phase at each terminal once, L2,L3,L1 for example, or"
              + " the phase of a meter that has one");
    }
  }
}
