package io.github.meter4j.simulator;

import io.github.meter4j.iec62056.D0Encoder;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A simulated household with solar panels and gas heating, and its smart meter. The telegrams agree
 * with each other: the energy registers are the sum of the power shown in every second, exactly.
 *
 * <pre>{@code
 * Household household = new Household(1, Instant.parse("2026-07-02T10:00:00Z"));
 * DsmrTelegram noon = Dsmr.decode(household.next());
 * household.skipTo(Instant.parse("2026-07-02T20:00:00Z"));
 * DsmrTelegram evening = Dsmr.decode(household.next());
 * }</pre>
 *
 * <p>The same seed and start give the same telegrams on every machine. For one thread.
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
  private boolean replacedGasMeter;

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
    requireStart(start);
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

  /** A time that the stamps of telegrams, which have two digits of the year, can tell. */
  static Instant requireStart(Instant start) {
    if (start.isBefore(FIRST) || start.isAfter(LAST)) {
      throw new IllegalArgumentException("a start between 2002 and 2098 is needed, not " + start);
    }
    return start;
  }

  /**
   * Puts an old gas meter on M-Bus channel 1 that was replaced: its last value of 2017 is still
   * sent. The gas meter that counts is on channel 2, and a water meter on channel 3.
   *
   * @return this household
   * @throws IllegalStateException when its meter has no M-Bus, as an eBZ
   */
  public Household withReplacedGasMeter() {
    if (profile == Profile.GERMANY) {
      throw new IllegalStateException("this meter has no M-Bus");
    }
    replacedGasMeter = true;
    return this;
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
      case BELGIUM -> BelgianTelegram.encode(meter, house, clock, second, replacedGasMeter);
      case GERMANY -> EbzTelegram.encode(meter, house, second);
      case NETHERLANDS -> DutchTelegram.encode(meter, house, clock, second, replacedGasMeter);
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

  /** Lives up to a second that may have passed already. */
  void liveUntil(Instant at) {
    if (at.isAfter(now())) {
      skipTo(at);
    }
  }

  /** The address of a meter of mode C. */
  String deviceAddress() {
    return Mt174Readout.serial(meter);
  }

  /** What a meter with one phase measures now when all of the house is behind it. */
  SinglePhase singlePhase() {
    return SinglePhase.of(meter, house.watts(), second);
  }

  /** What a meter with three phases measures now on each of them. */
  List<SinglePhase> phases() {
    return IntStream.range(0, 3)
        .mapToObj(phase -> SinglePhase.of(meter, house, phase, second))
        .toList();
  }

  /** What a meter of mode C sends now. */
  D0Encoder readout() {
    return Mt174Readout.of(meter, house, clock.set(second), second);
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
