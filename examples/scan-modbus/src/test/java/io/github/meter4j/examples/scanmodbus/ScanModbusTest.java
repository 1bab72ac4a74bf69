package io.github.meter4j.examples.scanmodbus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.MeterSource;
import io.github.meter4j.simulator.Household;
import io.github.meter4j.simulator.HouseholdSlave;
import io.github.meter4j.simulator.modbus.ModbusSlave;
import io.github.meter4j.simulator.modbus.Quirk;
import io.github.meter4j.simulator.modbus.Registers;
import io.github.meter4j.simulator.modbus.Request;
import io.github.meter4j.simulator.modbus.SlaveServer;
import io.github.meter4j.simulator.modbus.SlaveUnit;
import io.github.meter4j.testkit.PtyPair;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ScanModbusTest {
  private static final Instant NOON = Instant.parse("2026-07-02T10:00:00Z");

  @TempDir private Path folder;
  private final ModbusSlave slave =
      new HouseholdSlave(new Household(1, NOON), () -> NOON)
          .dds238(1)
          .iem2150(4)
          .slave()
          .with(5, SlaveUnit.holding(() -> new Registers().words(0, new int[10])));

  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    return ScanModbus.run(args, out, new PrintStream(err, true, UTF_8));
  }

  private int scan(boolean tcp, String... more) throws IOException {
    slave.onRequest(requests::add);
    try (SlaveServer server = tcp ? SlaveServer.tcp(slave, 0) : SlaveServer.rtuOverTcp(slave, 0)) {
      String place = (tcp ? "tcp" : "rtutcp") + "://127.0.0.1:" + server.port();
      String[] args = new String[more.length + 1];
      args[0] = place;
      System.arraycopy(more, 0, args, 1, more.length);
      int code = run(args);
      assertThat(requests).isNotEmpty();
      return code;
    }
  }

  private String out() {
    return out.toString(UTF_8);
  }

  private String err() {
    return err.toString(UTF_8);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void namesTheMetersAndTheirAddresses(boolean tcp) throws IOException {
    assertThat(scan(tcp, "--units", "1-6")).isZero();

    assertThat(out())
        .contains("unit 1    Hiking DDS238-2 ZN/S: shows 2")
        .contains("unit 4    Schneider iEM2150: says Schneider Electric, A9MEM2150")
        .contains("unit 5    no meter that is known here\n")
        .doesNotContain("unit 2", "unit 3", "unit 6");
    List<String> addresses =
        out().lines().filter(line -> line.startsWith("  ")).map(String::strip).toList();
    assertThat(addresses).hasSize(3);
    assertThat(addresses.get(0)).startsWith(tcp ? "dds238+tcp://127" : "dds238+rtutcp://127");
    assertThat(addresses.get(0)).endsWith("?unit=1");
    assertThat(addresses.get(1)).startsWith("iem2150+").endsWith("?unit=4");
    assertThat(addresses.get(2)).startsWith("modbus+").endsWith("?unit=5&map=FILE");
    assertThat(MeterSource.parse(addresses.get(1)).driver().name()).isEqualTo("iem2150");
    assertThat(err()).isEmpty();
  }

  @Test
  void neverWrites() throws IOException {
    slave.with(6, SlaveUnit.input(() -> new Registers().words(0, new int[2])));
    scan(false, "--units", "1-7");

    assertThat(requests).extracting(Request::function).containsOnly(3, 4, 43);
    assertThat(requests).extracting(Request::unit).doesNotContain(0).contains(7);
  }

  @Test
  void knowsAnIemByItsTexts() throws IOException {
    slave.unit(4).identified(Map.of());

    assertThat(scan(true, "--units", "4")).isZero();
    assertThat(out()).contains("Schneider iEM2150: says Schneider Electric, iEM2150");
  }

  @Test
  void knowsAnIemByItsRegistersAlone() throws IOException {
    slave.with(
        6,
        SlaveUnit.holding(
            () ->
                new Registers()
                    .words(2999, new int[130])
                    .float32(3027, "230.5")
                    .float32(3109, "50.01")));

    assertThat(scan(true, "--units", "6")).isZero();
    assertThat(out()).contains("iEM2150").contains("shows 230.5 V, 50.01 Hz");
  }

  /** Whether it is while the unit, the line or the next unit is waited for. */
  @ParameterizedTest
  @ValueSource(ints = {205, 230, 260, 330, 450})
  void findsAUnitWhoseAnswersAreLate(int millis) throws IOException {
    slave.unit(4).misbehave(new Quirk.Late(Duration.ofMillis(millis)));

    assertThat(scan(false, "--units", "3-5", "--timeout", "200ms")).isZero();
    assertThat(out()).contains("unit 4    Schneider iEM2150").contains("unit 5");
  }

  @Test
  void saysWhereSomethingIsWrongAndGoesOn() throws IOException {
    slave.unit(1).misbehave(new Quirk.Damaged());

    assertThat(scan(false, "--units", "1-4")).isZero();
    assertThat(err()).contains("unit 1: something came that was no answer");
    assertThat(out()).contains("unit 4    Schneider").doesNotContain("unit 1 ");
  }

  @Test
  void doesNotTakeTheWordOfAGatewayForAUnit() throws IOException {
    slave.unit(5).misbehave(new Quirk.Refusal(11));
    slave.unit(1).misbehave(new Quirk.Refusal(10));
    slave.unit(4).misbehave(new Quirk.Refusal(6));

    assertThat(scan(true, "--units", "1,4,5")).isZero();
    assertThat(out()).contains("unit 4    no meter").doesNotContain("unit 1", "unit 5");
  }

  @Test
  void keepsWhatAUnitSaysAwayFromTheTerminal() throws IOException {
    slave.unit(5).identified(Map.of(0, "\u001b[2JEvil\u0007\u009b\n", 1, "x".repeat(200)));

    assertThat(scan(true, "--units", "5")).isZero();
    assertThat(out().replace("\n", "")).doesNotContainPattern("\\p{Cntrl}").contains("Evil");
    assertThat(out().lines().mapToInt(String::length).max().orElseThrow()).isLessThan(140);
  }

  @Test
  void saysThatNothingWasFound() throws IOException {
    assertThat(scan(false, "--units", "8,9")).isEqualTo(1);
    assertThat(out()).isEmpty();
    assertThat(err()).contains("no unit answered on rtutcp://127.0.0.1:").contains("--timeout");
  }

  @Test
  void triesSettingsOfASerialLine() throws IOException {
    try (PtyPair line = PtyPair.unattended(folder);
        SlaveServer server = SlaveServer.serial(slave, line.peer(), line::unplug)) {
      assertThat(server.port()).isZero();

      assertThat(run(line.port().toString(), "--units", "1", "--baud", "9600,2400")).isZero();
      assertThat(out())
          .contains("Hiking DDS238-2 ZN/S at 9600 8N1: shows")
          .contains("Hiking DDS238-2 ZN/S at 2400 8N1: shows")
          .contains(" dds238:" + line.port() + "?unit=1\n")
          .contains(" dds238:" + line.port() + "?unit=1&baud=2400\n");
    }
  }

  @Test
  void saysThatAPortIsMissing() {
    assertThat(run("/dev/ttyUSB77")).isEqualTo(1);
    assertThat(err()).startsWith("scan-modbus: no port /dev/ttyUSB77");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp://127.0.0.1:1 --baud 9600",
        "/dev/ttyUSB0 --units 0-3",
        "/dev/ttyUSB0 --units 5-3",
        "/dev/ttyUSB0 --units 1-248",
        "/dev/ttyUSB0 --units one",
        "/dev/ttyUSB0 --timeout soon",
        "/dev/ttyUSB0 --baud fast",
        "/dev/ttyUSB0 --baud 7",
        "/dev/ttyUSB0 --format 9N9",
        "tcp://127.0.0.1",
        "telnet://127.0.0.1:1",
        "--units 1"
      })
  void refusesWrongUsage(String args) {
    assertThat(run(args.split(" "))).isEqualTo(2);
    assertThat(err()).startsWith("scan-modbus: ").contains("--help");
  }

  @Test
  void understandsPlacesAndUnits() {
    assertThat(Units.parse("1-3, 7,9-10")).containsExactly(1, 2, 3, 7, 9, 10);
    assertThat(Place.parse("COM3").isSerial()).isTrue();
    assertThat(Place.parse("/dev/serial/by-id/usb-FTDI:1").isSerial()).isTrue();
    assertThat(Place.parse("tcp://host:502").address("dds238", List.of("unit=1")))
        .isEqualTo("dds238+tcp://host:502?unit=1");
    assertThat(Place.parse("/dev/ttyUSB0").address("dds238", List.of("unit=1")))
        .isEqualTo("dds238:/dev/ttyUSB0?unit=1");
  }
}
