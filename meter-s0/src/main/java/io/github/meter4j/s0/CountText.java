package io.github.meter4j.s0;

import io.github.meter4j.reading.Measurand.Direction;
import io.github.meter4j.reading.PulseGap;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/** The text of a count file: lines of {@code name=value}, the last of which is a CRC-32. */
final class CountText {
  private static final String TITLE = "meter4j count of pulses, version ";
  private static final String VERSION = "1";
  private static final String CHECK = "crc32=";
  private static final String NONE = "-";

  /** At the fastest rate that is a hundred million years. */
  private static final long MOST = 100_000_000_000_000_000L;

  private CountText() {}

  /** The text does not hold a count. */
  static final class DamagedException extends Exception {
    private static final long serialVersionUID = 1;

    DamagedException(String why) {
      super(why);
    }
  }

  /** The text is sound and of a version that is not known here. */
  static final class NewerException extends Exception {
    private static final long serialVersionUID = 1;

    NewerException(String version) {
      super("it has version " + version + " of the form, and this program knows " + VERSION);
    }
  }

  static byte[] of(SavedCount count) {
    S0Meter meter = count.meter();
    StringBuilder text = new StringBuilder(512);
    text.append(TITLE).append(VERSION).append('\n');
    line(text, "meter", meter.name());
    line(text, "impulses", Long.toString(meter.impulses()));
    line(text, "unit", meter.unit().name());
    line(text, "medium", meter.medium().name());
    line(text, "direction", meter.direction().name());
    line(text, "first-offset", count.firstOffset().digits());
    line(text, "offset", count.offset().digits());
    line(text, "since", count.since().toString());
    line(text, "count", Long.toString(count.count()));
    line(text, "gaps", Long.toString(count.gaps()));
    line(text, "gap-cause", count.lastGap().map(gap -> gap.cause().name()).orElse(NONE));
    line(text, "gap-from", count.lastGap().map(gap -> gap.from().toString()).orElse(NONE));
    line(text, "gap-until", count.lastGap().map(gap -> gap.until().toString()).orElse(NONE));
    line(text, "generation", Long.toString(count.generation()));
    line(text, "saved", count.saved().toString());
    line(text, "closed", Boolean.toString(count.closed()));
    String check = check(text.toString());
    text.append(CHECK).append(check).append('\n');
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(name).append('=').append(value).append('\n');
  }

  private static String check(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }

  static SavedCount parse(byte[] bytes) throws DamagedException, NewerException {
    String text = decode(bytes);
    int last = text.lastIndexOf(CHECK);
    if (last < 1 || text.charAt(last - 1) != '\n') {
      throw new DamagedException("it has no checksum: it was cut off, or is no count file");
    }
    String checked = text.substring(0, last);
    if (!text.substring(last).equals(CHECK + check(checked) + '\n')) {
      throw new DamagedException("its checksum does not match");
    }
    String[] lines = checked.split("\n");
    if (!lines[0].startsWith(TITLE)) {
      throw new DamagedException("it is no count file");
    }
    String version = lines[0].substring(TITLE.length());
    if (!version.equals(VERSION)) {
      throw new NewerException(version);
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int equals = lines[i].indexOf('=');
      if (equals < 1
          || values.put(lines[i].substring(0, equals), lines[i].substring(equals + 1)) != null) {
        throw new DamagedException("line " + (i + 1) + " is not name=value, or is there twice");
      }
    }
    try {
      return count(values);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new DamagedException(String.valueOf(e.getMessage()));
    }
  }

  private static String decode(byte[] bytes) throws DamagedException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new DamagedException("it is no text");
    }
  }

  private static SavedCount count(Map<String, String> values) {
    S0Meter meter =
        new S0Meter(
            value(values, "meter"),
            number(values, "impulses"),
            Unit.valueOf(value(values, "unit")),
            Medium.valueOf(value(values, "medium")),
            Direction.valueOf(value(values, "direction")));
    return new SavedCount(
        meter,
        Quantity.of(value(values, "first-offset"), meter.unit()),
        Quantity.of(value(values, "offset"), meter.unit()),
        Instant.parse(value(values, "since")),
        number(values, "count"),
        number(values, "gaps"),
        gap(values),
        number(values, "generation"),
        Instant.parse(value(values, "saved")),
        Boolean.parseBoolean(value(values, "closed")));
  }

  private static Optional<PulseGap> gap(Map<String, String> values) {
    String cause = value(values, "gap-cause");
    return cause.equals(NONE)
        ? Optional.empty()
        : Optional.of(
            new PulseGap(
                PulseGap.Cause.valueOf(cause),
                Instant.parse(value(values, "gap-from")),
                Instant.parse(value(values, "gap-until"))));
  }

  private static long number(Map<String, String> values, String name) {
    long number = Long.parseLong(value(values, name));
    if (number < 0 || number > MOST) {
      throw new IllegalArgumentException(name + " cannot be " + number);
    }
    return number;
  }

  private static String value(Map<String, String> values, String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }
}
