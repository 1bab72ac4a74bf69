package io.github.meter4j.modbus.bus;

import io.github.meter4j.MeterReader;
import io.github.meter4j.reading.Measurand;

/** A program of its own that reads meters once; run by {@link WithoutJ2modTest}. */
final class ReadingProgram {
  private ReadingProgram() {}

  /** Addresses: says the power of each, or why there is none. */
  public static void main(String[] args) {
    for (String address : args) {
      try (MeterReader<?> meter = MeterReader.open(address)) {
        System.out.println(meter.read().require(Measurand.ACTIVE_POWER_NET));
      } catch (Exception e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
