package io.github.meter4j.examples.readmeter;

import io.github.meter4j.dsmr.Dialect;
import io.github.meter4j.dsmr.DsmrTelegram;
import io.github.meter4j.dsmr.EquipmentId;
import io.github.meter4j.examples.program.Output;
import io.github.meter4j.reader.ReaderStats;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.reading.ObisReading;
import io.github.meter4j.reading.PulseReading;
import io.github.meter4j.reading.Reading;
import io.github.meter4j.reading.RegisterReading;
import io.github.meter4j.reading.SensorReading;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A block a reading, for a person; the first one comes with what meter it is. */
final class TextPrinter implements ReadingPrinter {
  private final Output out;
  private final ZoneId zone;
  private boolean started;

  TextPrinter(Output out, ZoneId zone) {
    this.out = out;
    this.zone = zone;
  }

  @Override
  public void print(Reading reading, ReaderStats stats) {
    StringBuilder text = new StringBuilder(1024);
    if (!started) {
      started = true;
      meter(text, reading);
    }
    text.append('\n');
    for (String line : lines(reading)) {
      text.append(line).append('\n');
    }
    faults(text, reading, stats);
    out.print(text);
  }

  private List<String> lines(Reading reading) {
    if (reading instanceof SensorReading sensor) {
      return SensorBlock.of(sensor, zone);
    }
    return reading instanceof PulseReading pulses
        ? PulseBlock.of(pulses, zone)
        : TextBlock.of(reading, zone);
  }

  private void meter(StringBuilder text, Reading reading) {
    text.append(name(reading));
    List<String> facts = new ArrayList<>();
    if (reading instanceof DsmrTelegram telegram) {
      if (telegram.dialect() != Dialect.UNKNOWN) {
        facts.add(title(telegram.dialect().name()));
      }
      telegram.version().ifPresent(version -> facts.add("version " + version));
    }
    if (reading instanceof RegisterReading registers) {
      facts.add(registers.map() + " unit " + registers.unit());
    }
    facts.add(
        reading instanceof PulseReading pulses
            ? "counted since " + new Times(zone).of(pulses.quality().since())
            : integrity(reading.integrity()));
    text.append("   ").append(String.join(", ", facts)).append('\n');
    if (reading instanceof DsmrTelegram telegram) {
      List<String> ids = new ArrayList<>();
      telegram.equipmentId().map(EquipmentId::text).ifPresent(id -> ids.add("meter " + id));
      telegram.ean().map(EquipmentId::text).ifPresent(ean -> ids.add("EAN " + ean));
      if (!ids.isEmpty()) {
        text.append(String.join("   ", ids)).append('\n');
      }
    }
  }

  private static String name(Reading reading) {
    if (reading instanceof ObisReading obis) {
      return obis.ident();
    }
    return reading instanceof SensorReading sensor
        ? sensor.device().orElse(reading.source())
        : reading.source();
  }

  private static String title(String constant) {
    return constant.charAt(0) + constant.substring(1).toLowerCase(Locale.ROOT);
  }

  private static String integrity(Integrity integrity) {
    return switch (integrity) {
      case VERIFIED -> "checksum verified";
      case ABSENT -> "no checksum";
      case UNCHECKED -> "checksum not verified";
    };
  }

  private static void faults(StringBuilder text, Reading reading, ReaderStats stats) {
    int inside = reading.faults().size();
    if (inside > 0) {
      text.append("  ").append(Statistics.many(inside, "fault")).append(" in this reading: ");
      text.append(reading.faults().get(0).message()).append('\n');
    }
    if (stats.rejectedTotal() > 0) {
      text.append("  ").append(Statistics.rejected(stats)).append(" so far\n");
    }
  }
}
