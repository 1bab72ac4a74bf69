package io.github.meter4j.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.modbus.bus.Counted;
import io.github.meter4j.modbus.map.ModbusSnapshot;
import io.github.meter4j.modbus.map.ReadPlan;
import io.github.meter4j.modbus.map.RegisterImage;
import io.github.meter4j.modbus.map.RegisterMap;
import io.github.meter4j.output.ReadingJson;
import io.github.meter4j.reading.Measurement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the documentation shows is what happens. */
class DocumentationTest {
  private static String page(String name) throws IOException {
    return Files.readString(Path.of(System.getProperty("meter.root"), "docs", "reference", name));
  }

  private static String block(String kind) throws IOException {
    Matcher block =
        Pattern.compile("```" + kind + "\n(.*?)```\n", Pattern.DOTALL)
            .matcher(page("register-maps.md"));
    assertThat(block.find()).as(kind).isTrue();
    return block.group(1);
  }

  @Test
  void theWorkedExampleHasTheMistakeThatItSays() throws IOException {
    String map = block("csv");
    assertThat(page("register-maps.md"))
        .contains("map my-meter, line 12, column 1: words: a row of type text needs");
    assertThatThrownBy(() -> RegisterMap.parse("my-meter", map))
        .hasMessage(
            "map my-meter, line 12, column 1: words: a row of type text needs a number of words");
  }

  @Test
  void theWorkedExampleIsReadWithoutItsMistake() throws IOException, MeterException {
    String text =
        block("csv").lines().filter(line -> !line.startsWith("model")).toList().stream()
            .reduce("", (a, b) -> a + b + '\n');
    RegisterMap map = RegisterMap.parse("my-meter", text);
    assertThat(map.title()).isEqualTo("My meter");
    assertThat(map.format()).isEqualTo("8E1");
    RegisterImage image =
        RegisterImage.zero(map)
            .put("voltage", "230.1 V")
            .put("power", "-512")
            .put("import", "1234.5");
    Counted registers = new Counted(image);
    ModbusSnapshot snapshot = ReadPlan.of(map).read(registers, 1, "", Clock.systemUTC());
    assertThat(registers.asked()).containsExactly("INPUT 0+4", "INPUT 16+2");
    assertThat(snapshot.measurements())
        .extracting(Measurement::toString)
        .containsExactly(
            "voltage_l1 230.1 V", "active_power_net -512 W", "active_energy_import 1234.5 kWh");
  }

  @Test
  void theTableNamesEveryMapAndCountsItsRows() throws IOException {
    List<String> found = new ArrayList<>();
    Matcher row =
        Pattern.compile("^\\| `([a-z0-9-]+)` \\| ([^|]+) \\| (\\d+) \\|", Pattern.MULTILINE)
            .matcher(page("register-maps.md"));
    while (row.find()) {
      RegisterMap map = RegisterMap.builtIn(row.group(1));
      assertThat(row.group(2)).isEqualTo(map.title());
      assertThat(Integer.parseInt(row.group(3))).as(map.name()).isEqualTo(map.all().size());
      found.add(map.name());
    }
    assertThat(found).isEqualTo(RegisterMap.builtIns());
  }

  @Test
  void theJsonOfAMeterWithRegistersIsWhatThePageShows() throws IOException, MeterException {
    RegisterMap map = RegisterMap.builtIn("dds238").only(List.of("voltage"));
    ModbusSnapshot snapshot =
        ReadPlan.of(map)
            .read(
                RegisterImage.empty(map).put("voltage", "230.1"),
                1,
                "dds238:/dev/ttyUSB1",
                Clock.fixed(Instant.parse("2026-07-02T10:00:00Z"), ZoneOffset.UTC));
    assertThat(page("json.md")).contains("```jsonl\n" + ReadingJson.of(snapshot) + "\n```\n");
  }
}
