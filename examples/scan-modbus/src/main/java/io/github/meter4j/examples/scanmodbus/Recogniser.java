package io.github.meter4j.examples.scanmodbus;

import io.github.meter4j.fault.DeviceException;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.ReadTimeoutException;
import io.github.meter4j.modbus.ModbusUnit;
import io.github.meter4j.modbus.map.RegisterBlock;
import io.github.meter4j.modbus.map.RegisterMap;
import io.github.meter4j.modbus.map.RegisterTable;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out what meter a unit is: by its identification, by the texts that iEM meters hold, by the
 * code of an SDM120, and at last by what is plausible. It only reads.
 */
final class Recogniser {
  /** Model and maker of iEM meters, registers 50 and 70 of the manual, 20 words each. */
  private static final int MODEL = 49;

  private static final int MAKER = 69;
  private static final int TEXT_WORDS = 20;

  /** Where an SDM120 has its code (Eastron, SDM120-Modbus protocol V2.4). */
  private static final int SDM_CODE = 0xFC02;

  private static final int SDM120 = 0x0020;

  private final List<RegisterMap> maps;

  Recogniser(List<RegisterMap> maps) {
    this.maps = maps;
  }

  /** What it is; a unit that stops answering in the middle of it stays unknown. */
  Recognised recognise(ModbusUnit unit) throws MeterException {
    List<String> said = new ArrayList<>(identification(unit));
    Optional<RegisterMap> map = named(said);
    if (map.isEmpty() && !said.stream().anyMatch(text -> text.contains("iEM"))) {
      text(unit, MAKER).ifPresent(said::add);
      text(unit, MODEL).ifPresent(said::add);
      map = named(said);
    }
    if (map.isEmpty() && code(unit) == SDM120) {
      said.add("code 0020");
      map = named(List.of("sdm120"));
    }
    String words = String.join(", ", said);
    if (map.isPresent()) {
      return new Recognised("says " + words, List.of(map.get()));
    }
    Recognised looks = Plausible.of(maps, unit);
    return said.isEmpty()
        ? looks
        : new Recognised(
            "says " + words + (looks.why().isEmpty() ? "" : "; " + looks.why()), looks.maps());
  }

  /** The map whose name is in one of the texts; the longest one that is. */
  private Optional<RegisterMap> named(List<String> texts) {
    String all = String.join(" ", texts).toLowerCase(Locale.ROOT);
    return maps.stream()
        .filter(map -> all.contains(map.name()))
        .max(Comparator.comparingInt(map -> map.name().length()));
  }

  private static List<String> identification(ModbusUnit unit) throws MeterException {
    try {
      Map<Integer, String> objects = unit.identification();
      return objects.values().stream()
          .map(Recogniser::printable)
          .filter(s -> !s.isEmpty())
          .toList();
    } catch (DeviceException | ReadTimeoutException e) {
      return List.of(); // most meters have none
    }
  }

  private static Optional<String> text(ModbusUnit unit, int address) throws MeterException {
    return read(unit, address, TEXT_WORDS)
        .map(RegisterBlock::words)
        .map(Recogniser::text)
        .filter(text -> text.length() > 2);
  }

  private static Optional<RegisterBlock> read(ModbusUnit unit, int address, int count)
      throws MeterException {
    try {
      return Optional.of(unit.read(RegisterTable.HOLDING, address, count));
    } catch (DeviceException | ReadTimeoutException e) {
      return Optional.empty();
    }
  }

  private static int code(ModbusUnit unit) throws MeterException {
    return read(unit, SDM_CODE, 1).map(block -> block.word(SDM_CODE)).orElse(-1);
  }

  /** Text of two characters a word up to the first NUL; empty when it is none. */
  private static String text(int[] words) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int word : words) {
      bytes.write(word >>> 8);
      bytes.write(word);
    }
    String text = bytes.toString(StandardCharsets.UTF_8);
    int end = text.indexOf(0);
    String before = end < 0 ? text : text.substring(0, end);
    return before.equals(printable(before)) ? before.strip() : "";
  }

  /** What comes from a device is not trusted with the terminal. */
  private static String printable(String text) {
    return text.codePoints()
        .filter(c -> c != 0xFFFD && !Character.isISOControl(c) && Character.isDefined(c))
        .limit(60)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString()
        .strip();
  }
}
