package io.github.meter4j.examples.scanmodbus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.modbus.map.RegisterMap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MapCheckTest {
  private static final String MAP =
      """
      title: My meter
      max-words: 20
      holes: 2
      baud: 19200
      format: 8E1
      unit: 3

      name,table,address,type,order,scale,unit,measurand,expect,vector
      voltage,input,0x0000,u16,,0.1,V,voltage_l1,80..300,08FD => 230.1 V
      power,input,0x0002,s32,CDAB,,W,active_power_net,,03F8 0000 => 1016 W
      import,input,0x0010,u32,,,Wh,active_energy_import,,
      relay,holding,0x001A,u16,,,,,,
      """;

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    return ScanModbus.run(
        args, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
  }

  private int check(String text) throws IOException {
    return run("--check", Files.writeString(folder.resolve("mine.csv"), text).toString());
  }

  private String out() {
    return out.toString(UTF_8).replace("\r\n", "\n");
  }

  private String err() {
    return err.toString(UTF_8);
  }

  @Test
  void showsRowsReadsAndNotes() throws IOException {
    assertThat(check(MAP)).isZero();

    assertThat(out())
        .startsWith("map mine: My meter, 19200 8E1, unit 3\nrows:\n")
        .containsPattern(
            "  voltage +input +0000 +u16 +ABCD +0\\.1 V +voltage_l1 +expect 80\\.\\.300\n")
        .containsPattern("  power +input +0002 +s32 +CDAB +1 W +active_power_net\n")
        .containsPattern("  relay +holding +001A +u16 +ABCD +1 +-\n")
        .contains(
            """
            read as:
              holding 001A to 001A, 1 registers
              input 0000 to 0003, 4 registers
              input 0010 to 0011, 2 registers
            note: without a measurand, so only in the registers of a reading: relay
            note: without a vector, so nothing shows that they are read as meant: import, relay
            """);
    assertThat(err()).isEmpty();
  }

  @Test
  void saysThatAMapWouldReadAnyMeter() throws IOException {
    assertThat(check(MAP.replace("80..300", ""))).isZero();
    assertThat(out()).contains("note: no row expects a range, so a meter with other registers");
  }

  @Test
  void namesWhatIsWrongAndEndsWithOne() throws IOException {
    assertThat(check(MAP.replace("0x0010", "30017"))).isEqualTo(1);
    assertThat(out()).isEmpty();
    assertThat(err())
        .startsWith("scan-modbus: map mine, line 11, column 14: address: 30017 is the number of an")
        .contains("write table=input and address=16");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThat(run("--check", folder.resolve("none.csv").toString())).isEqualTo(1);
    assertThat(err()).contains("there is no file " + folder.resolve("none.csv"));
    assertThat(run("--check", folder.toString())).isEqualTo(1);
    assertThat(err()).contains("cannot read the register map " + folder);
  }

  @Test
  void aPlaceAndAMapTogetherAreWrongUsage() {
    assertThat(run("--check", "dds238", "tcp://127.0.0.1:1")).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
    assertThat(run("--check")).isEqualTo(2);
    assertThat(err()).contains("give either a PLACE to scan or a map to --check");
  }

  @ParameterizedTest
  @MethodSource("io.github.meter4j.modbus.map.RegisterMap#builtIns")
  void theMapsOfTheLibraryAreGood(String name) {
    assertThat(run("--check", name)).isZero();
    assertThat(out())
        .startsWith("map " + name + ": " + RegisterMap.builtIn(name).title())
        .doesNotContain("without a vector");
  }
}
