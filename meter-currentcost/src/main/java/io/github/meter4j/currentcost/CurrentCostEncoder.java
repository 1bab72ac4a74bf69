package io.github.meter4j.currentcost;

import io.github.meter4j.reading.HistoryValue;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.util.List;

/**
 * Writes messages as a CC128 does, on one line, for simulators and tests: the counterpart of {@link
 * CurrentCost#decode(byte[])}. A display sends CR LF behind each; that is left to the caller.
 *
 * <pre>{@code
 * byte[] message =
 *     CurrentCostEncoder.of("CC128-v0.11", 89, LocalTime.of(13, 2, 39))
 *         .live(new Sensor(1, "01234", 1), Quantity.of("18.7", Unit.CELSIUS), List.of(345));
 * }</pre>
 *
 * <p>A message is of one kind and has a fixed set of elements: one call writes all of it, and no
 * objects are added as to a telegram. Immutable.
 */
public final class CurrentCostEncoder {
  private static final int HISTORY_DIGITS = 5;
  private static final int TEMPERATURE_WIDTH = 4;

  private final String device;
  private final int daysSinceBirth;
  private final LocalTime time;

  private CurrentCostEncoder(String device, int daysSinceBirth, LocalTime time) {
    this.device = device;
    this.daysSinceBirth = daysSinceBirth;
    this.time = time;
  }

  /**
   * An encoder with what all messages of one moment have.
   *
   * @param device the product and its version: {@code CC128-v0.11}
   * @param daysSinceBirth for how many days the display has been running, 0 to 99999
   * @param time the time of day that it shows
   * @return the encoder
   * @throws IllegalArgumentException when a display could not send it
   */
  public static CurrentCostEncoder of(String device, int daysSinceBirth, LocalTime time) {
    requireText(device);
    require(daysSinceBirth >= 0 && daysSinceBirth <= 99_999, "days since birth", daysSinceBirth);
    return new CurrentCostEncoder(device, daysSinceBirth, time);
  }

  /**
   * A live message.
   *
   * @param sensor the sensor that it is of
   * @param temperature degrees Celsius or Fahrenheit
   * @param watts the power at each clamp, one to three of them, 0 to 99999
   * @return the bytes, without a line end
   * @throws IllegalArgumentException when a display could not send it
   */
  public byte[] live(Sensor sensor, Quantity temperature, List<Integer> watts) {
    require(!watts.isEmpty() && watts.size() <= MessageValues.CHANNELS, "clamps", watts.size());
    StringBuilder text = head();
    temperature(text, temperature);
    sensor(text, sensor);
    for (int i = 0; i < watts.size(); i++) {
      int power = watts.get(i);
      require(power >= 0 && power <= 99_999, "watts", power);
      String channel = "ch" + (i + 1);
      text.append('<').append(channel).append('>');
      element(text, "watts", padded(power, 5));
      text.append("</").append(channel).append('>');
    }
    return end(text);
  }

  /**
   * A message of a counter of impulses.
   *
   * @param sensor the sensor that it is of
   * @param temperature degrees Celsius or Fahrenheit
   * @param count how many impulses there were, 0 to 9999999999
   * @param perUnit how many make a unit
   * @return the bytes, without a line end
   * @throws IllegalArgumentException when a display could not send it
   */
  public byte[] impulses(Sensor sensor, Quantity temperature, long count, int perUnit) {
    require(count >= 0 && count <= 9_999_999_999L, "impulses", count);
    require(perUnit >= 0, "impulses a unit", perUnit);
    StringBuilder text = head();
    temperature(text, temperature);
    sensor(text, sensor);
    element(text, "imp", padded(count, 10));
    element(text, "ipu", Integer.toString(perUnit));
    return end(text);
  }

