package io.github.meter4j.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.DriverInfo;
import io.github.meter4j.MeterReader;
import io.github.meter4j.MeterSource;
import io.github.meter4j.modbus.map.RegisterMap;
import io.github.meter4j.spi.OptionSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriversTest {
  @Test
  void everyMapHasADriverOfItsName() {
    List<String> expected =
        java.util.stream.Stream.concat(
                RegisterMap.builtIns().stream(), java.util.stream.Stream.of("modbus"))
            .sorted()
            .toList();
    assertThat(MeterReader.drivers()).extracting(DriverInfo::name).isEqualTo(expected);
  }

  @Test
  void theOptionsOfAMapAreThoseOfItsDriver() {
    for (String name : RegisterMap.builtIns()) {
      RegisterMap map = RegisterMap.builtIn(name);
      MeterSource<?> source = MeterSource.parse(name + ":/dev/ttyUSB0");
      assertThat(source.driver().description()).isEqualTo(map.title());
      assertThat(source.options().toString()).contains("baud=" + map.baud());
      for (OptionSpec<String> setting : map.settings()) {
        assertThat(source.driver().options()).extracting(OptionSpec::name).contains(setting.name());
      }
    }
  }

  @Test
  void aMapOfOnesOwnGivesItsLine(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("mine.csv");
    String text;
    try (var in =
        RegisterMap.class.getResourceAsStream("/io/github/meter4j/modbus/maps/dds238.csv")) {
      text = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
    Files.writeString(
        file, text.replace("baud: 9600", "baud: 2400").replace("format: 8N1", "format: 8E1"));
    MeterSource<?> source = MeterSource.parse("modbus:/dev/ttyUSB0?map=" + file);
    assertThat(source.options().toString()).contains("baud=2400", "format=8E1");
    assertThat(MeterSource.parse("modbus:x?map=" + file + "&baud=300").options().toString())
        .contains("baud=300", "format=8E1");
  }

  @Test
  void aMapThatIsNotThereOrWrongIsRefusedWhenTheAddressIsRead(@TempDir Path folder)
      throws Exception {
    assertThatThrownBy(() -> MeterSource.parse("modbus:x?map=none.csv"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("there is no file none.csv", "dds238");
    Path file = Files.writeString(folder.resolve("wrong.csv"), "name,adress\n");
    assertThatThrownBy(() -> MeterSource.parse("modbus:x?map=" + file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 1");
  }

  @Test
  void writingIsNoOption() {
    for (DriverInfo driver : MeterReader.drivers()) {
      assertThat(driver.options())
          .extracting(OptionSpec::name)
          .noneMatch(name -> name.contains("write") || name.contains("set-"));
    }
  }
}
