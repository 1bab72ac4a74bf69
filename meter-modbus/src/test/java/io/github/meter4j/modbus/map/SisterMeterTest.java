package io.github.meter4j.modbus.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.meter4j.fault.DeviceException;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.reading.Measurand.Kind;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Meters of almost the same name, and meters without voltage. */
class SisterMeterTest {
  private static ModbusSnapshot read(RegisterMap map, RegisterSource registers)
      throws MeterException {
    return ReadPlan.of(map).read(registers, 1, "", Clock.systemUTC());
  }

  /** A meter of a map with mains, and with everything else 0, also what other maps would read. */
  private static RegisterImage meter(String name) {
    RegisterMap map = RegisterMap.builtIn(name);
    RegisterImage image = RegisterImage.empty(map);
    for (RegisterTable table : RegisterTable.values()) {
      image.put(table, 0, new int[0xC000]);
    }
    for (RegisterRow row : map.rows()) {
      row.expected().ifPresent(range -> image.put(row.name(), usual(row)));
    }
    return image;
  }

  private static String usual(RegisterRow row) {
    return row.measurand().orElseThrow().kind() == Kind.FREQUENCY ? "50" : "231";
  }

  @ParameterizedTest
  @CsvSource({
    "ddsu666, dtsu666",
    "ddsu666, dtsu666-h",
    "ddsu666-h, dtsu666",
    "ddsu666-h, dtsu666-h",
    "dtsu666, ddsu666",
    "dtsu666, ddsu666-h",
    "dtsu666, dtsu666-h",
    "dtsu666-h, ddsu666",
    "dtsu666-h, dtsu666",
    "sdm630, em340",
    "em340, sdm630",
    "or-we-504, ale3",
    "ws100, or-we-514"
  })
  void aSisterIsRefusedWithItsMapAndValue(String meter, String map) {
    DeviceException refused =
        catchThrowableOfType(
            DeviceException.class, () -> read(RegisterMap.builtIn(map), meter(meter)));
    if (refused == null) {
      // the registers of the map are all 0 there: nothing to refuse, and a fault says so
      assertThatCode(
              () ->
                  assertThat(read(RegisterMap.builtIn(map), meter(meter)).faults())
                      .extracting(Fault::message)
                      .anySatisfy(it -> assertThat(it).contains("map " + map + " may not fit")))
          .doesNotThrowAnyException();
      return;
    }
    assertThat(refused.code()).isZero();
    assertThat(refused).hasMessageContaining("map " + map + " does not fit this unit: ");
    assertThat(refused).hasMessageMatching(".*: [a-z_0-9]+ [0-9.]+ .*instead of .*");
  }

  @Test
  void aSinglePhaseDdsuIsNotReadAsThreePhaseDtsu() {
    RegisterImage image =
        meter("ddsu666")
            .put("current", "6")
            .put("power", "1.38")
            .put("reactive_power", "0.05")
            .put("power_factor", "0.998");
    DeviceException refused =
        catchThrowableOfType(
            DeviceException.class, () -> read(RegisterMap.builtIn("dtsu666"), image));

    assertThat(refused)
        .hasMessage(
            "map dtsu666 does not fit this unit: voltage_l1 0.005 V instead of 80..300 V,"
                + " voltage_l2 0 V instead of 80..300 V, voltage_l3 0.0998 V instead of 80..300 V"
                + " and 1 more; map ddsu666 (Chint DDSU666) fits what was read: voltage 231 V,"
                + " frequency 50 Hz");
    assertThat(refused.retryable()).isFalse();
  }

  /** Without a load the registers that the other map takes for voltages are all 0. */
  @Test
  void aDdsuWithoutALoadIsNotReadAsDtsuEither() {
    assertThat(
            catchThrowableOfType(
                DeviceException.class,
                () -> read(RegisterMap.builtIn("dtsu666"), meter("ddsu666"))))
        .hasMessageContaining("map dtsu666 does not fit this unit: voltage_l1 0 V instead of")
        .hasMessageContaining("map ddsu666 (Chint DDSU666) fits what was read");
  }

  /** The voltage is that of both, and the frequency stands in what was read, elsewhere. */
  @Test
  void aVoltageThatFitsIsNotEnoughWhereASisterFitsBetter() {
    assertThat(
            catchThrowableOfType(
                DeviceException.class,
                () -> read(RegisterMap.builtIn("ddsu666-h"), meter("ddsu666"))))
        .hasMessageContaining("map ddsu666-h does not fit this unit: frequency 0 Hz instead of")
        .hasMessageContaining("map ddsu666 (Chint DDSU666) fits what was read");
  }

