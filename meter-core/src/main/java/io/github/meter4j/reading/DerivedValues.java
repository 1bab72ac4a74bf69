package io.github.meter4j.reading;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Measurand.Direction;
import io.github.meter4j.reading.Measurand.Kind;
import io.github.meter4j.reading.Measurand.Phase;
import io.github.meter4j.reading.Measurand.Statistic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/**
 * Works out what a meter does not send as such. The rule is that of {@link Reading#netPower} and
 * {@link Reading#totalImport}; the reasons are in docs/decisions/0022-derived-values.md.
 */
final class DerivedValues {
  private static final int ELECTRICITY = 1;

  /** Group E of a total where a meter prints that it has no tariffs. */
  private static final int UNUSED = 255;

  private static final Set<Measurand> ENERGY =
      Set.of(Measurand.ACTIVE_ENERGY_IMPORT, Measurand.ACTIVE_ENERGY_EXPORT);

  private static final List<Phase> PHASES = List.of(Phase.L1, Phase.L2, Phase.L3);

  /** What was sent under one name; without a quantity where it could not be read. */
  private record Sent(Measurand measurand, int channel, Optional<Quantity> quantity) {
    boolean isSameRegister(Sent other) {
      return channel == other.channel && measurand.equals(other.measurand);
    }

    boolean isActive() {
      return (measurand.kind() == Kind.ACTIVE_ENERGY || measurand.kind() == Kind.ACTIVE_POWER)
          && measurand.statistic() == Statistic.ACTUAL;
    }
  }

  private final Reading reading;
  private final List<Sent> all;

  /** The first value of each measurand of the meter itself. */
  private final Map<Measurand, Quantity> values = new HashMap<>();

  /** What could not be read, or came twice with different values. */
  private final Set<Measurand> doubtful = new HashSet<>();

  private DerivedValues(Reading reading) {
    this.reading = reading;
    all = sent(reading);
    int channel = ownChannel();
    for (Sent next : all) {
      if (next.channel() == channel) {
        add(next.measurand(), next.quantity());
      }
    }
  }

  private void add(Measurand measurand, Optional<Quantity> quantity) {
    if (quantity.isEmpty()) {
      doubtful.add(measurand);
      return;
    }
    Quantity before = values.putIfAbsent(measurand, quantity.get());
    if (before != null && !before.equals(quantity.get())) {
      doubtful.add(measurand);
    }
  }

  static Optional<Quantity> netPower(Reading reading) {
    return new DerivedValues(reading).netPower();
  }

  static Optional<Quantity> total(Reading reading, Direction direction) {
    return new DerivedValues(reading).total(Measurand.of(Kind.ACTIVE_ENERGY, direction));
  }

  // ---- what the reading has

  private static List<Sent> sent(Reading reading) {
    List<Sent> sent = new ArrayList<>();
    for (Measurement next : reading.measurements()) {
      // an M-Bus device behind the meter has a code of another medium
      boolean own = next.obis().isEmpty() || next.obis().get().a() == ELECTRICITY;
      if (own && isElectric(next.measurand())) {
        sent.add(new Sent(next.measurand(), next.channel(), Optional.of(next.quantity())));
      }
    }
    if (reading instanceof ObisReading obis && !obis.faults().isEmpty()) {
      obis.objects().forEach(object -> object.obis().ifPresent(code -> addUnread(sent, code)));
    } else if (reading instanceof RegisterReading registers) {
      for (RegisterValue register : registers.registers()) {
        register.measurand().ifPresent(measurand -> addUnread(sent, measurand, 0));
      }
    }
    return sent;
  }

  /** Some meters count the period that is running as 00, and have no other counter. */
  private static void addUnread(List<Sent> sent, Obis code) {
    if (code.a() == ELECTRICITY && (code.f() == Obis.NO_HISTORY || code.f() == 0)) {
      int tariff = code.e() == UNUSED ? 0 : code.e();
      Obis named = Obis.of(code.a(), code.b(), code.c(), code.d(), tariff);
      addUnread(sent, Measurand.of(named), code.b());
    }
  }

  private static void addUnread(List<Sent> sent, Measurand measurand, int channel) {
    Sent unread = new Sent(measurand, channel, Optional.empty());
    if (isElectric(measurand) && sent.stream().noneMatch(unread::isSameRegister)) {
      sent.add(unread);
    }
  }

  private static boolean isElectric(Measurand measurand) {
    return switch (measurand.kind()) {
      case ACTIVE_ENERGY, ACTIVE_POWER, REACTIVE_ENERGY, REACTIVE_POWER -> true;
      default -> false;
    };
  }

  /** Whether a register may be missing because its line was damaged and nothing checked it. */
  private boolean mayHaveLostLines() {
    return reading instanceof ObisReading obis
        && obis.integrity() != Integrity.VERIFIED
        && (obis.faults().stream().anyMatch(fault -> fault.kind() == Fault.Kind.SYNTAX)
            || obis.objects().stream().anyMatch(object -> object.obis().isEmpty()));
  }

  /**
   * The channel of the meter's own registers: 0, or 1 for the meters that number them so. Totals
   * decide, since Swiss meters send totals on channel 1 and phases on 0. Others are other meters.
   */
  private int ownChannel() {
    List<Sent> active = all.stream().filter(Sent::isActive).toList();
    List<Sent> totals =
        active.stream().filter(sent -> sent.measurand().phase() == Phase.ALL).toList();
    List<Sent> deciding = totals.isEmpty() ? active : totals;
    return deciding.stream().anyMatch(sent -> sent.channel() == 0) ? 0 : 1;
  }

