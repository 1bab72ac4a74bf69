package io.github.meter4j.modbus.map;

import io.github.meter4j.codec.Nearest;
import io.github.meter4j.reading.Measurand.Phase;
import io.github.meter4j.spi.OptionSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What the registers of one kind of meter mean, as data: a table that is read from text. The form
 * is documented in {@code docs/reference/register-maps.md}. Immutable and safe to share between
 * threads.
 */
public final class RegisterMap {
  /** The largest file that is read, in bytes. */
  public static final int MAX_FILE = 1 << 20;

  /** Where the maps of this library are, a file each. */
  private static final String FOLDER = "/io/github/meter4j/modbus/maps/";

  private static final List<String> BUILT_IN =
      List.of(
          "dds238",
          "iem2150",
          "iem3150",
          "iem3155",
          "pm5100",
          "sdm120",
          "sdm220",
          "sdm230",
          "sdm630",
          "sdm72",
          "sdm72v2",
          "ddm18sd",
          "abb-b",
          "ale3",
          "dsz15",
          "ddsu666",
          "ddsu666-h",
          "dtsu666",
          "dtsu666-fc4",
          "dtsu666-h",
          "dvh4013",
          "em340",
          "finder-7m38",
          "or-we-504",
          "or-we-514",
          "or-we-517",
          "pro380",
          "ws100");

  private final String name;
  private final MapProperties properties;
  private final List<MapSetting> settings;
  private final Map<String, String> chosen;
  private final List<RegisterRow> all;
  private final List<RegisterRow> rows;

  RegisterMap(
      String name,
      MapProperties properties,
      List<MapSetting> settings,
      Map<String, String> chosen,
      List<RegisterRow> all) {
    this.name = name;
    this.properties = properties;
    this.settings = settings;
    this.chosen = chosen;
    this.all = all;
    this.rows = all.stream().filter(row -> counts(row, chosen)).toList();
  }

  /**
   * The names of the maps that this library has.
   *
   * @return an unmodifiable list, each for {@link #builtIn}
   */
  public static List<String> builtIns() {
    return BUILT_IN;
  }