  /** Its voltage stands where that of its sister does, and its import where the export does. */
  @Test
  void aMeterWhoseVoltageAloneFitsIsDoubted() throws MeterException {
    ModbusSnapshot snapshot = read(RegisterMap.builtIn("ddsu666"), meter("ddsu666-h"));

    assertThat(snapshot.faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.kind()).isEqualTo(Fault.Kind.VALUE);
              assertThat(fault.message())
                  .contains(
                      "map ddsu666 may not fit this unit: frequency 0 Hz instead of 45..65 Hz")
                  .contains("map ddsu666-h (Chint DDSU666-H) fits what was read: voltage 231 V");
            });
    assertThat(snapshot.measurements()).isNotEmpty();
  }

  @Test
  void aMapWhoseRegistersAreAllRefusedNamesThoseWithANameLikeIt() {
    RegisterMap map = RegisterMap.builtIn("dtsu666");
    DeviceException refused =
        catchThrowableOfType(DeviceException.class, () -> read(map, RegisterImage.empty(map)));
    assertThat(refused)
        .hasMessageContaining(
            "is it this meter? Maps with a name like it: dtsu666-fc4, dtsu666-h.");
  }

  static List<String> mapsThatExpect() {
    return RegisterMap.builtIns().stream()
        .filter(
            name ->
                RegisterMap.builtIn(name).rows().stream()
                    .anyMatch(row -> row.expected().isPresent()))
        .toList();
  }

  @Test
  void everyMapWithAVoltageOrAFrequencyExpectsARange() {
    assertThat(mapsThatExpect()).hasSize(RegisterMap.builtIns().size() - 1).doesNotContain("sdm72");
  }

  @ParameterizedTest
  @MethodSource("mapsThatExpect")
  void theMeterOfTheMapIsRead(String name) throws MeterException {
    ModbusSnapshot snapshot = read(RegisterMap.builtIn(name), meter(name));
    assertThat(snapshot.faults()).isEmpty();
    assertThat(snapshot.measurements()).isNotEmpty();
  }

  /** One phase is live, whichever it is; on the dead one the frequency may be measured. */
  @ParameterizedTest
  @MethodSource("mapsThatExpect")
  void deadPhasesDoNotRefuseAReading(String name) throws MeterException {
    RegisterMap map = RegisterMap.builtIn(name);
    for (String live : List.of("voltage_l1", "voltage_l2", "voltage_l3")) {
      if (map.row(live).filter(row -> row.expected().isPresent()).isEmpty()) {
        continue;
      }
      for (String frequency : List.of("50", "0")) {
        RegisterImage image = meter(name);
        for (RegisterRow row : map.rows()) {
          boolean voltage = row.measurand().filter(it -> it.kind() == Kind.VOLTAGE).isPresent();
          if (voltage && row.expected().isPresent() && !row.name().equals(live)) {
            image.put(row.name(), "0");
          }
        }
        if (map.row("frequency").isPresent()) {
          image.put("frequency", frequency);
        }
        assertThat(read(map, image).faults()).as(live + " " + frequency).isEmpty();
      }
    }
  }

  /** Without mains a meter with a supply of its own still has its counters. */
  @Test
  void aMeterWithoutMainsIsReadWithAFault() throws MeterException {
    RegisterMap map = RegisterMap.builtIn("pm5100");
    ModbusSnapshot snapshot = read(map, RegisterImage.zero(map).put("import", "1234"));

    assertThat(snapshot.totalImport()).isPresent();
    assertThat(snapshot.faults())
        .extracting(Fault::message)
        .containsExactly(
            "map pm5100 may not fit this unit: frequency 0 Hz instead of 45..65 Hz;"
                + " is there no mains voltage, or is it another meter?");
  }

  @Test
  void storedRegistersOfAnotherMeterMeasureNothing() throws MeterException {
    RegisterBlock block =
        meter("ddsu666").put("power_factor", "0.998").read(RegisterTable.HOLDING, 0x2000, 0x50);
    ModbusSnapshot snapshot = ModbusSnapshot.of(RegisterMap.builtIn("dtsu666"), 1, List.of(block));

    assertThat(snapshot.measurements()).isEmpty();
    assertThat(snapshot.powerFactor()).isEmpty();
    assertThat(snapshot.netPower()).isEmpty();
    assertThat(snapshot.faults())
        .extracting(Fault::message)
        .anySatisfy(it -> assertThat(it).startsWith("map dtsu666 does not fit this unit: "));
    assertThat(snapshot.register("voltage_l1_l2").orElseThrow().words()).isNotEmpty();
  }

  @Test
  void aMapOfOnesOwnExpectsANumberThatIsNotMeasured() throws MeterException {
    RegisterMap map =
        RegisterMap.parse(
            "mine",
            """
            name,address,type,unit,measurand,expect
            model,0,u16,,,32..32
            power,1,s16,W,active_power_net,
            """);
    assertThat(read(map, RegisterImage.zero(map).put("model", "32")).measurements()).hasSize(1);
    DeviceException refused =
        catchThrowableOfType(
            DeviceException.class, () -> read(map, RegisterImage.zero(map).put("model", "43")));
    assertThat(refused)
        .hasMessage(
            "map mine does not fit this unit: model 43 instead of 32..32;"
                + " is it another meter, or a wrong scale or order of words?");
  }
}