  // ---- the rule

  private Optional<Quantity> netPower() {
    Measurand taken = Measurand.ACTIVE_POWER_IMPORT;
    Measurand given = Measurand.ACTIVE_POWER_EXPORT;
    if (isSent(Measurand.ACTIVE_POWER_NET)) {
      return Optional.ofNullable(values.get(Measurand.ACTIVE_POWER_NET));
    }
    if (isSent(taken) && isSent(given)) {
      return difference(List.of(taken), List.of(given));
    }
    List<Measurand> netByPhase = byPhase(Measurand.ACTIVE_POWER_NET);
    List<Measurand> takenByPhase = byPhase(taken);
    List<Measurand> givenByPhase = byPhase(given);
    if (isAnySent(netByPhase)) {
      return sum(netByPhase);
    }
    if (isAnySent(takenByPhase) && isAnySent(givenByPhase)) {
      return difference(takenByPhase, givenByPhase);
    }
    List<Measurand> takenAlone = isSent(taken) ? List.of(taken) : takenByPhase;
    List<Measurand> givenAlone = isSent(given) ? List.of(given) : givenByPhase;
    if (isAnySent(takenAlone) == isAnySent(givenAlone) || mayHaveLostLines()) {
      return Optional.empty();
    }
    if (isAnySent(takenAlone)) {
      return speaksOf(Direction.EXPORT) ? Optional.empty() : sum(takenAlone);
    }
    return speaksOf(Direction.IMPORT)
        ? Optional.empty()
        : sum(givenAlone).flatMap(DerivedValues::negated);
  }

  private Optional<Quantity> total(Measurand register) {
    if (isSent(register)) {
      return Optional.ofNullable(values.get(register));
    }
    int highest = highestTariff();
    List<Measurand> tariffs = new ArrayList<>();
    for (int number = 1; number <= highest; number++) {
      if (!isSent(register.tariff(number))) {
        return Optional.empty();
      }
      tariffs.add(register.tariff(number));
    }
    return tariffs.isEmpty() || mayHaveLostLines() ? Optional.empty() : sum(tariffs);
  }

  /** Of both directions: a meter has the same tariffs for both. */
  private int highestTariff() {
    return Stream.concat(values.keySet().stream(), doubtful.stream())
        .filter(own -> ENERGY.contains(own.tariff(0)))
        .mapToInt(Measurand::tariff)
        .max()
        .orElse(0);
  }

  /** Whether anything in the reading says that the meter knows a direction, on whatever channel. */
  private boolean speaksOf(Direction direction) {
    boolean export = direction == Direction.EXPORT;
    Set<Direction> active = Set.of(direction, Direction.NET, Direction.COMBINED);
    Set<Direction> reactive =
        export ? Set.of(Direction.Q2, Direction.Q3) : Set.of(Direction.Q1, Direction.Q4);
    return all.stream()
        .map(Sent::measurand)
        .anyMatch(
            measurand ->
                switch (measurand.kind()) {
                  case ACTIVE_ENERGY, ACTIVE_POWER -> active.contains(measurand.direction());
                  default -> reactive.contains(measurand.direction());
                });
  }

  private boolean isSent(Measurand measurand) {
    return values.containsKey(measurand) || doubtful.contains(measurand);
  }

  private boolean isAnySent(List<Measurand> measurands) {
    return measurands.stream().anyMatch(this::isSent);
  }

  private static List<Measurand> byPhase(Measurand measurand) {
    return PHASES.stream().map(measurand::on).toList();
  }

  // ---- arithmetic

  /** Both are sizes: a minus in one of them says that it is no power of one direction. */
  private Optional<Quantity> difference(List<Measurand> taken, List<Measurand> given) {
    if (isAnyNegative(taken) || isAnyNegative(given)) {
      return Optional.empty();
    }
    Optional<Quantity> minus = sum(given);
    return sum(taken)
        .flatMap(from -> minus.flatMap(subtracted -> exactly(Quantity::minus, from, subtracted)));
  }

  private boolean isAnyNegative(List<Measurand> measurands) {
    return measurands.stream()
        .map(values::get)
        .anyMatch(value -> value != null && value.unscaled() < 0);
  }

  private Optional<Quantity> sum(List<Measurand> parts) {
    Optional<Quantity> sum = Optional.empty();
    for (Measurand part : parts) {
      Quantity next = doubtful.contains(part) ? null : values.get(part);
      if (next == null) {
        return Optional.empty();
      }
      if (sum.isPresent()) {
        sum = exactly(Quantity::plus, sum.get(), next);
        if (sum.isEmpty()) {
          return sum;
        }
      } else {
        sum = Optional.of(next);
      }
    }
    return sum;
  }

  private static Optional<Quantity> negated(Quantity quantity) {
    Quantity zero = new Quantity(0, quantity.scale(), quantity.unit());
    return exactly(Quantity::minus, zero, quantity);
  }

  /** Empty where the result has more digits than a quantity holds. */
  private static Optional<Quantity> exactly(
      BinaryOperator<Quantity> operation, Quantity left, Quantity right) {
    try {
      return Optional.of(operation.apply(left, right));
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }
}
