package io.github.meter4j.output;

import io.github.meter4j.reading.HistoryValue;
import io.github.meter4j.reading.ImpulseCount;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.SensorReading;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What only readings of sensors have; what a message does not carry is left out. */
final class SensorJson {
  private SensorJson() {}

  static void write(JsonWriter json, SensorReading reading) {
    json.text("kind", reading.kind().name().toLowerCase(Locale.ROOT));
    reading.device().ifPresent(device -> json.text("device", device));
    reading.sensor().ifPresent(sensor -> json.number("sensor", sensor));
    reading.radioId().ifPresent(id -> json.text("radioId", id));
    reading.type().ifPresent(type -> json.number("type", type));
    channels(json, reading.channels());
    reading
        .temperature()
        .ifPresent(
            temperature -> {
              json.openObject("temperature");
              quantity(json, temperature);
              json.closeObject();
            });
    reading.impulses().ifPresent(impulses -> impulses(json, impulses));
    history(json, reading.history());
  }

  private static void channels(JsonWriter json, Map<Integer, Quantity> channels) {
    if (!channels.isEmpty()) {
      json.openObject("channels");
      channels.forEach((number, value) -> json.text(number.toString(), value.digits()));
      json.closeObject();
    }
  }

  private static void impulses(JsonWriter json, ImpulseCount impulses) {
    json.openObject("impulses").text("count", Long.toString(impulses.count()));
    impulses.perUnit().ifPresent(number -> json.text("perUnit", number.toString()));
    json.closeObject();
  }

  private static void history(JsonWriter json, List<HistoryValue> history) {
    if (!history.isEmpty()) {
      json.openArray("history");
      for (HistoryValue value : history) {
        json.openObject("")
            .number("sensor", value.sensor())
            .text("store", value.store().letter())
            .number("age", value.age());
        quantity(json, value.quantity());
        json.closeObject();
      }
      json.closeArray();
    }
  }

  private static void quantity(JsonWriter json, Quantity quantity) {
    json.text("value", quantity.digits()).text("unit", quantity.unit().symbol());
  }
}
