package io.github.meter4j.simulator.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The frames that real meters sent and that documents print come out of the slave byte for byte.
 */
class WorkedFramesTest {
  /** The DDS238 of two answers to "read 18 registers"; what they say stands beside them. */
  private static Registers dds238(
      long total, long exported, long imported, int[] fromVoltageToFrequency) {
    return new Registers()
        .int32(0x00, total)
        .words(0x02, new int[6])
        .int32(0x08, exported)
        .int32(0x0A, imported)
        .words(0x0C, fromVoltageToFrequency)
        .words(0x15, 0x0101);
  }

  private static ModbusSlave slave(Registers holding) {
    return new ModbusSlave().with(1, SlaveUnit.holding(() -> holding));
  }

  @Test
  void sendsTheCapturedAnswerOfADds238() {
    Registers image = dds238(7291, 1267, 6024, new int[] {2423, 422, 1016, 112, 993, 5002});

    assertThat(Frames.rtu(slave(image), "01 03 00 00 00 12 C5 C7"))
        .containsExactly(
            "01 03 24 00 00 1C 7B 00 00 00 00 00 00 00 00 00 00 00 00 00 00 04 F3 00 00 17 88 "
                + "09 77 01 A6 03 F8 00 70 03 E1 13 8A 63 ED");
  }

  @Test
  void sendsADds238ThatExports() {
    Registers image = dds238(123_456, 23_456, 100_000, new int[] {2301, 225, -512, 30, 990, 5001});

    assertThat(Frames.rtu(slave(image), "01 03 00 00 00 12 C5 C7"))
        .containsExactly(
            "01 03 24 00 01 E2 40 00 00 00 00 00 00 00 00 00 00 00 00 00 00 5B A0 00 01 86 A0 "
                + "08 FD 00 E1 FE 00 00 1E 03 DE 13 89 3D B4");
  }

  @Test
  void takesANewAddressAndTheRelay() {
    Registers written = new Registers();
    ModbusSlave slave =
        new ModbusSlave()
            .with(
                1,
                SlaveUnit.holding(() -> written)
                    .writable(
                        (address, words) -> {
                          written.words(address, words);
                          return 0;
                        }));

    assertThat(Frames.rtu(slave, "01 10 00 15 00 01 02 02 01 64 35"))
        .containsExactly("01 10 00 15 00 01 10 0D");
    assertThat(written.read(0x15, 1)).hasValue(new int[] {0x0201});
    assertThat(Frames.rtu(slave, "01 10 00 1A 00 01 02 00 01 65 AA")).hasSize(1);
    assertThat(written.read(0x1A, 1)).hasValue(new int[] {1});
  }

  @Test
  void refusesWhatIsNotThere() {
    assertThat(Frames.rtu(slave(new Registers()), "01 03 00 00 00 12 C5 C7"))
        .containsExactly("01 83 02 C0 F1");
  }

  @ParameterizedTest
  @CsvSource({
    "3027, 230.5, 01 03 0B D3 00 02 37 D6, 01 03 04 43 66 80 00 6E 68",
    "3027, 239.58999633789062, 01 03 0B D3 00 02 37 D6, 01 03 04 43 6F 97 0A 31 9D",
    "3027, 239.59, 01 03 0B D3 00 02 37 D6, 01 03 04 43 6F 97 0A 31 9D"
  })
  void sendsFloatsOfAnIem2150(int address, String value, String request, String answer) {
    assertThat(Frames.rtu(slave(new Registers().float32(address, value)), request))
        .containsExactly(answer);
  }

  @Test
  void sendsWhatAnIem2150DoesNotHaveAndItsEnergy() {
    Registers image = new Registers().int32(3027, 0xFFC0_0000L).int64(3203, 1_234_567);

    assertThat(Frames.rtu(slave(image), "01 03 0B D3 00 02 37 D6"))
        .containsExactly("01 03 04 FF C0 00 00 CA 1B");
    assertThat(Frames.rtu(slave(image), "01 03 0C 83 00 04 B6 B1"))
        .containsExactly("01 03 08 00 00 00 00 00 12 D6 87 2B D0");
  }

  /** The document says 230.2 V and prints the float that is one step above the nearest. */
  @Test
  void sendsTheVoltageOfAnSdm120() {
    Registers image = new Registers().float32(0, "230.20001");
    ModbusSlave slave = new ModbusSlave().with(1, SlaveUnit.input(() -> image));

    assertThat(Frames.rtu(slave, "01 04 00 00 00 02 71 CB"))
        .containsExactly("01 04 04 43 66 33 34 1B 38");
  }

  static Stream<List<String>> captures() throws IOException {
    Path root = Path.of(System.getProperty("meter.root", ""));
    String named = Objects.requireNonNull(System.getenv("METER_CAPTURES"));
    Path file = root.resolve(named).resolve("modbus/iem2150-modbus-rtu-frames.txt");
    return Files.readAllLines(file).stream()
        .filter(line -> line.contains("| req "))
        .map(line -> List.of(line.split(" \\| (req|rsp|value) ")));
  }

  /** Lines such as {@code name | req 01 03 ... | rsp 01 03 ... | value 239.58}. */
  @ParameterizedTest
  @MethodSource("captures")
  @EnabledIfEnvironmentVariable(named = "METER_CAPTURES", matches = ".+")
  void sendsWhatARealIem2150Sent(List<String> capture) {
    byte[] request = Frames.bytes(capture.get(1));
    int address = (request[2] & 0xff) << 8 | request[3] & 0xff;
    Registers image = new Registers().float32(address, capture.get(3));

    assertThat(Frames.rtu(slave(image), capture.get(1)))
        .containsExactly(Frames.hex(Frames.bytes(capture.get(2))));
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "METER_CAPTURES", matches = ".+")
  void knowsSevenCaptures() throws IOException {
    assertThat(captures()).hasSize(7).allMatch(capture -> capture.size() == 4);
  }
}
