package io.github.meter4j.output;

import io.github.meter4j.reading.PulseQuality;
import io.github.meter4j.reading.PulseReading;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/** What only readings of pulses have. */
final class PulseJson {
  private static final int NANO_DIGITS = 9;

  private PulseJson() {}

  static void write(JsonWriter json, PulseReading reading) {
    json.openObject("pulses")
        .text("count", Long.toString(reading.count()))
        .text("perUnit", Long.toString(reading.pulsesPerUnit()))
        .text("offset", reading.offset().digits())
        .text("total", reading.total().digits())
        .text("unit", reading.total().unit().symbol())
        .truth("exact", reading.isTotalExact())
        .text("interval", reading.interval().map(PulseJson::seconds).orElse(null))
        .text("sinceLastPulse", reading.sinceLastPulse().map(PulseJson::seconds).orElse(null))
        .text("power", reading.power().value().map(watts -> watts.digits()).orElse(null))
        .text("powerBasis", reading.power().basis().name().toLowerCase(Locale.ROOT));
    quality(json, reading.quality());
    json.closeObject();
  }

  private static void quality(JsonWriter json, PulseQuality quality) {
    json.openObject("quality")
        .text("since", quality.since().toString())
        .truth("kept", quality.kept())
        .truth("atLeast", quality.isAtLeast())
        .text("gaps", Long.toString(quality.gaps()));
    quality
        .lastGap()
        .ifPresent(
            gap ->
                json.openObject("lastGap")
                    .text("cause", gap.cause().name().toLowerCase(Locale.ROOT))
                    .text("from", gap.from().toString())
                    .text("until", gap.until().toString())
                    .closeObject());
    json.text("rejected", Long.toString(quality.rejected()))
        .text("problem", quality.problem().orElse(null))
        .closeObject();
  }

  /** Seconds with as many decimals as matter. */
  private static String seconds(Duration time) {
    return BigDecimal.valueOf(time.getSeconds())
        .add(BigDecimal.valueOf(time.getNano(), NANO_DIGITS))
        .stripTrailingZeros()
        .toPlainString();
  }
}
