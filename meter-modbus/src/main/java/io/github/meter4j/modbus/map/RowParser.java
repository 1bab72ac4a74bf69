package io.github.meter4j.modbus.map;

import io.github.meter4j.modbus.map.MapLine.Field;
import io.github.meter4j.modbus.map.RegisterRow.Condition;
import io.github.meter4j.modbus.map.RegisterRow.Example;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurand.Kind;
import io.github.meter4j.reading.Unit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes one row out of the fields of its line. */
final class RowParser {
  static final String NAME = "name";
  static final List<String> NEEDED = List.of(NAME, "address", "type");
  static final List<String> COLUMNS =
      List.of(
          NAME,
          "table",
          "address",
          "words",
          "type",
          "order",
          "scale",
          "unit",
          "sign",
          "absent",
          "measurand",
          "expect",
          "when",
          "source",
          "vector");

  private static final Pattern ROW_NAME = Pattern.compile("[a-z][a-z0-9_]*");
  private static final Pattern SCALE = Pattern.compile("-?\\d{1,12}(\\.\\d{1,12})?");
  private static final Pattern RANGE =
      Pattern.compile("(-?\\d{1,12}(?:\\.\\d{1,12})?)\\.\\.(-?\\d{1,12}(?:\\.\\d{1,12})?)");

  /** 30001 and 40001 as manuals number input and holding registers. */
  private static final Pattern TABLE_DIGIT = Pattern.compile("[34]\\d{4,5}");

  private static final int REGISTERS = 65_536;

  private final MapLine line;
  private final Map<String, Field> fields;
  private final MapHeader header;

  RowParser(MapLine line, Map<String, Field> fields, MapHeader header) {
    this.line = line;
    this.fields = fields;
    this.header = header;
  }

  RegisterRow row() {
    String name = text(NAME);
    if (!ROW_NAME.matcher(name).matches()) {
      throw error(
          NAME,
          "a name has lower-case letters, digits and underscores: \""
              + name
              + '"'
              + line.otherSeparator());
    }
    RegisterTable table = choice("table", RegisterTable.values(), RegisterTable.HOLDING);
    RegisterFormat format = format();
    int address = address(format.words());
    RegisterRow row =
        new RegisterRow(
            name,
            table,
            address,
            format,
            measurand(format),
            expected(format),
            condition(),
            text("source"),
            examples(format));
    check(row);
    return row;
  }

  private RegisterFormat format() {
    if (text("type").isEmpty()) {
      throw error("type", "a row needs a type, one of " + words(RegisterType.values()));
    }
    RegisterType type = choice("type", RegisterType.values(), RegisterType.U16);
    WordOrder order = choice("order", WordOrder.values(), WordOrder.ABCD);
    if (type == RegisterType.TEXT && order.isLowWordFirst()) {
      throw error("order", "a text is in the order ABCD or BADC");
    }
    int words = words(type);
    return new RegisterFormat(
        type,
        words,
        order,
        scale(type),
        unit(type),
        choice("sign", Sign.values(), Sign.PLAIN),
        absent(type, words));
  }

  private int words(RegisterType type) {
    if (text("words").isEmpty()) {
      if (type.words() == 0) {
        throw error("words", "a row of type " + type + " needs a number of words");
      }
      return type.words();
    }
    int words = MapHeader.number(line, field("words"), 1, header.maxWords());
    if (type.words() != 0 && words != type.words()) {
      throw error("words", type + " takes " + type.words() + " words, not " + words);
    }
    return words;
  }

  private int address(int words) {
    String text = text("address");
    checkNotation(text);
    int number = -1;
    try {
      number = Integer.decode(text.matches("0\\d+") ? "x" : text) - header.addressBase();
    } catch (NumberFormatException e) {
      // out of the range below
    }
    if (text.startsWith("#") || number < 0 || number + words > REGISTERS) {
      throw error(
          "address",
          '"'
              + text
              + "\" is no address; it is a number from "
              + header.addressBase()
              + ", decimal or with 0x in front, and "
              + words
              + " registers have to fit");
    }
    return number;
  }

  /** Numbers such as 40001 are refused: as an address they would read other registers. */
  private void checkNotation(String text) {
    if (!TABLE_DIGIT.matcher(text).matches()) {
      return;
    }
    boolean input = text.charAt(0) == '3';
    int register = Integer.parseInt(text.substring(1)) - 1;
    int number = Integer.parseInt(text);
    throw error(
        "address",
        text
            + " is the number of "
            + (input ? "an input" : "a holding")
            + " register as manuals write it, with the table in front: write table="
            + (input ? "input" : "holding")
            + (register < 0
                ? " and its address"
                : " and address=" + (register + header.addressBase()))
            + (number < REGISTERS
                ? "; if it is no such number, write 0x" + Words.hex(number)
                : ""));
  }

  private BigDecimal scale(RegisterType type) {
    String text = text("scale");
    if (text.isEmpty()) {
      return BigDecimal.ONE;
    }
    if (!type.isNumber() || type.isFactor()) {
      throw error("scale", "a row of type " + type + " has no scale");
    }
    if (!SCALE.matcher(text).matches() || new BigDecimal(text).signum() == 0) {
      throw error("scale", '"' + text + "\" is no exact decimal other than zero, as in 0.01");
    }
    return new BigDecimal(text);
  }

