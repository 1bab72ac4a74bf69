package io.github.meter4j;

import io.github.meter4j.reading.Reading;
import io.github.meter4j.spi.MeterDriver;
import io.github.meter4j.spi.OptionSpec;
import java.util.List;

/**
 * What a driver says of itself, for lists and messages.
 *
 * @param name the name at the start of a meter address, as in {@code dsmr:/dev/ttyUSB0}
 * @param description what meters it reads, in one line
 * @param readingType the type of its readings
 * @param defaultTransport the scheme that an address without one means
 * @param options its options; a meter address takes those of its transport and of its reader
 *     besides
 */
public record DriverInfo(
    String name,
    String description,
    Class<? extends Reading> readingType,
    String defaultTransport,
    List<OptionSpec<?>> options) {

  /**
   * Makes the list unmodifiable.
   *
   * @param name the name at the start of a meter address
   * @param description what meters it reads, in one line
   * @param readingType the type of its readings
   * @param defaultTransport the scheme that an address without one means
   * @param options its options
   */
  public DriverInfo {
    options = List.copyOf(options);
  }

  static DriverInfo of(MeterDriver<?> driver) {
    return new DriverInfo(
        driver.name(),
        driver.description(),
        driver.readingType(),
        driver.defaultTransport(),
        driver.options());
  }
}
