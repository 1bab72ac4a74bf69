package io.github.meter4j.modbus.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurand.Direction;
import io.github.meter4j.reading.Measurand.Kind;
import io.github.meter4j.reading.Measurand.Phase;
import io.github.meter4j.reading.Measurand.Statistic;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.reading.Quantity;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Meters that are wired another way than their maps take for granted. */
class WiringTest {
  private static final Set<String> WITHOUT_DIRECTION = Set.of("or-we-504", "or-we-514");

  static List<String> maps() {
    return RegisterMap.builtIns();
  }

  static List<String> mapsWithDirections() {
    return maps().stream().filter(name -> !WITHOUT_DIRECTION.contains(name)).toList();
  }

  private static ModbusSnapshot read(RegisterMap map, RegisterSource image) throws MeterException {
    return ReadPlan.of(map).read(image, 1, "", Clock.systemUTC());
  }

  private static Map<Measurand, Quantity> values(ModbusSnapshot snapshot) {
    Map<Measurand, Quantity> values = new HashMap<>();
    for (Measurement one : snapshot.measurements()) {
      assertThat(values.put(one.measurand(), one.quantity())).as(one.toString()).isNull();
    }
    return values;
  }

  private static RegisterImage sdm630() {
    RegisterMap map = RegisterMap.builtIn("sdm630");
    return RegisterImage.zero(map)
        .put("voltage_l1", "231")
        .put("voltage_l2", "232")
        .put("voltage_l3", "233")
        .put("voltage_l1_l2", "401")
        .put("voltage_l2_l3", "402")
        .put("voltage_l3_l1", "403")
        .put("frequency", "50")
        .put("power_l1", "345")
        .put("power_l2", "-580")
        .put("power_l3", "815.5")
        .put("power", "580.5")
        .put("reactive_power", "-40")
        .put("reactive_power_l2", "25")
        .put("power_factor_l2", "-0.5")
        .put("current_l2", "2.5")
        .put("import", "12345.5")
        .put("export", "9113.5")
        .put("total", "21459")
        .put("import_l1", "4000.25")
        .put("export_l1", "17")
        .put("reactive_import", "3")
        .put("reactive_export", "4")
        .put("phase_angle", "30")
        .put("power_demand", "500")
        .put("power_demand_maximum", "2000");
  }

  @Test
  void anInvertedMeterSwapsImportAndExportAndTheSignsOfPowers() throws MeterException {
    ModbusSnapshot snapshot = read(RegisterMap.builtIn("sdm630").inverted(), sdm630());
    Map<Measurand, Quantity> values = values(snapshot);

    assertThat(snapshot.netPower()).hasToString("Optional[-580.5 W]");
    assertThat(snapshot.totalImport()).hasToString("Optional[9113.5 kWh]");
    assertThat(snapshot.totalExport()).hasToString("Optional[12345.5 kWh]");
    assertThat(values.get(Measurand.ACTIVE_POWER_NET.on(Phase.L2))).hasToString("580 W");
    assertThat(values.get(Measurand.ACTIVE_POWER_NET.with(Statistic.AVERAGE)))
        .hasToString("-500 W");
    assertThat(values.get(Measurand.of(Kind.REACTIVE_POWER, Direction.NET))).hasToString("40 var");
    assertThat(values.get(Measurand.ACTIVE_ENERGY_EXPORT.on(Phase.L1))).hasToString("4000.25 kWh");
    assertThat(values.get(Measurand.ACTIVE_ENERGY_IMPORT.on(Phase.L1))).hasToString("17 kWh");
    assertThat(values.get(Measurand.of(Kind.REACTIVE_ENERGY, Direction.IMPORT)))
        .hasToString("4 kvarh");
    assertThat(values.get(Measurand.of(Kind.ACTIVE_ENERGY, Direction.COMBINED)))
        .as("both together stay")
        .hasToString("21459 kWh");
    assertThat(values.get(Measurand.VOLTAGE.on(Phase.L2))).hasToString("232 V");
    assertThat(values.get(Measurand.CURRENT.on(Phase.L2)))
        .as("nothing says what its sign means")
        .hasToString("2.5 A");
    assertThat(values.get(Measurand.POWER_FACTOR.on(Phase.L2))).hasToString("0.5");
    assertThat(snapshot.powerFactor(Phase.L2).orElseThrow().quadrant())
        .as("-580 W and 25 var are quadrant 2, half a turn away 4")
        .contains(Quadrant.Q4);
    assertThat(snapshot.register("import").orElseThrow().quantity())
        .as("a row keeps its name and its registers")
        .hasToString("Optional[12345.5 kWh]");
  }

  @Test
  void whatHasNoOppositeIsInTheRegistersOnly() throws MeterException {
    ModbusSnapshot snapshot = read(RegisterMap.builtIn("sdm630").inverted(), sdm630());

    assertThat(snapshot.get(Measurand.ACTIVE_POWER_NET.with(Statistic.MAXIMUM))).isEmpty();
    assertThat(snapshot.get(Measurand.of(Kind.PHASE_ANGLE, Direction.NONE))).isEmpty();
    assertThat(snapshot.register("power_demand_maximum").orElseThrow().isPresent()).isTrue();
  }