  /**
   * A message of a history.
   *
   * @param daysSinceWipe for how many days the display has been remembering
   * @param values in kWh; those of one sensor together, in the order in which they are sent
   * @return the bytes, without a line end
   * @throws IllegalArgumentException when a display could not send it
   */
  public byte[] history(int daysSinceWipe, List<HistoryValue> values) {
    require(daysSinceWipe >= 0 && daysSinceWipe <= 99_999, "days since wipe", daysSinceWipe);
    StringBuilder text = head().append("<hist>");
    element(text, "dsw", padded(daysSinceWipe, 5));
    element(text, "type", "1");
    element(text, "units", "kwhr");
    int sensor = -1;
    for (HistoryValue value : values) {
      if (value.sensor() != sensor) {
        text.append(sensor < 0 ? "<data>" : "</data><data>");
        sensor = value.sensor();
        require(sensor >= 0 && sensor <= 9, "sensor", sensor);
        element(text, "sensor", Integer.toString(sensor));
      }
      require(value.age() >= 0 && value.age() <= 999, "age", value.age());
      element(text, value.store().letter() + padded(value.age(), 3), energy(value.quantity()));
    }
    return end(text.append(sensor < 0 ? "</hist>" : "</data></hist>"));
  }

  /**
   * A sensor as messages name it.
   *
   * @param number 0 for the whole house, 1 to 9 for appliances
   * @param radioId the id of its transmitter, five digits
   * @param type 1 for electricity, 2 for a counter of impulses
   */
  public record Sensor(int number, String radioId, int type) {
    /**
     * Checks the numbers.
     *
     * @param number 0 for the whole house, 1 to 9 for appliances
     * @param radioId the id of its transmitter
     * @param type 1 for electricity, 2 for a counter of impulses
     * @throws IllegalArgumentException when a display could not send it
     */
    public Sensor {
      require(number >= 0 && number <= 9, "sensor", number);
      require(type >= 0, "type", type);
      requireText(radioId);
    }
  }

  private StringBuilder head() {
    StringBuilder text = new StringBuilder(256).append("<msg>");
    element(text, "src", device);
    element(text, "dsb", padded(daysSinceBirth, 5));
    String clock = padded(time.getHour(), 2) + ':' + padded(time.getMinute(), 2);
    element(text, "time", clock + ':' + padded(time.getSecond(), 2));
    return text;
  }

  private static void sensor(StringBuilder text, Sensor sensor) {
    element(text, "sensor", Integer.toString(sensor.number()));
    element(text, "id", sensor.radioId());
    element(text, "type", Integer.toString(sensor.type()));
  }

  private static void temperature(StringBuilder text, Quantity temperature) {
    Unit unit = temperature.unit();
    require(unit == Unit.CELSIUS || unit == Unit.FAHRENHEIT, "temperature unit", unit);
    String digits = temperature.digits();
    String blanks = " ".repeat(Math.max(0, TEMPERATURE_WIDTH - digits.length()));
    element(text, unit == Unit.CELSIUS ? "tmpr" : "tmprF", blanks + digits);
  }

  /** One decimal is padded to five places, {@code 001.1}, as the document shows it. */
  private static String energy(Quantity energy) {
    BigDecimal kilowattHours = energy.in(Unit.KILOWATT_HOUR).toBigDecimal();
    require(kilowattHours.signum() >= 0, "energy", kilowattHours);
    String digits = kilowattHours.toPlainString();
    return kilowattHours.scale() == 1
        ? "0".repeat(Math.max(0, HISTORY_DIGITS - digits.length())) + digits
        : digits;
  }

  private static void element(StringBuilder text, String name, String value) {
    text.append('<').append(name).append('>').append(value);
    text.append("</").append(name).append('>');
  }

  private static String padded(long number, int width) {
    String digits = Long.toString(number);
    return "0".repeat(Math.max(0, width - digits.length())) + digits;
  }

  private static byte[] end(StringBuilder text) {
    return text.append("</msg>").toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void requireText(String text) {
    boolean plain = !text.isBlank();
    for (int i = 0; i < text.length(); i++) {
      char ch = text.charAt(i);
      plain &= ch >= ' ' && ch <= '~' && ch != '<' && ch != '>' && ch != '&';
    }
    require(plain, "text", text);
  }

  private static void require(boolean holds, String what, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(what + " cannot be sent: " + value);
    }
  }
}