  private Unit unit(RegisterType type) {
    String text = text("unit");
    if (!text.isEmpty() && !type.isNumber()) {
      throw error("unit", "a row of type " + type + " has no unit");
    }
    return Unit.parse(text)
        .orElseThrow(
            () ->
                line.unknown(
                    column("unit"),
                    "unit",
                    text,
                    Arrays.stream(Unit.values())
                        .map(Unit::symbol)
                        .filter(symbol -> !symbol.isEmpty())
                        .toList()));
  }

  private List<List<Integer>> absent(RegisterType type, int words) {
    List<List<Integer>> absent = new ArrayList<>();
    for (String part : parts("absent")) {
      switch (part) {
        case "nan" -> {
          if (!type.isFloat()) {
            throw error("absent", "only a float can be nan");
          }
        }
        case "ones" -> absent.add(Collections.nCopies(words, 0xffff));
        case "min" -> absent.add(extreme(words, 0x8000, 0));
        case "max" -> absent.add(extreme(words, 0x7fff, 0xffff));
        default -> absent.add(hex("absent", part, words));
      }
    }
    return List.copyOf(absent);
  }

  /** The lowest or the highest of the signed numbers, as it stands on the wire. */
  private List<Integer> extreme(int words, int high, int others) {
    int[] extreme = new int[words];
    Arrays.fill(extreme, others);
    extreme[0] = high;
    WordOrder order = choice("order", WordOrder.values(), WordOrder.ABCD);
    return Arrays.stream(order.apply(extreme)).boxed().toList();
  }

  private List<Integer> hex(String column, String text, int words) {
    List<Integer> values = new ArrayList<>();
    for (String word : text.split(" +")) {
      if (!word.matches("[0-9A-Fa-f]{4}")) {
        throw error(column, '"' + word + "\" is no word of four hexadecimal digits");
      }
      values.add(Integer.parseInt(word, 16));
    }
    if (values.size() != words) {
      throw error(column, values.size() + " words where the row has " + words);
    }
    return List.copyOf(values);
  }

  private Optional<Measurand> measurand(RegisterFormat format) {
    String text = text("measurand");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Measurand measurand =
        Measurand.named(text)
            .orElseThrow(
                () ->
                    error(
                        "measurand",
                        "measurand \"" + text + "\" is not known" + MeasurandRules.nearest(text)));
    MeasurandRules.problem(measurand, format)
        .ifPresent(
            problem -> {
              throw error("measurand", problem);
            });
    return Optional.of(measurand);
  }

  /** Only of what has no direction, so that it is the same whichever way the meter is wired. */
  private Optional<ExpectedRange> expected(RegisterFormat format) {
    String text = text("expect");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    boolean possible =
        format.type().isNumber()
            && !format.type().isFactor()
            && measurand(format)
                .map(Measurand::kind)
                .map(kind -> kind == Kind.VOLTAGE || kind == Kind.FREQUENCY)
                .orElse(true);
    if (!possible) {
      throw error(
          "expect", "only a voltage, a frequency or a number without a measurand tells the meter");
    }
    Matcher range = RANGE.matcher(text);
    if (!range.matches()
        || new BigDecimal(range.group(1)).compareTo(new BigDecimal(range.group(2))) > 0) {
      throw error(
          "expect",
          '"' + text + "\" is no range; it looks like this: 80..300, in the unit of the row");
    }
    return Optional.of(
        new ExpectedRange(new BigDecimal(range.group(1)), new BigDecimal(range.group(2))));
  }

  private Optional<Condition> condition() {
    String text = text("when");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw error("when", "a condition looks like this: setting=value");
    }
    Condition condition = new Condition(text.substring(0, equals), text.substring(equals + 1));
    header.requireSetting(line, column("when"), condition.setting(), condition.value());
    return Optional.of(condition);
  }

  private List<Example> examples(RegisterFormat format) {
    List<Example> examples = new ArrayList<>();
    for (String part : parts("vector")) {
      int arrow = part.indexOf("=>");
      if (arrow < 0) {
        throw error("vector", "a vector looks like this: 0000 1C7B => 72.91 kWh");
      }
      List<Integer> words = hex("vector", part.substring(0, arrow).strip(), format.words());
      examples.add(new Example(words, part.substring(arrow + 2).strip()));
    }
    return examples;
  }

  /** A map proves itself: what its vectors say has to come out. */
  private void check(RegisterRow row) {
    for (Example example : row.examples()) {
      int[] words = example.words().stream().mapToInt(Integer::intValue).toArray();
      String found = row.decode(words).toString();
      if (!found.equals(example.text())) {
        throw error(
            "vector",
            Words.hex(example.words()) + " means " + found + " here, not " + example.text());
      }
    }
  }

  private List<String> parts(String column) {
    return Arrays.stream(text(column).split(";"))
        .map(String::strip)
        .filter(p -> !p.isEmpty())
        .toList();
  }

  private <E extends Enum<E>> E choice(String column, E[] values, E otherwise) {
    String text = text(column);
    if (text.isEmpty()) {
      return otherwise;
    }
    for (E value : values) {
      if (value.name().equalsIgnoreCase(text)) {
        return value;
      }
    }
    throw line.unknown(
        column(column),
        column,
        text,
        Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT)).toList());
  }

  private static String words(RegisterType[] types) {
    return Arrays.stream(types).map(RegisterType::toString).reduce((a, b) -> a + ", " + b).get();
  }

  private Field field(String column) {
    return fields.getOrDefault(column, new Field("", 1));
  }

  private String text(String column) {
    return field(column).text();
  }

  private int column(String column) {
    return field(column).column();
  }

  private IllegalArgumentException error(String column, String message) {
    return line.error(column(column), column + ": " + message);
  }
}
