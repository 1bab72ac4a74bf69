package io.github.meter4j.modbus.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.modbus.bus.Counted;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurand.Phase;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class Iem2150Test {
  private static final RegisterMap MAP = RegisterMap.builtIn("iem2150");

  private static ModbusSnapshot read(RegisterMap map, RegisterSource registers)
      throws MeterException {
    return ReadPlan.of(map).read(registers, 1, "", Clock.systemUTC());
  }

  /** Seven reads in energy-scribe: voltage, current, P, Q, power factor, frequency, energy. */
  @Test
  void whatNeededSevenTransactionsNeedsTwo() throws MeterException {
    RegisterImage image =
        RegisterImage.zero(MAP)
            .put("voltage", "239.59")
            .put("frequency", "50")
            .put("power", "-1.25")
            .put("reactive_power", "0.25")
            .put("power_factor", "-0.98 Q2")
            .put("import", "1234567");
    Counted registers = new Counted(image);

    ModbusSnapshot snapshot = read(MAP, registers);

    assertThat(registers.asked()).containsExactly("HOLDING 2999+112", "HOLDING 3203+24");
    assertThat(snapshot.require(Measurand.VOLTAGE.on(Phase.L1))).hasToString("239.59 V");
    assertThat(snapshot.require(Measurand.ACTIVE_POWER_NET)).hasToString("-1.25 kW");
    assertThat(snapshot.require(Measurand.ACTIVE_ENERGY_IMPORT)).hasToString("1234567 Wh");
    assertThat(snapshot.powerFactor())
        .hasValueSatisfying(factor -> assertThat(factor).hasToString("-0.98 Q2"));
    assertThat(snapshot.faults()).isEmpty();
  }

  /** FF C0 00 00 is what the meter sends without a load. */
  @Test
  void whatIsNotANumberIsAbsent() throws MeterException {
    RegisterImage image =
        RegisterImage.zero(MAP)
            .put("voltage", "230")
            .put("frequency", "50")
            .put(RegisterTable.HOLDING, 0x0c0b, 0xffc0, 0)
            .put("export", "absent");
    ModbusSnapshot snapshot = read(MAP, image);
    assertThat(snapshot.powerFactor()).isEmpty();
    assertThat(snapshot.get(Measurand.POWER_FACTOR)).isEmpty();
    assertThat(snapshot.get(Measurand.ACTIVE_ENERGY_EXPORT)).isEmpty();
    assertThat(snapshot.register("power_factor").orElseThrow().words()).containsExactly(0xffc0, 0);
    assertThat(snapshot.register("power_factor").orElseThrow().isPresent()).isFalse();
    assertThat(snapshot.faults()).isEmpty();
  }

  @Test
  void energyAsAFloatIsReadInTheUnitThatIsChosen() throws MeterException {
    for (String unit : List.of("Wh", "kWh")) {
      RegisterMap map = MAP.with("float-energy", unit);
      RegisterImage image =
          RegisterImage.zero(map).put(RegisterTable.HOLDING, 0xb02b, 0x432c, 0xd7f7);
      ModbusSnapshot snapshot = read(map, image);
      assertThat(snapshot.register("import_float").flatMap(value -> value.quantity()))
          .hasValueSatisfying(energy -> assertThat(energy).hasToString("172.84361 " + unit));
      assertThat(snapshot.require(Measurand.ACTIVE_ENERGY_IMPORT)).hasToString("0 Wh");
    }
    assertThat(MAP.row("import_float")).isEmpty();
  }

  @Test
  void theClockIsReadWhenAskedFor() throws MeterException {
    RegisterMap map = MAP.with("clock", "on");
    RegisterImage image = RegisterImage.zero(map).put("meter_time", "2026-06-01T14:30:15");
    ModbusSnapshot snapshot = read(map, image);
    assertThat(snapshot.meterTime().flatMap(time -> time.local()))
        .contains(LocalDateTime.of(2026, 6, 1, 14, 30, 15));
    assertThat(snapshot.meterTime().flatMap(time -> time.instant())).isEmpty();
    assertThat(read(MAP, RegisterImage.zero(MAP)).meterTime()).isEmpty();
  }

  @Test
  void theMeterSaysWhatItIsWhenAsked() throws MeterException {
    RegisterMap map = MAP.with("identity", "on");
    RegisterImage image =
        RegisterImage.zero(map).put("model", "iEM2150").put("serial_number", "4711");
    ModbusSnapshot snapshot = read(map, image);
    assertThat(snapshot.register("model").flatMap(value -> value.text())).contains("iEM2150");
    assertThat(snapshot.register("maker").orElseThrow().isPresent()).isFalse();
    assertThat(snapshot.register("serial_number").map(Object::toString))
        .isEqualTo(Optional.of("serial_number 4711"));
  }

  @Test
  void aPrintedSnapshotShowsWordsAndValues() throws MeterException {
    RegisterImage image = RegisterImage.zero(MAP).put("voltage", "230.5");
    assertThat(read(MAP, image).toString())
        .startsWith("iem2150 unit 1\n")
        .contains("  0BD3 [4366 8000] voltage 230.5 V\n");
  }
}