  /**
   * A map that this library has.
   *
   * @param name its name, as in {@code dds238}
   * @return the map
   * @throws IllegalArgumentException when there is none of that name; the message lists the names
   */
  public static RegisterMap builtIn(String name) {
    Objects.requireNonNull(name, "name");
    if (!BUILT_IN.contains(name)) {
      throw new IllegalArgumentException(
          "no register map \""
              + name
              + '"'
              + Nearest.suggestion(name, BUILT_IN)
              + "; there is "
              + String.join(", ", BUILT_IN));
    }
    try (InputStream in = RegisterMap.class.getResourceAsStream(FOLDER + name + ".csv")) {
      if (in == null) {
        throw new IllegalStateException(FOLDER + name + ".csv is missing");
      }
      return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A map from its text.
   *
   * @param name the name that readings and messages call it by
   * @param text the text, in the form of {@code docs/reference/register-maps.md}
   * @return the map
   * @throws IllegalArgumentException when something in it is wrong; the message has the line, the
   *     column and what is valid there
   */
  public static RegisterMap parse(String name, String text) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(text, "text");
    return MapParser.parse(name, text);
  }

  /**
   * A map from a file in UTF-8; it is named after the file, without {@code .csv}.
   *
   * @param file the file, of at most {@value #MAX_FILE} bytes
   * @return the map
   * @throws IOException when the file cannot be read
   * @throws IllegalArgumentException when it is too large, in another encoding than UTF-8, or when
   *     something in it is wrong
   */
  public static RegisterMap load(Path file) throws IOException {
    Objects.requireNonNull(file, "file");
    if (Files.size(file) > MAX_FILE) {
      throw new IllegalArgumentException(file + " is too large for a register map");
    }
    Path last = file.getFileName();
    String name = last == null ? "map" : last.toString().replaceFirst("\\.csv$", "");
    return parse(name, MapEncoding.text(name, Files.readAllBytes(file)));
  }

  /**
   * The name.
   *
   * @return the name, as in {@code dds238}
   */
  public String name() {
    return name;
  }

  /**
   * What meter it is for.
   *
   * @return a phrase
   */
  public String title() {
    return properties.title();
  }

  /**
   * How many registers one transaction may read.
   *
   * @return 1 to {@value RegisterSource#MOST}
   */
  public int maxWords() {
    return properties.maxWords();
  }

  /**
   * How many registers that no row needs may be read at a stretch, to save a transaction.
   *
   * @return 0 where holes must not be read
   */
  public int holes() {
    return properties.holes();
  }

  /**
   * The lowest number that a unit can have.
   *
   * @return 0 to 255
   */
  public int leastUnit() {
    return properties.leastUnit();
  }

  /**
   * The highest number that a unit can have.
   *
   * @return 0 to 255
   */
  public int mostUnit() {
    return properties.mostUnit();
  }

  /**
   * The number that the unit has when nobody changed it.
   *
   * @return 0 to 255
   */
  public int unit() {
    return properties.unit();
  }

  /**
   * The speed of the meter's line when nobody changed it.
   *
   * @return bits per second
   */
  public int baud() {
    return properties.baud();
  }

  /**
   * Data bits, parity and stop bits of the meter's line when nobody changed them.
   *
   * @return as in {@code 8N1}
   */
  public String format() {
    return properties.format();
  }

  /**
   * The rows that count with the settings as they are, in the order of the table. Where the layout
   * is found from the words, the rows of every layout count.
   *
   * @return an unmodifiable list
   */
  public List<RegisterRow> rows() {
    return rows;
  }

  /**
   * The first row with a name.
   *
   * @param wanted the name
   * @return the row, or empty when there is none that counts
   */
  public Optional<RegisterRow> row(String wanted) {
    return rows.stream().filter(row -> row.name().equals(wanted)).findFirst();
  }

  /**
   * What this map leaves to the user, as options of a meter address.
   *
   * @return an unmodifiable list; give values to {@link #with}
   */
  public List<OptionSpec<String>> settings() {
    return settings.stream().map(MapSetting::option).toList();
  }

  /**
   * The same map with a setting chosen.
   *
   * @param setting the name of the setting
   * @param value its value
   * @return the map
   * @throws IllegalArgumentException when the map has no such setting or it no such value; the
   *     message lists what there is
   */
  public RegisterMap with(String setting, String value) {
    MapSetting known =
        settings.stream()
            .filter(one -> one.name().equals(setting))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(unknown(setting)));
    Map<String, String> changed = new LinkedHashMap<>(chosen);
    changed.put(setting, known.checked(value));
    return new RegisterMap(name, properties, settings, Collections.unmodifiableMap(changed), all);
  }

  private String unknown(String setting) {
    List<String> names = settings.stream().map(MapSetting::name).toList();
    String there = names.isEmpty() ? "it has none" : "it has " + String.join(", ", names);
    return "map "
        + name
        + " has no setting \""
        + setting
        + '"'
        + Nearest.suggestion(setting, names)
        + "; "
        + there;
  }

  /**
   * The same map for a meter whose import is export: the way to take when its supply and its load
   * or its current transformers are exchanged, or when a generator shall count as a load. Import
   * and export change places, and so do quadrants 1 and 3, and 2 and 4. Net powers, and currents
   * and power factors whose rows have a {@code sign}, change their sign; other currents and power
   * factors keep their size only. The names of rows stay. Maxima of net powers and phase angles,
   * which have no opposite, are in {@link ModbusSnapshot#registers()} only.
   *
   * @return the map
   * @throws IllegalArgumentException when no row of the map has a direction or a sign
   */
  public RegisterMap inverted() {
    List<RegisterRow> changed = all.stream().map(Wiring::inverted).toList();
    boolean knowsDirections =
        IntStream.range(0, all.size()).anyMatch(i -> changed.get(i).differsInFlow(all.get(i)));
    if (!knowsDirections) {
      throw new IllegalArgumentException(
          "map " + name + " has no direction that could be inverted: leave invert out");
    }
    return new RegisterMap(name, properties, settings, chosen, changed);
  }

