package io.github.meter4j.reading;

import java.util.Locale;
import java.util.Optional;

/**
 * What is measured: a kind, and where they apply a direction, a phase, a tariff and a statistic.
 *
 * <p>{@link #name()} is the one name table of this library: every output uses it. What has no name
 * yet is of kind {@link Kind#OTHER} and is named after its OBIS code.
 *
 * @param kind the physical kind
 * @param direction which way the energy flows
 * @param phase which conductor
 * @param tariff the tariff register, or 0 for the total over all tariffs
 * @param statistic how the value was formed over time
 * @param code the code of a measurand of kind {@link Kind#OTHER}, otherwise empty
 */
public record Measurand(
    Kind kind,
    Direction direction,
    Phase phase,
    int tariff,
    Statistic statistic,
    Optional<Obis> code) {

  /** The physical kind of a measurand. */
  public enum Kind {
    /** Active energy. */
    ACTIVE_ENERGY,
    /** Reactive energy. */
    REACTIVE_ENERGY,
    /** Apparent energy. */
    APPARENT_ENERGY,
    /** Active power. */
    ACTIVE_POWER,
    /** Reactive power. */
    REACTIVE_POWER,
    /** Apparent power. */
    APPARENT_POWER,
    /** Voltage. */
    VOLTAGE,
    /** Current. */
    CURRENT,
    /** Frequency of the grid. */
    FREQUENCY,
    /** Power factor. */
    POWER_FACTOR,
    /** Angle between voltage and current. */
    PHASE_ANGLE,
    /** Total harmonic distortion of the voltage. */
    VOLTAGE_THD,
    /** Total harmonic distortion of the current. */
    CURRENT_THD,
    /** Electric charge: current over time. */
    CHARGE,
    /** Volume of gas. */
    GAS_VOLUME,
    /** Volume of water. */
    WATER_VOLUME,
    /** Volume of warm water. */
    WARM_WATER_VOLUME,
    /** Volume of what carries heat or cold through a heat meter. */
    VOLUME,
    /** Flow of what carries heat or cold through a heat meter. */
    VOLUME_FLOW,
    /** Power of heating or cooling. */
    THERMAL_POWER,
    /** Temperature of what flows to the consumer of heat or cold. */
    FLOW_TEMPERATURE,
    /** Temperature of what returns from the consumer of heat or cold. */
    RETURN_TEMPERATURE,
    /** Heat. */
    HEAT_ENERGY,
    /** Cooling energy. */
    COOLING_ENERGY,
    /** Register of a device whose type is not known. */
    DEVICE_REGISTER,
    /** Temperature. */
    TEMPERATURE,
    /** How many voltage sags there were. */
    VOLTAGE_SAGS,
    /** How many voltage swells there were. */
    VOLTAGE_SWELLS,
    /** How many power failures there were. */
    POWER_FAILURES,
    /** How many long power failures there were. */
    LONG_POWER_FAILURES,
    /** The power at which the meter limits or disconnects. */
    POWER_LIMIT,
    /** The current at which the meter disconnects. */
    CURRENT_LIMIT,
    /** Something that has only its code for a name. */
    OTHER;

    /**
     * Whether a value of this kind can have a unit of a dimension. This is the one rule for the
     * values that meters send as text and for the rows of register maps.
     *
     * @param dimension what the unit measures; {@link Dimension#NONE} where there is no unit
     * @return false for a temperature in kWh, and for an energy without a unit
     */
    public boolean fits(Dimension dimension) {
      return switch (this) {
        case ACTIVE_ENERGY, HEAT_ENERGY, COOLING_ENERGY -> dimension == Dimension.ENERGY;
        case REACTIVE_ENERGY -> dimension == Dimension.REACTIVE_ENERGY;
        case APPARENT_ENERGY -> dimension == Dimension.APPARENT_ENERGY;
        case ACTIVE_POWER -> dimension == Dimension.POWER;
        case REACTIVE_POWER -> dimension == Dimension.REACTIVE_POWER;
        case APPARENT_POWER -> dimension == Dimension.APPARENT_POWER;
        case VOLTAGE -> dimension == Dimension.VOLTAGE;
        case CURRENT, CURRENT_LIMIT -> dimension == Dimension.CURRENT;
        case FREQUENCY -> dimension == Dimension.FREQUENCY;
        case GAS_VOLUME, WATER_VOLUME, WARM_WATER_VOLUME, VOLUME -> dimension == Dimension.VOLUME;
        case VOLUME_FLOW -> dimension == Dimension.VOLUME_FLOW;
        case THERMAL_POWER -> dimension == Dimension.POWER;
        case CHARGE -> dimension == Dimension.CHARGE;
        case PHASE_ANGLE -> dimension == Dimension.ANGLE;
        case POWER_FACTOR,
            VOLTAGE_THD,
            CURRENT_THD,
            VOLTAGE_SAGS,
            VOLTAGE_SWELLS,
            POWER_FAILURES,
            LONG_POWER_FAILURES ->
            dimension == Dimension.NONE;
        case POWER_LIMIT ->
            dimension == Dimension.POWER
                || dimension == Dimension.APPARENT_POWER
                || dimension == Dimension.CURRENT;
        case TEMPERATURE, FLOW_TEMPERATURE, RETURN_TEMPERATURE ->
            dimension == Dimension.TEMPERATURE || dimension == Dimension.FAHRENHEIT;
        case DEVICE_REGISTER, OTHER -> dimension != Dimension.NONE;
      };
    }
  }

  /** Which way energy flows, seen from the customer. */
  public enum Direction {
    /** Does not apply. */
    NONE,
    /** From the grid to the customer (+A). */
    IMPORT,
    /** From the customer to the grid (-A). */
    EXPORT,
    /** Import minus export, signed. */
    NET,
    /** Import plus export. */
    COMBINED,
    /** Quadrant I: import, inductive. */
    Q1,
    /** Quadrant II: export, capacitive. */
    Q2,
    /** Quadrant III: export, inductive. */
    Q3,
    /** Quadrant IV: import, capacitive. */
    Q4
  }

  /** Which conductor. */
  public enum Phase {
    /** All of them together, or it does not apply. */
    ALL,
    /** Phase conductor L1. */
    L1,
    /** Phase conductor L2. */
    L2,
    /** Phase conductor L3. */
    L3,
    /** The neutral conductor. */
    NEUTRAL,
    /** Between phase conductors L1 and L2. */
    L1_L2,
    /** Between phase conductors L2 and L3. */
    L2_L3,
    /** Between phase conductors L3 and L1. */
    L3_L1,
    /** Between two phase conductors, as the average of the three pairs. */
    LINE_TO_LINE
  }

  /** How a value was formed over time. */
  public enum Statistic {
    /** The register or the instant as it stands. */
    ACTUAL,
    /** The average over the demand period that is running. */
    AVERAGE,
    /** The average over the demand period that ended last. */
    LAST_AVERAGE,
    /** The largest average in the billing period that is running. */
    MAXIMUM,
    /** The largest average of a month that is over. */
    MONTH_MAXIMUM,
    /** Counted since somebody set it to zero: a partial or trip register. */
    SINCE_RESET
  }

  /** Active energy taken from the grid, all tariffs. */
  public static final Measurand ACTIVE_ENERGY_IMPORT = of(Kind.ACTIVE_ENERGY, Direction.IMPORT);

  /** Active energy fed into the grid, all tariffs. */
  public static final Measurand ACTIVE_ENERGY_EXPORT = of(Kind.ACTIVE_ENERGY, Direction.EXPORT);

  /** Active power taken from the grid. */
  public static final Measurand ACTIVE_POWER_IMPORT = of(Kind.ACTIVE_POWER, Direction.IMPORT);

  /** Active power fed into the grid. */
  public static final Measurand ACTIVE_POWER_EXPORT = of(Kind.ACTIVE_POWER, Direction.EXPORT);

  /** Active power, import minus export. */
  public static final Measurand ACTIVE_POWER_NET = of(Kind.ACTIVE_POWER, Direction.NET);

  /** Average import of the demand period that is running: the Belgian quarter hour. */
  public static final Measurand ACTIVE_POWER_IMPORT_AVERAGE =
      ACTIVE_POWER_IMPORT.with(Statistic.AVERAGE);

  /** Largest average import of the billing period that is running: the Belgian monthly peak. */
  public static final Measurand ACTIVE_POWER_IMPORT_MAXIMUM =
      ACTIVE_POWER_IMPORT.with(Statistic.MAXIMUM);

  /** Voltage; choose the phase with {@link #on(Phase)}. */
  public static final Measurand VOLTAGE = of(Kind.VOLTAGE, Direction.NONE);

  /** Current; choose the phase with {@link #on(Phase)}. */
  public static final Measurand CURRENT = of(Kind.CURRENT, Direction.NONE);

  /** Frequency of the grid. */
  public static final Measurand FREQUENCY = of(Kind.FREQUENCY, Direction.NONE);

  /** Power factor. */
  public static final Measurand POWER_FACTOR = of(Kind.POWER_FACTOR, Direction.NONE);

  /** Volume of gas. */
  public static final Measurand GAS_VOLUME = of(Kind.GAS_VOLUME, Direction.NONE);

  /** Volume of water. */
  public static final Measurand WATER_VOLUME = of(Kind.WATER_VOLUME, Direction.NONE);

  /** Heat. */
  public static final Measurand HEAT_ENERGY = of(Kind.HEAT_ENERGY, Direction.NONE);

  /**
   * A measurand of all phases and tariffs, as it stands.
   *
   * @param kind the physical kind
   * @param direction which way
   * @return the measurand
   */
  public static Measurand of(Kind kind, Direction direction) {
    return new Measurand(kind, direction, Phase.ALL, 0, Statistic.ACTUAL, Optional.empty());
  }

  /**
   * The measurand of something that has only its code for a name.
   *
   * @param code the code
   * @return a measurand of kind {@link Kind#OTHER}
   */
  public static Measurand other(Obis code) {
    return new Measurand(
        Kind.OTHER, Direction.NONE, Phase.ALL, 0, Statistic.ACTUAL, Optional.of(code));
  }

  /**
   * The measurand that an OBIS code of electricity (A = 1) stands for by IEC 62056-6-1. Group B is
   * a channel and does not matter here.
   *
   * @param obis the code
   * @return the measurand; one of kind {@link Kind#OTHER} where the code has no name here
   */
  public static Measurand of(Obis obis) {
    return ObisNames.measurand(obis).orElseGet(() -> other(obis));
  }

  /**
   * The measurand that has a name: the inverse of {@link #name()}.
   *
   * @param name the name, as in {@code active_power_net_l1}
   * @return the measurand, or empty when no measurand of this library has that name
   */
  public static Optional<Measurand> named(String name) {
    return MeasurandNames.measurand(name);
  }

  /**
   * The OBIS code of an electrical measurand on channel 0.
   *
   * @return the code, or empty where the measurand has none of its own
   */
  public Optional<Obis> obis() {
    return code.isPresent() ? code : ObisNames.obis(this);
  }

  /**
   * The same measurand of one conductor.
   *
   * @param conductor the conductor
   * @return the measurand
   */
  public Measurand on(Phase conductor) {
    return new Measurand(kind, direction, conductor, tariff, statistic, code);
  }

  /**
   * The same measurand in one tariff register.
   *
   * @param number the tariff as the meter numbers it, from 1; 0 for the total
   * @return the measurand
   */
  public Measurand tariff(int number) {
    return new Measurand(kind, direction, phase, number, statistic, code);
  }

  /**
   * The same measurand, formed in another way over time.
   *
   * @param other the statistic
   * @return the measurand
   */
  public Measurand with(Statistic other) {
    return new Measurand(kind, direction, phase, tariff, other, code);
  }

  /**
   * The name that every output uses, in lower case with underscores: {@code
   * active_energy_import_t1}, {@code voltage_l2}, {@code gas_volume}, {@code obis_1_0_0_2_0}. Of a
   * historic value the sixth group comes last: {@code obis_1_0_1_8_1_12}, and {@code
   * obis_1_0_1_8_1_manual_12} where somebody had reset the meter by hand.
   *
   * @return the name
   */
  public String name() {
    if (code.isPresent()) {
      Obis o = code.get();
      String text = "obis_" + o.a() + '_' + o.b() + '_' + o.c() + '_' + o.d() + '_' + o.e();
      return o.f() == Obis.NO_HISTORY ? text : text + (o.byHand() ? "_manual_" : "_") + o.f();
    }
    StringBuilder name = new StringBuilder(lower(kind));
    if (direction != Direction.NONE) {
      name.append('_').append(lower(direction));
    }
    if (phase != Phase.ALL) {
      name.append('_').append(lower(phase));
    }
    if (tariff != 0) {
      name.append("_t").append(tariff);
    }
    if (statistic != Statistic.ACTUAL) {
      name.append('_').append(lower(statistic));
    }
    return name.toString();
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** The name. */
  @Override
  public String toString() {
    return name();
  }
}
