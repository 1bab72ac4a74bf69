package io.github.meter4j.simulator;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The simulated meters that send bytes, by the target of their address. {@code household} is the
 * one that the driver reads.
 */
enum Target {
  HOUSEHOLD(
      "dsmr",
      "P1 port of a three-phase smart meter: two tariffs, solar panels that export at noon in"
          + " summer, a gas meter and in Belgium a water meter; a telegram every second",
      "dsmr+sim:household",
      "dsmr+sim:household?profile=netherlands",
      "dsmr+sim:household?profile=netherlands&gas=replaced"),
  EBZ(
      "iec62056",
      "eBZ DD3 that pushes its data set every second (IEC 62056-21 mode D)",
      "iec62056+sim:household",
      "iec62056+sim:ebz"),
  MT174(
      "",
      "Iskra MT174 that replies to a sign-on (IEC 62056-21 mode C)",
      "iec62056+sim:mt174?mode=C"),
  DISPLAY(
      "cc128",
      "Current Cost CC128: three clamps and nine more sensors every six seconds, and its history",
      "cc128+sim:household",
      "cc128+sim:display"),
  DDS238("dds238", "Hiking DDS238-2 ZN/S, one phase", "dds238+sim:household", "dds238+sim:dds238"),
  IEM2150(
      "iem2150", "Schneider iEM2150, one phase", "iem2150+sim:household", "iem2150+sim:iem2150"),
  SDM120("sdm120", "Eastron SDM120, one phase", "sdm120+sim:household", "sdm120+sim:sdm120"),
  SDM630("sdm630", "Eastron SDM630, three phases", "sdm630+sim:household", "sdm630+sim:sdm630"),
  RS485(
      "",
      "an RS-485 bus with these four Modbus meters as units 1 to 4",
      "dds238+sim:rs485?unit=1",
      "iem2150+sim:rs485?unit=2",
      "sdm120+sim:rs485?unit=3",
      "sdm630+sim:rs485?unit=4");

  private final String driver;
  private final String meter;
  private final List<String> addresses;

  /** The driver to which {@code household} is this meter, or empty. */
  Target(String driver, String meter, String... addresses) {
    this.driver = driver;
    this.meter = meter;
    this.addresses = List.of(addresses);
  }

  /**
   * The target of a word in an address.
   *
   * @throws IllegalArgumentException when there is none
   */
  static Target of(String word) {
    return Arrays.stream(values())
        .filter(target -> target.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no simulated meter \"" + word + "\"; there is " + words(", ")));
  }

  /**
   * The meter behind a word, for a driver.
   *
   * @throws IllegalArgumentException when there is none
   */
  static Target of(String word, String driver) {
    Target target = of(word);
    return target == HOUSEHOLD ? ofDriver(driver) : target;
  }

  private static Target ofDriver(String driver) {
    return withDriver()
        .filter(target -> target.driver.equals(driver))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the simulated household has no meter for the driver \""
                        + driver
                        + "\"; driver=NAME chooses one of "
                        + withDriver().map(target -> target.driver).collect(joining(", "))));
  }

  private static Stream<Target> withDriver() {
    return Arrays.stream(values()).filter(target -> !target.driver.isEmpty());
  }

  /** All words. */
  static String words(String separator) {
    return Arrays.stream(values()).map(Target::word).collect(joining(separator));
  }

  /** The word in an address. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it is, as a phrase. */
  String meter() {
    return meter;
  }

  /** Addresses that read it. */
  List<String> addresses() {
    return addresses;
  }
}
