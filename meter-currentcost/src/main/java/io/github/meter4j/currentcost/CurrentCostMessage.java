package io.github.meter4j.currentcost;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.HistoryValue;
import io.github.meter4j.reading.ImpulseCount;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurand.Direction;
import io.github.meter4j.reading.Measurand.Phase;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.reading.MeterTime;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.SensorReading;
import io.github.meter4j.spi.FrameDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One message of a Current Cost display. Immutable and safe to share between threads.
 *
 * <p>The display multiplies the current of a clamp with a fixed voltage and calls the result watts:
 * it is an estimate, without a power factor and without a direction. So it is measured as active
 * power of no direction, never negative where energy is fed into the grid. A measurement has the
 * number of its sensor as channel; where a sensor has several clamps, clamp 1 to 3 is phase L1 to
 * L3. What the past was and how many impulses there were is no measurement: {@link #history()} and
 * {@link #impulses()} have them.
 *
 * <p>There is no date in a message, only the time of day that the display shows; so {@link
 * #meterTime()} has a text and no instant. {@link #receivedAt()} says when it was.
 */
public final class CurrentCostMessage implements SensorReading {
  private static final Measurand POWER = Measurand.of(Measurand.Kind.ACTIVE_POWER, Direction.NONE);
  private static final Measurand TEMPERATURE =
      Measurand.of(Measurand.Kind.TEMPERATURE, Direction.NONE);
  private static final Phase[] PHASES = {Phase.L1, Phase.L2, Phase.L3};

  private final byte[] frame;
  private final MessageValues values;
  private final Instant receivedAt;
  private final String source;

  CurrentCostMessage(byte[] frame, MessageValues values, Instant receivedAt, String source) {
    this.frame = frame;
    this.values = values;
    this.receivedAt = receivedAt;
    this.source = source;
  }

  @Override
  public Kind kind() {
    if (isLive()) {
      return Kind.LIVE;
    }
    return values.wasSent(Vocabulary.IMP) ? Kind.IMPULSE : Kind.HISTORY;
  }

  private boolean isLive() {
    return values.wasSent(Vocabulary.CH1)
        || values.wasSent(Vocabulary.CH2)
        || values.wasSent(Vocabulary.CH3);
  }

  /** The product: {@code CC128-v0.11}, or for a Classic {@code CC02}. */
  @Override
  public Optional<String> device() {
    return text(values.device());
  }

  /**
   * The version of the display's program: {@code 0.11}.
   *
   * @return what stands behind {@code -v}, or what a Classic sends as its version
   */
  public Optional<String> firmware() {
    int version = values.device().indexOf("-v");
    return text(version > 0 ? values.device().substring(version + 2) : values.firmware());
  }

  /**
   * Whether it has the form of the Classic and the CC02, which have a single sensor.
   *
   * @return false for the form of the CC128
   */
  public boolean isClassic() {
    return values.isClassic();
  }

  /** The number of the sensor; 0 for a Classic. Normally 0 to 9; others are a fault, and given. */
  @Override
  public Optional<Integer> sensor() {
    return number(values.sensor());
  }

  @Override
  public Optional<String> radioId() {
    return text(values.radioId());
  }

  @Override
  public Optional<Integer> type() {
    return number(values.type());
  }

  /** The power at each clamp in W, by its number from 1 to 3. */
  @Override
  public Map<Integer, Quantity> channels() {
    Map<Integer, Quantity> channels = new TreeMap<>();
    for (int number = 1; number <= MessageValues.CHANNELS; number++) {
      Quantity power = values.channel(number);
      if (power != null) {
        channels.put(number, power);
      }
    }
    return Collections.unmodifiableMap(channels);
  }

  /** The power of the sensor in W, as the display adds its channels in its history. */
  @Override
  public Optional<Quantity> total() {
    Quantity total = null;
    for (int number = 1; number <= MessageValues.CHANNELS; number++) {
      Quantity power = values.channel(number);
      if (power != null) {
        total = total == null ? power : total.plus(power);
      } else if (values.wasSent(Vocabulary.CH1 + number - 1)) {
        return Optional.empty();
      }
    }
    return Optional.ofNullable(total);
  }

  @Override
  public Optional<Quantity> temperature() {
    return celsius().or(this::fahrenheit);
  }

  /**
   * The temperature at the display in degrees Celsius.
   *
   * @return the temperature, where it was sent in this unit
   */
  public Optional<Quantity> celsius() {
    return Optional.ofNullable(values.celsius());
  }

  /**
   * The temperature at the display in degrees Fahrenheit, as displays for the USA send it.
   *
   * @return the temperature, where it was sent in this unit
   */
  public Optional<Quantity> fahrenheit() {
    return Optional.ofNullable(values.fahrenheit());
  }

  /**
   * For how many days the display has been running, in all.
   *
   * @return the number of days
   */
  public Optional<Integer> daysSinceBirth() {
    return number(values.daysSinceBirth());
  }

  /**
   * The time of day that the display shows: local time as somebody has set it.
   *
   * @return the time, where it is one
   */
  public Optional<LocalTime> displayTime() {
    return values.secondOfDay() < 0
        ? Optional.empty()
        : Optional.of(LocalTime.ofSecondOfDay(values.secondOfDay()));
  }

  @Override
  public Optional<ImpulseCount> impulses() {
    return values.impulses() < 0
        ? Optional.empty()
        : Optional.of(
            new ImpulseCount(
                values.impulses(),
                values.perUnit() < 0 ? Optional.empty() : Optional.of(values.perUnit())));
  }

  @Override
  public List<HistoryValue> history() {
    return values.history();
  }

  /**
   * The time that a value of the history of this message stands for. It is reckoned from when the
   * message arrived and from the time of day that the display showed then, so it needs no time
   * zone, and it is as good as the clock of the display.
   *
   * <p>Two-hour values end at odd hours of the display's clock: {@code h024} is what was used from
   * 24 to 22 hours before the last of them. {@code d001} is taken for the day before, from midnight
   * to midnight of that clock, and {@code m001} for the month before; the documents say "days ago"
   * and "months ago" and no more. For months the display has to be less than twelve hours away from
   * UTC.
   *
   * @param value one of {@link #history()}
   * @return the period; empty where it is not known when the message arrived or what the display
   *     showed, for the history of a Classic, and for years
   */
  public Optional<HistoryPeriod> period(HistoryValue value) {
    if (receivedAt.equals(FrameDecoder.NO_ARRIVAL)
        || values.secondOfDay() < 0
        || values.isClassic()) {
      return Optional.empty();
    }
    return HistoryClock.period(receivedAt, values.secondOfDay(), value);
  }

  @Override
  public Optional<Instant> receivedAt() {
    return receivedAt.equals(FrameDecoder.NO_ARRIVAL) ? Optional.empty() : Optional.of(receivedAt);
  }

  /** The time of day as sent; of a Classic hours, minutes and seconds with colons between them. */
  @Override
  public Optional<MeterTime> meterTime() {
    return text(values.time()).map(MeterTime::unknown);
  }

  /** Always {@link Integrity#ABSENT}. */
  @Override
  public Integrity integrity() {
    return Integrity.ABSENT;
  }

  @Override
  public List<Measurement> measurements() {
    List<Measurement> measurements = new ArrayList<>();
    add(measurements, TEMPERATURE, values.celsius(), 0);
    add(measurements, TEMPERATURE, values.fahrenheit(), 0);
    if (values.sensor() >= 0) {
      boolean single = !values.wasSent(Vocabulary.CH2) && !values.wasSent(Vocabulary.CH3);
      for (int number = 1; number <= MessageValues.CHANNELS; number++) {
        Measurand power = single ? POWER : POWER.on(PHASES[number - 1]);
        add(measurements, power, values.channel(number), values.sensor());
      }
    }
    return Collections.unmodifiableList(measurements);
  }

  private static void add(
      List<Measurement> measurements, Measurand measurand, @Nullable Quantity value, int channel) {
    if (value != null) {
      measurements.add(
          new Measurement(measurand, value, Optional.empty(), channel, Optional.empty()));
    }
  }

  @Override
  public List<Fault> faults() {
    return values.faults();
  }

  @Override
  public byte[] frame() {
    return frame.clone();
  }

  @Override
  public String source() {
    return source;
  }

  private static Optional<String> text(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static Optional<Integer> number(int number) {
    return number < 0 ? Optional.empty() : Optional.of(number);
  }

  /** The message as sent, one character a byte. */
  @Override
  public String toString() {
    return new String(frame, StandardCharsets.ISO_8859_1);
  }
}