  /**
   * The same map for a meter whose terminals are at other phases. Values between two phases follow.
   * The names of rows stay.
   *
   * @param order the phase at terminal 1, at 2 and at 3; or one phase, for a meter that has one
   * @return the map
   * @throws IllegalArgumentException when a phase is there twice or not at all, when one is given
   *     for a meter of three, or when no row of the map has a phase
   */
  public RegisterMap phases(List<Phase> order) {
    Wiring.check(order);
    if (all.stream().noneMatch(Wiring::hasPhase)) {
      throw new IllegalArgumentException(
          "map " + name + " has no values by phase: leave phases out");
    }
    if (order.size() == 1 && all.stream().anyMatch(Wiring::hasOtherPhase)) {
      throw new IllegalArgumentException(
          "map " + name + " has three phases: name all of them, as in phases=L2,L3,L1");
    }
    List<RegisterRow> changed = all.stream().map(row -> Wiring.phases(row, order)).toList();
    return new RegisterMap(name, properties, settings, chosen, changed);
  }

  /**
   * The same map with some of its rows only, and with those that tell where these stand, if the map
   * finds that out from the words. Rows that show whether it is the meter of the map are read only
   * where they are named.
   *
   * @param names the names of the rows that are wanted
   * @return the map, its rows in the order of the table
   * @throws IllegalArgumentException when a name is unknown; the message lists the names
   */
  public RegisterMap only(List<String> names) {
    List<String> known = rows.stream().map(RegisterRow::name).distinct().toList();
    for (String wanted : names) {
      if (!known.contains(wanted)) {
        throw new IllegalArgumentException(
            "map "
                + name
                + " has no row \""
                + wanted
                + '"'
                + Nearest.suggestion(wanted, known)
                + "; it has "
                + String.join(", ", known));
      }
    }
    Set<String> needed = new HashSet<>(names);
    settings.stream()
        .filter(setting -> MapSetting.AUTO.equals(chosen.get(setting.name())))
        .filter(setting -> all.stream().anyMatch(row -> isAbout(row, setting, names)))
        .forEach(setting -> needed.addAll(setting.detectedBy()));
    List<RegisterRow> some = all.stream().filter(row -> needed.contains(row.name())).toList();
    return new RegisterMap(name, properties, settings, chosen, some);
  }

  private static boolean isAbout(RegisterRow row, MapSetting setting, List<String> names) {
    return names.contains(row.name())
        && row.condition().filter(it -> it.setting().equals(setting.name())).isPresent();
  }

  List<MapSetting> mapSettings() {
    return settings;
  }

  Map<String, String> chosen() {
    return chosen;
  }

  /**
   * Every row, also those that do not count now.
   *
   * @return an unmodifiable list
   */
  public List<RegisterRow> all() {
    return all;
  }

  /** Whether a row counts; while a setting is found from the words, its rows all do. */
  static boolean counts(RegisterRow row, Map<String, String> chosen) {
    return row.condition()
        .map(
            condition -> {
              String value = chosen.get(condition.setting());
              return condition.value().equals(value) || MapSetting.AUTO.equals(value);
            })
        .orElse(true);
  }

  /** The name and the title. */
  @Override
  public String toString() {
    return name + ": " + properties.title();
  }

  static Map<String, String> firstValues(List<MapSetting> settings) {
    Map<String, String> values = new LinkedHashMap<>();
    settings.forEach(one -> values.put(one.name(), one.first()));
    return Collections.unmodifiableMap(values);
  }
}
