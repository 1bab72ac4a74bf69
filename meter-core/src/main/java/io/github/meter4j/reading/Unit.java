package io.github.meter4j.reading;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A unit that meters send, with its exact factor to the base unit of its {@link Dimension}.
 *
 * <p>Symbols follow IEC 62056-6-2 table 4, written as P1 ports write them ({@code m3}, not m³).
 */
public enum Unit {
  /** No unit: a count, a power factor or a code. */
  NONE("", Dimension.NONE, 1, 1),
  /** Percent. */
  PERCENT("%", Dimension.NONE, 1, 100),
  /** Joule. */
  JOULE("J", Dimension.ENERGY, 1, 1),
  /** Megajoule. */
  MEGAJOULE("MJ", Dimension.ENERGY, 1_000_000, 1),
  /** Gigajoule, what heat meters count in. */
  GIGAJOULE("GJ", Dimension.ENERGY, 1_000_000_000, 1),
  /** Watt-hour, exactly 3600 J. */
  WATT_HOUR("Wh", Dimension.ENERGY, 3_600, 1),
  /** Kilowatt-hour. */
  KILOWATT_HOUR("kWh", Dimension.ENERGY, 3_600_000, 1),
  /** Megawatt-hour. */
  MEGAWATT_HOUR("MWh", Dimension.ENERGY, 3_600_000_000L, 1),
  /** Var-hour. */
  VAR_HOUR("varh", Dimension.REACTIVE_ENERGY, 1, 1),
  /** Kilovar-hour. */
  KILOVAR_HOUR("kvarh", Dimension.REACTIVE_ENERGY, 1_000, 1),
  /** Megavar-hour. */
  MEGAVAR_HOUR("Mvarh", Dimension.REACTIVE_ENERGY, 1_000_000, 1),
  /** Volt-ampere-hour. */
  VOLT_AMPERE_HOUR("VAh", Dimension.APPARENT_ENERGY, 1, 1),
  /** Kilovolt-ampere-hour. */
  KILOVOLT_AMPERE_HOUR("kVAh", Dimension.APPARENT_ENERGY, 1_000, 1),
  /** Megavolt-ampere-hour. */
  MEGAVOLT_AMPERE_HOUR("MVAh", Dimension.APPARENT_ENERGY, 1_000_000, 1),
  /** Watt. */
  WATT("W", Dimension.POWER, 1, 1),
  /** Kilowatt. */
  KILOWATT("kW", Dimension.POWER, 1_000, 1),
  /** Megawatt. */
  MEGAWATT("MW", Dimension.POWER, 1_000_000, 1),
  /** Var. */
  VAR("var", Dimension.REACTIVE_POWER, 1, 1),
  /** Kilovar. */
  KILOVAR("kvar", Dimension.REACTIVE_POWER, 1_000, 1),
  /** Megavar. */
  MEGAVAR("Mvar", Dimension.REACTIVE_POWER, 1_000_000, 1),
  /** Volt-ampere. */
  VOLT_AMPERE("VA", Dimension.APPARENT_POWER, 1, 1),
  /** Kilovolt-ampere. */
  KILOVOLT_AMPERE("kVA", Dimension.APPARENT_POWER, 1_000, 1),
  /** Megavolt-ampere. */
  MEGAVOLT_AMPERE("MVA", Dimension.APPARENT_POWER, 1_000_000, 1),
  /** Millivolt. */
  MILLIVOLT("mV", Dimension.VOLTAGE, 1, 1_000),
  /** Volt. */
  VOLT("V", Dimension.VOLTAGE, 1, 1),
  /** Kilovolt. */
  KILOVOLT("kV", Dimension.VOLTAGE, 1_000, 1),
  /** Milliampere. */
  MILLIAMPERE("mA", Dimension.CURRENT, 1, 1_000),
  /** Ampere. */
  AMPERE("A", Dimension.CURRENT, 1, 1),
  /** Kiloampere. */
  KILOAMPERE("kA", Dimension.CURRENT, 1_000, 1),
  /** Ampere-hour. */
  AMPERE_HOUR("Ah", Dimension.CHARGE, 1, 1),
  /** Kiloampere-hour. */
  KILOAMPERE_HOUR("kAh", Dimension.CHARGE, 1_000, 1),
  /** Hertz. */
  HERTZ("Hz", Dimension.FREQUENCY, 1, 1),
  /** Kilohertz. */
  KILOHERTZ("kHz", Dimension.FREQUENCY, 1_000, 1),
  /** Cubic metre. */
  CUBIC_METRE("m3", Dimension.VOLUME, 1, 1),
  /** Cubic decimetre, a litre. */
  LITRE("l", Dimension.VOLUME, 1, 1_000),
  /** Cubic metre per hour. */
  CUBIC_METRE_PER_HOUR("m3/h", Dimension.VOLUME_FLOW, 1, 1),
  /** Litre per hour. */
  LITRE_PER_HOUR("l/h", Dimension.VOLUME_FLOW, 1, 1_000),
  /** Second. */
  SECOND("s", Dimension.TIME, 1, 1),
  /** Minute. */
  MINUTE("min", Dimension.TIME, 60, 1),
  /** Hour. */
  HOUR("h", Dimension.TIME, 3_600, 1),
  /** Degree Celsius. */
  CELSIUS("°C", Dimension.TEMPERATURE, 1, 1),
  /** Degree Fahrenheit. */
  FAHRENHEIT("°F", Dimension.FAHRENHEIT, 1, 1),
  /** Degree of an angle. */
  DEGREE("deg", Dimension.ANGLE, 1, 1);

