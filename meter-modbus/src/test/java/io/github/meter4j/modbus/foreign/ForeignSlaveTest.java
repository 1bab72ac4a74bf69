package io.github.meter4j.modbus.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.MeterReader;
import io.github.meter4j.fault.DeviceException;
import io.github.meter4j.fault.ReadTimeoutException;
import io.github.meter4j.modbus.ModbusBus;
import io.github.meter4j.modbus.map.ModbusSnapshot;
import io.github.meter4j.modbus.map.RegisterTable;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.reading.Reading;
import io.github.meter4j.reading.RegisterValue;
import io.github.meter4j.testkit.PtyPair;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Meters on a slave that others wrote, over each way that there is. */
@Timeout(60)
class ForeignSlaveTest {
  /** What leads to the slave. */
  enum Way {
    SERIAL,
    RTU_OVER_TCP,
    TCP
  }

  @TempDir private Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  /** Starts a slave; gives what comes behind the driver in an address. */
  private String start(Way way, List<String> first, List<String> second) throws IOException {
    List<String> lines = Stream.concat(first.stream(), second.stream()).toList();
    if (way == Way.SERIAL) {
      PtyPair line = PtyPair.unattended(folder);
      open.add(line);
      open.add(ForeignSlave.rtu(line, lines));
      return ":" + line.port();
    }
    ForeignSlave slave = way == Way.TCP ? ForeignSlave.tcp(lines) : ForeignSlave.rtuOverTcp(lines);
    open.add(slave);
    return (way == Way.TCP ? "+tcp" : "+rtutcp") + "://127.0.0.1:" + slave.port();
  }

  private static ModbusSnapshot read(String address) throws Exception {
    try (MeterReader<Reading> meter = MeterReader.open(address)) {
      return (ModbusSnapshot) meter.read();
    }
  }

  private static Map<String, String> values(ModbusSnapshot snapshot) {
    return snapshot.registers().stream()
        .filter(RegisterValue::isPresent)
        .collect(
            Collectors.toMap(
                RegisterValue::name,
                value ->
                    value.quantity().map(Object::toString).orElseGet(() -> value.text().get())));
  }

  @ParameterizedTest
  @EnumSource
  void readsADds238(Way way) throws Exception {
    ModbusSnapshot snapshot = read("dds238" + start(way, Images.dds238(1), List.of()));

    assertThat(values(snapshot))
        .containsEntry("total", "72.91 kWh")
        .containsEntry("export", "12.67 kWh")
        .containsEntry("import", "60.24 kWh")
        .containsEntry("voltage", "242.3 V")
        .containsEntry("current", "4.22 A")
        .containsEntry("power", "1016 W")
        .containsEntry("reactive_power", "112 var")
        .containsEntry("power_factor", "0.993")
        .containsEntry("frequency", "50.02 Hz");
    assertThat(snapshot.faults()).isEmpty();
    assertThat(snapshot.integrity())
        .isEqualTo(way == Way.TCP ? Integrity.ABSENT : Integrity.VERIFIED);
  }

