package io.github.meter4j.simulator;

import io.github.meter4j.currentcost.CurrentCostEncoder;
import io.github.meter4j.currentcost.CurrentCostEncoder.Sensor;
import io.github.meter4j.reading.HistoryValue;
import io.github.meter4j.reading.HistoryValue.Store;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * A simulated Current Cost display: the whole house with three clamps, and nine more sensors, of
 * which the last counts impulses. All of them send every six seconds. The display sends its history
 * twenty seconds after the start, as if somebody had pressed its button, and after every odd hour:
 * a burst every ten seconds, during which nothing else is sent. Its two-hour values are the energy
 * of the power shown, to the watt-hour.
 *
 * <p>The same seed and start give the same messages on every machine. For one thread.
 */
public final class Display implements SimulatedMeter {
  private static final int PERIOD = 6;
  private static final int BURST_EVERY = 10;
  private static final int FIRST_DUMP_AFTER = 20;
  private static final int DUMP_AFTER_BUCKET = 60;
  private static final int BUCKET = 7_200;
  private static final int BUCKETS = 12;
  private static final int AGES_A_BURST = 4;
  private static final int APPLIANCES = 8;
  private static final int COUNTER = 9;
  private static final int SENSORS = 9;
  private static final int IMPULSES_A_UNIT = 1_000;
  private static final int[] APPLIANCE_WATTS = {90, 2_100, 60, 1_200, 35, 150, 800, 400};
  private static final int TOPIC = 40;

  private final Chance chance;
  private final ZoneId zone;
  private final long[] wattSeconds = new long[SENSORS + 1];

  /** Watt-hours of the buckets that are over by sensor, the newest first. */
  private final List<long[]> past = new ArrayList<>();

  private final long start;
  private long second;
  private long dumpFrom;
  private long impulses;

  /**
   * A display.
   *
   * @param seed decides what its people do
   * @param start the time of the first message; fractions of a second are left out
   * @param zone the zone in which its clock was set, without daylight saving from then on
   */
  public Display(long seed, Instant start, ZoneId zone) {
    this.chance = new Chance(seed);
    this.zone = zone.getRules().getOffset(start);
    this.start = start.getEpochSecond();
    this.second = this.start - 1;
    this.dumpFrom = this.start + FIRST_DUMP_AFTER;
    this.impulses = 14_768 + chance.between(TOPIC, 0, 0, 100_000);
    for (int bucket = 1; bucket <= BUCKETS; bucket++) {
      long[] energy = new long[SENSORS + 1];
      for (int sensor = 0; sensor < energy.length; sensor++) {
        energy[sensor] = chance.between(TOPIC + sensor, -bucket, 0, sensor == 0 ? 2_500 : 400);
      }
      past.add(energy);
    }
  }

  @Override
  public byte[] next() {
    live();
    LocalTime time = time();
    CurrentCostEncoder encoder = CurrentCostEncoder.of("CC128-v1.48", days(), time);
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    long dumping = second - dumpFrom;
    if (dumping >= 0 && dumping < BURST_EVERY * (BUCKETS / AGES_A_BURST)) {
      if (dumping % BURST_EVERY == 0) {
        line(sent, encoder.history(days(), burst((int) dumping / BURST_EVERY)));
      }
    } else if ((second - start) % PERIOD == 0) {
      send(encoder, sent);
    }
    return sent.toByteArray();
  }

  @Override
  public void skipTo(Instant at) {
    if (at.getEpochSecond() < second) {
      throw new IllegalArgumentException(at + " has passed: this display is at " + now());
    }
    while (second < at.getEpochSecond()) {
      live();
    }
  }

  @Override
  public Instant now() {
    return Instant.ofEpochSecond(second);
  }

  private LocalTime time() {
    return now().atZone(zone).toLocalTime();
  }

  /** Lives for a second. */
  private void live() {
    second++;
    int intoBucket = (time().toSecondOfDay() + BUCKET / 2) % BUCKET;
    if (intoBucket == 0) {
      closeBucket();
      dumpFrom = second + DUMP_AFTER_BUCKET;
    }
    count();
  }

  private List<HistoryValue> burst(int number) {
    List<HistoryValue> values = new ArrayList<>();
    for (int sensor = 0; sensor <= SENSORS; sensor++) {
      int oldest = BUCKETS - 1 - number * AGES_A_BURST;
      for (int bucket = oldest; bucket > oldest - AGES_A_BURST; bucket--) {
        Quantity energy = new Quantity(past.get(bucket)[sensor], 3, Unit.KILOWATT_HOUR);
        values.add(new HistoryValue(sensor, Store.HOURS, 4 + 2 * bucket, energy));
      }
    }
    return values;
  }

  private void closeBucket() {
    long[] energy = new long[SENSORS + 1];
    for (int sensor = 0; sensor < energy.length; sensor++) {
      energy[sensor] = wattSeconds[sensor] / 3_600;
      wattSeconds[sensor] %= 3_600;
    }
    past.add(0, energy);
    past.remove(BUCKETS);
  }

  /** The power that is shown holds until it is shown anew. */
  private void count() {
    for (int sensor = 0; sensor <= APPLIANCES; sensor++) {
      wattSeconds[sensor] += watts(sensor);
    }
    if (second % 4 == 0) {
      impulses++;
    }
  }

  private int watts(int sensor) {
    return sensor == 0 ? clamps().stream().mapToInt(Integer::intValue).sum() : appliance(sensor);
  }

  private List<Integer> clamps() {
    int[] clamps = {120, 60, 40};
    for (int sensor = 1; sensor <= APPLIANCES; sensor++) {
      clamps[sensor % clamps.length] += appliance(sensor);
    }
    return List.of(clamps[0], clamps[1], clamps[2]);
  }

  private int appliance(int sensor) {
    long shown = second - (second - start) % PERIOD;
    double use = chance.curve(TOPIC + sensor, shown, 400 + 60 * sensor);
    return use < 0.45 ? 0 : (int) (APPLIANCE_WATTS[sensor - 1] * use);
  }

  private void send(CurrentCostEncoder encoder, ByteArrayOutputStream sent) {
    long tenths = 185 + (long) (25 * chance.curve(TOPIC, second, 7_000));
    Quantity warm = new Quantity(tenths, 1, Unit.CELSIUS);
    line(sent, encoder.live(sensor(0, 1), warm, clamps()));
    for (int sensor = 1; sensor <= APPLIANCES; sensor++) {
      line(sent, encoder.live(sensor(sensor, 1), warm, List.of(appliance(sensor))));
    }
    line(sent, encoder.impulses(sensor(COUNTER, 2), warm, impulses, IMPULSES_A_UNIT));
  }

  private Sensor sensor(int number, int type) {
    String id = Integer.toString(100_000 + chance.between(TOPIC + number, 1, 0, 4_096));
    return new Sensor(number, id.substring(1), type);
  }

  private int days() {
    return (int) Math.floorMod(second / 86_400, 100_000L);
  }

  private static void line(ByteArrayOutputStream sent, byte[] message) {
    sent.writeBytes(message);
    sent.write('\r');
    sent.write('\n');
  }
}