  @Test
  void aCurrentThatSaysWhatItsSignMeansFollows() throws MeterException {
    RegisterMap map = RegisterMap.builtIn("em340");
    RegisterImage image =
        RegisterImage.zero(map)
            .put("voltage_l1", "230")
            .put("frequency", "50")
            .put("current_l1", "-1.335")
            .put("power_l1", "-305");
    Map<Measurand, Quantity> values = values(read(map.inverted(), image));

    assertThat(values.get(Measurand.CURRENT.on(Phase.L1))).hasToString("1.335 A");
    assertThat(values.get(Measurand.ACTIVE_POWER_NET.on(Phase.L1))).hasToString("305.0 W");
    assertThat(values(read(map, image)).get(Measurand.CURRENT.on(Phase.L1)))
        .hasToString("-1.335 A");
  }

  @ParameterizedTest
  @CsvSource({"0.95 Q1, -0.95 Q3", "0.95 Q4, -0.95 Q2", "-0.95 Q3, 0.95 Q1", "-0.95 Q2, 0.95 Q4"})
  void aPowerFactorWithItsQuadrantIsHalfATurnAway(String as, String inverted)
      throws MeterException {
    RegisterMap map = RegisterMap.builtIn("iem2150");
    RegisterImage image = RegisterImage.zero(map).put("frequency", "50").put("power_factor", as);

    assertThat(read(map.inverted(), image).powerFactor()).hasToString("Optional[" + inverted + "]");
    RegisterRow row = map.inverted().row("power_factor").orElseThrow();
    assertThat(row.decode(row.encode(inverted))).hasToString(inverted);
  }

  @Test
  void quadrantsTurnWithTheDirection() {
    RegisterMap map =
        RegisterMap.parse(
            "quadrants",
            """
            name,address,type,unit,measurand
            a,0,u32,kvarh,reactive_energy_q1
            b,2,u32,kvarh,reactive_energy_q2
            c,4,u32,kvarh,reactive_energy_q3
            d,6,u32,kvarh,reactive_energy_q4_t2
            p,8,s32,W,active_power
            """);
    assertThat(map.inverted().rows())
        .extracting(row -> row.measurand().orElseThrow().name())
        .containsExactly(
            "reactive_energy_q3",
            "reactive_energy_q4",
            "reactive_energy_q1",
            "reactive_energy_q2_t2",
            "active_power");
    assertThat(map.inverted().row("p").orElseThrow().decode(0, 5)).hasToString("-5 W");
  }

  @ParameterizedTest
  @MethodSource("mapsWithDirections")
  void everyMapWithDirectionsTurnsThem(String name) throws MeterException {
    RegisterMap map = RegisterMap.builtIn(name);
    RegisterImage image = RegisterImage.zero(map);
    int number = 0;
    for (RegisterRow row : map.rows()) {
      if (row.type().isNumber() && !row.type().isFactor() && row.expected().isEmpty()) {
        image.put(row.name(), row.scale().multiply(java.math.BigDecimal.valueOf(++number)) + "");
      }
    }
    map.rows().stream()
        .filter(row -> row.expected().isPresent())
        .forEach(row -> image.put(row.name(), row.name().equals("frequency") ? "50" : "230"));
    ModbusSnapshot plain = read(map, image);
    ModbusSnapshot inverted = read(map.inverted(), image);

    assertThat(inverted.totalImport()).isEqualTo(plain.totalExport());
    assertThat(inverted.totalExport()).isEqualTo(plain.totalImport());
    if (!name.equals("ale3")) { // its power has no direction, only its counters have
      assertThat(inverted.netPower().orElseThrow().toBigDecimal())
          .isEqualByComparingTo(plain.netPower().orElseThrow().toBigDecimal().negate());
    }
    Map<Measurand, Quantity> again = values(read(map.inverted().inverted(), image));
    again.forEach(
        (measurand, quantity) ->
            assertThat(quantity).as(measurand.name()).isEqualTo(values(plain).get(measurand)));
  }

  @ParameterizedTest
  @MethodSource("mapsWithDirections")
  void anInvertedRowHoldsWhatWasPutIntoIt(String name) {
    for (RegisterRow row : RegisterMap.builtIn(name).inverted().rows()) {
      if (row.measurand().filter(it -> it.direction() == Direction.NET).isPresent()) {
        String value = "-" + row.scale().toPlainString();
        assertThat(row.decode(row.encode(value)).amount().orElseThrow().toBigDecimal())
            .isEqualByComparingTo(value);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"or-we-504", "or-we-514"})
  void aMapWithoutDirectionsCannotBeInverted(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RegisterMap.builtIn(name).inverted())
        .withMessage("map " + name + " has no direction that could be inverted: leave invert out");
  }

