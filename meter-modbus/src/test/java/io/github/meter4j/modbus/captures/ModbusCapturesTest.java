package io.github.meter4j.modbus.captures;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.modbus.map.ModbusSnapshot;
import io.github.meter4j.modbus.map.PowerFactor;
import io.github.meter4j.modbus.map.Quadrant;
import io.github.meter4j.modbus.map.RegisterBlock;
import io.github.meter4j.modbus.map.RegisterMap;
import io.github.meter4j.modbus.map.RegisterTable;
import io.github.meter4j.reading.RegisterValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Requests and answers of a real iEM2150, decoded and compared with what others found in them.
 * Skipped unless {@code METER_CAPTURES} names the folder.
 */
@EnabledIfEnvironmentVariable(
    named = ModbusCapturesTest.VARIABLE,
    matches = ".*\\S.*",
    disabledReason = ModbusCapturesTest.VARIABLE + " names no folder of captures")
class ModbusCapturesTest {
  static final String VARIABLE = "METER_CAPTURES";

  private static final RegisterMap MAP = RegisterMap.builtIn("iem2150").with("float-energy", "Wh");

  /** One line: what it is, the request, the answer, and the value as others print it. */
  private record Exchange(String what, int[] request, int[] answer, double value) {
    static Exchange of(String line) {
      String[] parts = line.split("\\|");
      return new Exchange(
          parts[0].strip(),
          bytes(parts[1].strip().substring("req ".length())),
          bytes(parts[2].strip().substring("rsp ".length())),
          Double.parseDouble(parts[3].strip().substring("value ".length())));
    }

    private static int[] bytes(String hex) {
      String[] texts = hex.split(" ");
      int[] bytes = new int[texts.length];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = Integer.parseInt(texts[i], 16);
      }
      return bytes;
    }

    RegisterBlock block() {
      int[] words = new int[answer[2] / 2];
      for (int i = 0; i < words.length; i++) {
        words[i] = answer[3 + 2 * i] << 8 | answer[4 + 2 * i];
      }
      return new RegisterBlock(RegisterTable.HOLDING, request[2] << 8 | request[3], words);
    }
  }

  private static List<Exchange> exchanges() throws IOException {
    Path root = Path.of(System.getProperty("meter.root", ""));
    Path folder = root.resolve(String.valueOf(System.getenv(VARIABLE))).resolve("modbus");
    List<String> lines = Files.readAllLines(folder.resolve("iem2150-modbus-rtu-frames.txt"));
    return lines.stream().filter(line -> line.contains("| req ")).map(Exchange::of).toList();
  }

  @Test
  void everyAnswerSaysWhatOthersFoundInIt() throws IOException {
    List<Exchange> exchanges = exchanges();
    assertThat(exchanges).hasSize(7);
    List<String> found = new ArrayList<>();
    for (Exchange exchange : exchanges) {
      RegisterBlock block = exchange.block();
      ModbusSnapshot snapshot = ModbusSnapshot.of(MAP, exchange.request()[0], List.of(block));
      RegisterValue register =
          snapshot.registers().stream().filter(RegisterValue::isPresent).findFirst().orElseThrow();
      assertThat(register.address()).isEqualTo(block.address());
      // a decimal with few digits, and still the same binary number
      BigDecimal value = register.quantity().orElseThrow().toBigDecimal();
      BigDecimal sent =
          register.name().equals("power_factor") ? BigDecimal.valueOf(2).subtract(value) : value;
      assertThat(sent.floatValue()).as(exchange.what()).isEqualTo((float) exchange.value());
      found.add(register.toString());
    }
    assertThat(found)
        .containsExactly(
            "voltage 239.59 V",
            "current 0.025 A",
            "power 0.000042 kW",
            "reactive_power -0.005389 kvar",
            "power_factor 0.0078 Q4",
            "frequency 49.987003 Hz",
            "import_float 172.84361 Wh");
  }

  @Test
  void togetherTheyAreOneReading() throws IOException {
    ModbusSnapshot snapshot =
        ModbusSnapshot.of(MAP, 1, exchanges().stream().map(Exchange::block).toList());
    PowerFactor factor = snapshot.powerFactor().orElseThrow();
    assertThat(factor.value()).hasToString("0.0078");
    assertThat(factor.quadrant()).contains(Quadrant.Q4);
    assertThat(snapshot.measurements()).hasSize(6);
    assertThat(snapshot.faults()).isEmpty();
  }
}