  /** By symbol in lower case; no two differ in case only. */
  private static final Map<String, Unit> BY_SYMBOL = bySymbol();

  private final String symbol;
  private final Dimension dimension;
  private final long numerator;
  private final long denominator;

  Unit(String symbol, Dimension dimension, long numerator, long denominator) {
    this.symbol = symbol;
    this.dimension = dimension;
    this.numerator = numerator;
    this.denominator = denominator;
  }

  /**
   * The symbol, as in {@code kWh}; empty for {@link #NONE}.
   *
   * @return the symbol
   */
  public String symbol() {
    return symbol;
  }

  /**
   * What this unit measures.
   *
   * @return the dimension
   */
  public Dimension dimension() {
    return dimension;
  }

  long numerator() {
    return numerator;
  }

  long denominator() {
    return denominator;
  }

  /**
   * Finds the unit that a meter's text means. Case is ignored, as meters send {@code kVArh}, {@code
   * kVarh} and {@code kvarh}; only a leading {@code m} or {@code M} keeps its meaning of milli or
   * mega. {@code m³} is accepted for {@code m3}; heat meters print {@code m3ph} for m3/h, {@code
   * lph} for l/h, and {@code C} for °C.
   *
   * @param text the text after the {@code *}, without blanks around it
   * @return the unit, or empty when no unit of this library has that name
   */
  public static Optional<Unit> parse(String text) {
    Unit found = BY_SYMBOL.get(text.toLowerCase(Locale.ROOT));
    return found == null || found.swapsMilliAndMega(text) ? Optional.empty() : Optional.of(found);
  }

  private static Map<String, Unit> bySymbol() {
    Map<String, Unit> units = new HashMap<>();
    for (Unit unit : values()) {
      Unit same = units.put(unit.symbol.toLowerCase(Locale.ROOT), unit);
      if (same != null) {
        throw new IllegalStateException(unit + " and " + same + " differ in case only");
      }
    }
    units.put("m\u00b3", CUBIC_METRE);
    units.put("m\u00b3/h", CUBIC_METRE_PER_HOUR);
    units.put("m3ph", CUBIC_METRE_PER_HOUR);
    units.put("lph", LITRE_PER_HOUR);
    units.put("c", CELSIUS);
    return units;
  }

  private boolean swapsMilliAndMega(String text) {
    char first = symbol.isEmpty() ? 0 : symbol.charAt(0);
    return (first == 'm' || first == 'M')
        && text.charAt(0) != first
        && this != MINUTE
        && this != CUBIC_METRE
        && this != CUBIC_METRE_PER_HOUR;
  }

  @Override
  public String toString() {
    return symbol.isEmpty() ? name().toLowerCase(Locale.ROOT) : symbol;
  }
}
