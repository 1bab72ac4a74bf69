package io.github.meter4j.reading;

/**
 * What one sensor measured in one period of the past, as a display remembers it.
 *
 * @param sensor the number of the sensor
 * @param store which of the display's memories it comes from
 * @param age how long ago, counted in what the store counts in: {@code h024} has the age 24
 * @param quantity how much
 */
public record HistoryValue(int sensor, Store store, int age, Quantity quantity) {

  /** The memories of a display; their periods overlap. */
  public enum Store {
    /** Two hours each; ages count hours. */
    HOURS("h"),
    /** A day each. */
    DAYS("d"),
    /** A month each. */
    MONTHS("m"),
    /** A year each; only old displays have it. */
    YEARS("y");

    private final String letter;

    Store(String letter) {
      this.letter = letter;
    }

    /**
     * The letter with which the display names it.
     *
     * @return {@code h}, {@code d}, {@code m} or {@code y}
     */
    public String letter() {
      return letter;
    }
  }
}
