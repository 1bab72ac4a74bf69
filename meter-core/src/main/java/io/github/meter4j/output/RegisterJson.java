package io.github.meter4j.output;

import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.RegisterReading;
import io.github.meter4j.reading.RegisterValue;
import java.util.Locale;
import java.util.Optional;

/** What only readings of registers have. */
final class RegisterJson {
  private RegisterJson() {}

  static void write(JsonWriter json, RegisterReading reading) {
    json.text("map", reading.map()).number("unit", reading.unit());
  }

  static void registers(JsonWriter json, RegisterReading reading) {
    json.openArray("registers");
    for (RegisterValue register : reading.registers()) {
      json.openObject("")
          .text("name", register.name())
          .number("function", register.function())
          .text("address", hex(register.address()))
          .openArray("words");
      register.words().forEach(word -> json.text("", hex(word)));
      json.closeArray()
          .text("value", register.quantity().map(Quantity::digits).orElse(null))
          .text("unit", register.quantity().flatMap(RegisterJson::unit).orElse(null))
          .text("text", register.text().orElse(null))
          .text("measurand", register.measurand().map(Measurand::name).orElse(null))
          .closeObject();
    }
    json.closeArray();
  }

  private static Optional<String> unit(Quantity quantity) {
    String symbol = quantity.unit().symbol();
    return symbol.isEmpty() ? Optional.empty() : Optional.of(symbol);
  }

  private static String hex(int word) {
    return String.format(Locale.ROOT, "%04X", word);
  }
}
