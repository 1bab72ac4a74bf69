package io.github.meter4j.simulator;

import java.time.Instant;
import java.time.ZonedDateTime;

/**
 * A household with solar panels and gas heating whose meter exists in software only. Its telegrams
 * are real ones, and they agree with each other: the energy registers are the sum of the power
 * shown in every second, exactly.
 *
 * <p>The same seed and start give the same telegrams on every machine. Time only moves forward. For
 * one thread.
 */
public final class Household implements SimulatedMeter {
  private static final Instant FIRST = Instant.parse("2002-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2099-01-01T00:00:00Z");
  private static final int DEVICE_PERIOD = 300;

  private final Meter meter;
  private final Profile profile;
  private final House house;
  private final LocalClock clock;
  private long second;

  /**
   * A Belgian household.
   *
   * @param seed decides what its people do, its weather and the numbers of its meters
   * @param start the time of the first telegram
   * @throws IllegalArgumentException when the start is not of this century
   */
  public Household(long seed, Instant start) {
    this(seed, start, Profile.BELGIUM);
  }

  /**
   * A household.
   *
   * @param seed decides what its people do, its weather and the numbers of its meters
   * @param start the time of the first telegram; fractions of a second are left out
   * @param profile the country
   * @throws IllegalArgumentException when the start is not of this century
   */
  public Household(long seed, Instant start, Profile profile) {
    if (start.isBefore(FIRST) || start.isAfter(LAST)) {
      throw new IllegalArgumentException("a start between 2002 and 2098 is needed, not " + start);
    }
    Chance chance = new Chance(seed);
    this.profile = profile;
    this.house = new House(chance);
    this.clock = new LocalClock(profile.zone());
    long before = start.getEpochSecond() - 1;
    // Each quarter hour is counted from its start.
    this.second = before - before % Demand.QUARTER;
    this.meter = new Meter(seed, chance, profile, second);
    readDevices();
    moveTo(before);
  }

  /**
   * The next telegram, a second after the one before.
   *
   * @return the bytes of a telegram
   */
  @Override
  public byte[] next() {
    return telegramAt(Instant.ofEpochSecond(second + 1));
  }

  /**
   * The telegram of a second; those between the last one and this one are left out.
   *
   * @param at the time; fractions of a second are left out
   * @return the bytes of a telegram
   * @throws IllegalArgumentException when the time has passed already
   */
  public byte[] telegramAt(Instant at) {
    skipTo(at);
    clock.set(second);
    return switch (profile) {
      case BELGIUM -> BelgianTelegram.encode(meter, house, clock, second);
      case GERMANY -> EbzTelegram.encode(meter, house, second);
      case NETHERLANDS -> DutchTelegram.encode(meter, house, clock, second);
    };
  }

  /**
   * Lives up to a second without writing a telegram. A day takes some milliseconds.
   *
   * @param at the time; fractions of a second are left out
   * @throws IllegalArgumentException when the time has passed already
   */
  @Override
  public void skipTo(Instant at) {
    if (at.getEpochSecond() < second) {
      throw new IllegalArgumentException(
          at + " has passed: this household is at " + Instant.ofEpochSecond(second));
    }
    moveTo(at.getEpochSecond());
  }

  /**
   * The second up to which it has lived: that of the last telegram.
   *
   * @return the time
   */
  @Override
  public Instant now() {
    return Instant.ofEpochSecond(second);
  }

  /** What a meter on a single phase, behind which all of the house is, measures now. */
  SinglePhase singlePhase() {
    return SinglePhase.of(meter, house.watts(), second);
  }

  /** The meter's clock. */
  ZonedDateTime localTime() {
    return now().atZone(profile.zone());
  }

  private void moveTo(long end) {
    while (second < end) {
      int tariff = profile.tariff(clock.set(second));
      second++;
      house.live(second, clock.set(second));
      meter.count(house, tariff, second);
      if (second % DEVICE_PERIOD == 0) {
        readDevices();
      }
    }
  }

  private void readDevices() {
    meter.readDevices(second - second % DEVICE_PERIOD);
  }
}