  @Test
  void phasesMoveToTheirConductors() throws MeterException {
    Map<Measurand, Quantity> plain = values(read(RegisterMap.builtIn("sdm630"), sdm630()));
    RegisterMap turned =
        RegisterMap.builtIn("sdm630").phases(List.of(Phase.L2, Phase.L3, Phase.L1));
    Map<Measurand, Quantity> values = values(read(turned, sdm630()));

    assertThat(values).hasSameSizeAs(plain);
    assertThat(values.get(Measurand.VOLTAGE.on(Phase.L2))).hasToString("231 V");
    assertThat(values.get(Measurand.VOLTAGE.on(Phase.L3))).hasToString("232 V");
    assertThat(values.get(Measurand.VOLTAGE.on(Phase.L1))).hasToString("233 V");
    assertThat(values.get(Measurand.ACTIVE_POWER_NET.on(Phase.L3))).hasToString("-580 W");
    assertThat(values.get(Measurand.ACTIVE_ENERGY_IMPORT.on(Phase.L2))).hasToString("4000.25 kWh");
    assertThat(values.get(Measurand.VOLTAGE.on(Phase.L2_L3))).hasToString("401 V");
    assertThat(values.get(Measurand.VOLTAGE.on(Phase.L3_L1))).hasToString("402 V");
    assertThat(values.get(Measurand.VOLTAGE.on(Phase.L1_L2))).hasToString("403 V");
    assertThat(values.get(Measurand.ACTIVE_POWER_NET)).hasToString("580.5 W");
  }

  /** Between terminals 1 and 2 are the conductors L1 and L3 here. */
  @Test
  void twoPhasesThatChangePlacesTakeTheirVoltagesWithThem() throws MeterException {
    RegisterMap turned =
        RegisterMap.builtIn("sdm630").phases(List.of(Phase.L1, Phase.L3, Phase.L2));
    Map<Measurand, Quantity> values = values(read(turned, sdm630()));

    assertThat(values.get(Measurand.VOLTAGE.on(Phase.L1))).hasToString("231 V");
    assertThat(values.get(Measurand.VOLTAGE.on(Phase.L3))).hasToString("232 V");
    assertThat(values.get(Measurand.VOLTAGE.on(Phase.L3_L1))).hasToString("401 V");
    assertThat(values.get(Measurand.VOLTAGE.on(Phase.L2_L3))).hasToString("402 V");
    assertThat(values.get(Measurand.VOLTAGE.on(Phase.L1_L2))).hasToString("403 V");
  }

  @ParameterizedTest
  @MethodSource("maps")
  void anOrderOfPhasesLosesNothing(String name) throws MeterException {
    RegisterMap map = RegisterMap.builtIn(name);
    if (name.equals("sdm72")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> map.phases(List.of(Phase.L2, Phase.L3, Phase.L1)))
          .withMessageContaining("has no values by phase");
      return;
    }
    RegisterMap turned = map.phases(List.of(Phase.L3, Phase.L1, Phase.L2));
    assertThat(turned.rows())
        .extracting(RegisterRow::measurand)
        .isNotEqualTo(map.rows().stream().map(RegisterRow::measurand).toList());
    RegisterMap back = turned.phases(List.of(Phase.L2, Phase.L3, Phase.L1));
    assertThat(back.rows())
        .extracting(RegisterRow::measurand)
        .isEqualTo(map.rows().stream().map(RegisterRow::measurand).toList());
  }

  @Test
  void aMeterOfOnePhaseStandsOnAnother() throws MeterException {
    RegisterMap map = RegisterMap.builtIn("dds238").phases(List.of(Phase.L3));
    Map<Measurand, Quantity> values =
        values(
            read(
                map,
                RegisterImage.zero(RegisterMap.builtIn("dds238"))
                    .put("voltage", "230")
                    .put("frequency", "50")));
    assertThat(values).containsKey(Measurand.VOLTAGE.on(Phase.L3));
    assertThat(values).doesNotContainKey(Measurand.VOLTAGE.on(Phase.L1));
    assertThat(values).containsKey(Measurand.ACTIVE_POWER_NET);
  }

  @Test
  void anOrderThatIsNoneIsRefused() {
    RegisterMap map = RegisterMap.builtIn("sdm630");
    for (List<Phase> order :
        List.of(
            List.<Phase>of(),
            List.of(Phase.L1, Phase.L2),
            List.of(Phase.L1, Phase.L1, Phase.L2),
            List.of(Phase.L1, Phase.L2, Phase.NEUTRAL),
            List.of(Phase.L1, Phase.L2, Phase.L3, Phase.L1))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> map.phases(order))
          .withMessageContaining("L2,L3,L1 for example");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> map.phases(List.of(Phase.L2)))
        .withMessage("map sdm630 has three phases: name all of them, as in phases=L2,L3,L1");
  }
}
