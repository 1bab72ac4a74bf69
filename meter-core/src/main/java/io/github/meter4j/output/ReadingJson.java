package io.github.meter4j.output;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.reading.MeterTime;
import io.github.meter4j.reading.Obis;
import io.github.meter4j.reading.ObisObject;
import io.github.meter4j.reading.ObisReading;
import io.github.meter4j.reading.PulseReading;
import io.github.meter4j.reading.Reading;
import io.github.meter4j.reading.RegisterReading;
import io.github.meter4j.reading.SensorReading;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Readings as members of a JSON object. Numbers are decimal text, so that no reader rounds them.
 */
public final class ReadingJson {
  /** The version of the form. */
  public static final int VERSION = 1;

  private ReadingJson() {}

  /**
   * A reading as one JSON object.
   *
   * @param reading the reading
   * @return one line without a line end
   */
  public static String of(Reading reading) {
    JsonWriter json = new JsonWriter().openObject("");
    json.text("source", reading.source());
    json.text("receivedAt", reading.receivedAt().map(Instant::toString).orElse(null));
    write(json, reading);
    return json.closeObject().toString();
  }

  /**
   * Writes what a reading says into an open object.
   *
   * @param json the writer
   * @param reading the reading
   */
  public static void write(JsonWriter json, Reading reading) {
    if (reading instanceof ObisReading obis) {
      json.text("ident", obis.ident());
    } else if (reading instanceof SensorReading sensor) {
      SensorJson.write(json, sensor);
    } else if (reading instanceof RegisterReading registers) {
      RegisterJson.write(json, registers);
    } else if (reading instanceof PulseReading pulses) {
      PulseJson.write(json, pulses);
    }
    json.text("integrity", reading.integrity().name());
    meterTime(json, reading.meterTime());
    if (reading instanceof ObisReading obis) {
      objects(json, obis);
    } else if (reading instanceof RegisterReading registers) {
      RegisterJson.registers(json, registers);
    }
    json.openArray("measurements");
    reading.measurements().forEach(measurement -> measurement(json, measurement));
    json.closeArray().openArray("faults");
    reading.faults().forEach(fault -> fault(json, "", fault));
    json.closeArray();
    if (reading instanceof ObisReading obis) {
      json.openArray("unparsed");
      obis.unparsed().forEach(line -> json.text("", line));
      json.closeArray();
    }
  }

  private static void meterTime(JsonWriter json, Optional<MeterTime> time) {
    if (time.isEmpty()) {
      json.text("meterTime", null);
      return;
    }
    json.openObject("meterTime").text("raw", time.get().raw());
    json.text("instant", time.get().instant().map(Instant::toString).orElse(null));
    json.closeObject();
  }

  private static void objects(JsonWriter json, ObisReading reading) {
    json.openArray("objects");
    for (ObisObject object : reading.objects()) {
      json.openObject("").text("id", object.id()).openArray("groups");
      object.groups().forEach(group -> json.text("", group));
      json.closeArray().closeObject();
    }
    json.closeArray();
  }

  private static void measurement(JsonWriter json, Measurement measurement) {
    json.openObject("")
        .text("name", measurement.measurand().name())
        .text("obis", measurement.obis().map(Obis::toString).orElse(null))
        .number("channel", measurement.channel())
        .text("value", measurement.quantity().digits())
        .text("unit", unit(measurement))
        .text(
            "at", measurement.at().flatMap(MeterTime::instant).map(Instant::toString).orElse(null))
        .closeObject();
  }

  private static @Nullable String unit(Measurement measurement) {
    String symbol = measurement.quantity().unit().symbol();
    return symbol.isEmpty() ? null : symbol;
  }

  /**
   * Writes a fault as an object.
   *
   * @param json the writer
   * @param name the name of the member, or an empty text for an element
   * @param fault the fault
   */
  public static void fault(JsonWriter json, String name, Fault fault) {
    json.openObject(name)
        .text("kind", fault.kind().name())
        .text("message", fault.message())
        .number("offset", fault.offset())
        .number("length", fault.length())
        .number("line", fault.line())
        .number("column", fault.column())
        .text("excerpt", fault.excerpt())
        .closeObject();
  }
}
