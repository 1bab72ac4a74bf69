package io.github.meter4j.reading;

import io.github.meter4j.fault.Fault;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A readout of lines such as {@code 1-0:1.8.1(4.426*kWh)}, with a time in a group before the value
 * where it has one. A value that is no number is a fault and no measurement. Codes of the abstract
 * medium are gas meters.
 */
record TestReadout(
    List<ObisObject> objects,
    List<Measurement> measurements,
    List<Fault> faults,
    Integrity integrity)
    implements ObisReading {
  private static final Pattern LINE =
      Pattern.compile("([^(]+)\\((?:([^)]*)\\)\\()?([^*]*)\\*(\\w+)\\)");

  /** A readout with a good checksum. */
  static TestReadout of(String... lines) {
    return of(List.of(lines));
  }

  static TestReadout of(List<String> lines) {
    List<ObisObject> objects = new ArrayList<>();
    List<Measurement> measurements = new ArrayList<>();
    List<Fault> faults = new ArrayList<>();
    for (String line : lines) {
      Matcher parts = LINE.matcher(line);
      if (!parts.matches()) {
        throw new IllegalArgumentException(line);
      }
      Obis obis = Obis.parse(parts.group(1));
      objects.add(new ObisObject(parts.group(1), Optional.of(obis), List.of(parts.group(3)), 0));
      try {
        Quantity quantity = Quantity.of(parts.group(3), Unit.parse(parts.group(4)).orElseThrow());
        measurements.add(
            new Measurement(
                obis.a() == 0 ? Measurand.GAS_VOLUME : Measurand.of(obis),
                quantity,
                Optional.of(obis),
                obis.b(),
                Optional.ofNullable(parts.group(2)).map(TestReadout::time)));
      } catch (IllegalArgumentException e) {
        faults.add(fault(Fault.Kind.VALUE, line));
      }
    }
    return new TestReadout(objects, measurements, faults, Integrity.VERIFIED);
  }

  /** Text with a Z is an instant, other text a local time of which nothing more is known. */
  private static MeterTime time(String text) {
    if (text.endsWith("Z")) {
      Instant instant = Instant.parse(text);
      return new MeterTime(
          text,
          Optional.of(LocalDateTime.ofInstant(instant, ZoneOffset.UTC)),
          Optional.of(false),
          Optional.of(instant));
    }
    return new MeterTime(
        text, Optional.of(LocalDateTime.parse(text)), Optional.empty(), Optional.empty());
  }

  private static Fault fault(Fault.Kind kind, String line) {
    return new Fault(kind, "wrong", 0, line.length(), 1, 1, line);
  }

  TestReadout with(Integrity other) {
    return new TestReadout(objects, measurements, faults, other);
  }

  TestReadout withFault(Fault.Kind kind) {
    List<Fault> more = new ArrayList<>(faults);
    more.add(fault(kind, "1-0:#8.2(1.5*kWh)"));
    return new TestReadout(objects, measurements, more, integrity);
  }

  @Override
  public String ident() {
    return "XMP5";
  }

  @Override
  public List<String> unparsed() {
    return List.of();
  }

  @Override
  public Optional<Instant> receivedAt() {
    return Optional.empty();
  }

  @Override
  public Optional<MeterTime> meterTime() {
    return Optional.empty();
  }

  @Override
  public byte[] frame() {
    return new byte[0];
  }

  @Override
  public String source() {
    return "";
  }
}