  @ParameterizedTest
  @EnumSource
  void readsTwoMetersOnOneLine(Way way) throws Exception {
    String line = start(way, Images.exportingDds238(1), Images.iem2150(2));
    try (MeterReader<Reading> first = MeterReader.open("dds238" + line + "?unit=1");
        MeterReader<Reading> second = MeterReader.open("iem2150" + line + "?unit=2")) {
      assertThat(values((ModbusSnapshot) first.read()))
          .containsEntry("total", "1234.56 kWh")
          .containsEntry("export", "234.56 kWh")
          .containsEntry("import", "1000.00 kWh")
          .containsEntry("power", "-512 W")
          .containsEntry("voltage", "230.1 V")
          .containsEntry("current", "2.25 A")
          .containsEntry("power_factor", "0.990")
          .containsEntry("frequency", "50.01 Hz");
      assertThat(values((ModbusSnapshot) second.read()))
          .containsEntry("current", "0.025 A")
          .containsEntry("voltage", "239.59 V")
          .containsEntry("power", "0.000042 kW")
          .containsEntry("reactive_power", "-0.005389 kvar")
          .containsEntry("frequency", "49.987003 Hz")
          .containsEntry("import", "1234567 Wh")
          .containsEntry("export", "123456 Wh")
          .containsEntry("reactive_import", "10000 varh")
          .doesNotContainKeys("reactive_export", "apparent_power");
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellsRefusals(Way way) throws Exception {
    String line = start(way, Images.dds238(1), List.of("unit 3", "broken"));
    try (ModbusBus bus = ModbusBus.open("modbus" + line)) {
      assertRefused(2, () -> bus.unit(1).read(RegisterTable.HOLDING, 100, 1));
      assertRefused(2, () -> bus.unit(1).read(RegisterTable.HOLDING, 17, 2));
      assertRefused(4, () -> bus.unit(3).read(RegisterTable.HOLDING, 0, 1));
      assertThat(bus.unit(1).read(RegisterTable.HOLDING, 12, 2).words())
          .containsExactly(0x0977, 0x01A6);
    }
  }

  /** A slave with a unit 255 speaks for all others, as a gateway does. */
  @Test
  void tellsWhatAGatewaySaysOfAMissingUnit() throws Exception {
    String line = start(Way.TCP, List.of("gateway", "unit 255"), Images.dds238(1));
    try (ModbusBus bus = ModbusBus.open("modbus" + line)) {
      assertRefused(11, () -> bus.unit(9).read(RegisterTable.HOLDING, 0, 1));
      assertThat(bus.unit(1).read(RegisterTable.HOLDING, 17, 1).word(17)).isEqualTo(5002);
    }
  }

  private static void assertRefused(int code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(DeviceException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @ParameterizedTest
  @EnumSource
  void readsInputRegistersAndWhatTheSlaveIs(Way way) throws Exception {
    String line =
        start(
            way,
            List.of("identity 0 Maker of meters", "identity 1 M-1", "identity 2 V2.1"),
            List.of("unit 5", "input 70 4248 0000"));
    try (ModbusBus bus = ModbusBus.open("modbus" + line)) {
      assertThat(bus.unit(5).read(RegisterTable.INPUT, 70, 2).words())
          .containsExactly(0x4248, 0x0000);
      assertThat(bus.unit(5).identification())
          .containsEntry(0, "Maker of meters")
          .containsEntry(1, "M-1")
          .containsEntry(2, "V2.1");
    }
  }

  @ParameterizedTest
  @EnumSource
  void writes(Way way) throws Exception {
    String line = start(way, Images.dds238(1), List.of());
    try (ModbusBus bus = ModbusBus.open("modbus" + line)) {
      bus.unit(1).write(2, 0x1234, 0xFFFF);

      assertThat(bus.unit(1).read(RegisterTable.HOLDING, 1, 4).words())
          .containsExactly(0x1C7B, 0x1234, 0xFFFF, 0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysThatAUnitIsSilent(Way way) throws Exception {
    String line = start(way, Images.dds238(1), List.of());
    try (ModbusBus bus = ModbusBus.open("modbus" + line + "?reply-timeout=200ms&tries=2")) {
      assertThatThrownBy(() -> bus.unit(9).read(RegisterTable.HOLDING, 0, 1))
          .isInstanceOfSatisfying(
              ReadTimeoutException.class, e -> assertThat(e.bytesSeen()).isZero())
          .hasMessageContaining("unit 9");
      assertThat(bus.unit(1).read(RegisterTable.HOLDING, 14, 1).word(14)).isEqualTo(1016);
    }
  }

  /**
   * Unit 9 never answers and is waited for one second each time. Were it asked in each of its
   * slots, the live one, which shares the line, would be read once a second and not five times.
   */
  @ParameterizedTest
  @EnumSource(names = {"SERIAL", "TCP"})
  void aSilentUnitDoesNotStarveALiveOne(Way way) throws Exception {
    String line = start(way, Images.dds238(1), List.of());
    List<Long> times = new CopyOnWriteArrayList<>();
    CountDownLatch many = new CountDownLatch(17);
    try (MeterReader<Reading> live = MeterReader.open("dds238" + line + "?unit=1&interval=200ms");
        MeterReader<Reading> dead =
            MeterReader.open("dds238" + line + "?unit=9&interval=200ms&reply-timeout=1s&tries=1")) {
      long start = System.nanoTime();
      live.subscribe(
          reading -> {
            times.add(System.nanoTime() - start);
            many.countDown();
          });
      dead.subscribe(reading -> times.clear());

      assertThat(many.await(8, TimeUnit.SECONDS)).as("17 readings in 8 s: %s", times).isTrue();
      assertThat(dead.stats().rejectedTotal()).isPositive();
      for (int i = 1; i < times.size(); i++) {
        long gap = times.get(i) - times.get(i - 1);
        assertThat(gap).isLessThan(Duration.ofMillis(2_200).toNanos());
      }
    }
  }
}
