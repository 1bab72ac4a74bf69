package io.github.meter4j.iec62056;

import static io.github.meter4j.iec62056.Bits.push;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.reading.Obis;
import io.github.meter4j.reading.Unit;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Meters of heat, cooling, water and gas, which print their codes without a medium. */
class HeatMeterTest {
  private static final String[] ULTRAHEAT = {
    "6.8(0002.039*MWh)6.26(00040.62*m3)9.21(71000001)",
    "6.26*01(00012.00*m3)6.8*01(0000.750*MWh)",
    "F(0)9.20(71000001)6.35(60*m)",
    "6.6(0008.9*kW)6.6*01(0007.5*kW)6.33(000.144*m3ph)9.4(084.2*C&040.4*C)",
    "6.31(0001067*h)6.32(0000000*h)9.22(R)9.6(000&71000001&0&000&71000001&0)",
    "6.8.1()6.8.2()6.8.1*01()",
    "6.36.5()6.36*02(01&00:00)9.36(2025-12-02&22:41:34)9.24(1.5*m3ph)",
    "6.4(0003.1*kW)6.27(000.070*m3ph)6.29(071.5*C)6.28(038.2*C)6.30(033.3*C)",
    "0.0(71000001)"
  };

  private static D0Readout of(D0Settings settings, String... lines) {
    return Iec62056.decode(push(lines), settings);
  }

  private static D0Readout of(String... lines) {
    return of(D0Settings.DEFAULT, lines);
  }

  private static List<String> values(D0Readout readout) {
    return readout.measurements().stream().map(Measurement::toString).toList();
  }

  @Test
  void theUnitsTellThatItIsHeat() {
    D0Readout readout = of(ULTRAHEAT);
    assertThat(readout.faults()).isEmpty();
    assertThat(values(readout))
        .containsExactly(
            "heat_energy 2.039 MWh",
            "volume 40.62 m3",
            "obis_6_0_6_26_0_1 12.00 m3",
            "obis_6_0_6_8_0_1 0.750 MWh",
            "obis_6_0_6_35_0 60 min",
            "thermal_power_maximum 8.9 kW",
            "obis_6_0_6_6_0_1 7.5 kW",
            "volume_flow_maximum 0.144 m3/h",
            "flow_temperature_maximum 84.2 \u00b0C",
            "return_temperature_maximum 40.4 \u00b0C",
            "obis_6_0_6_31_0 1067 h",
            "obis_6_0_6_32_0 0 h",
            "obis_6_0_9_24_0 1.5 m3/h",
            "thermal_power 3.1 kW",
            "volume_flow 0.070 m3/h",
            "flow_temperature 71.5 \u00b0C",
            "return_temperature 38.2 \u00b0C",
            "obis_6_0_6_30_0 33.3 \u00b0C");
    assertThat(readout.objects().get(0).obis()).hasValue(Obis.of(6, 0, 6, 8, 0));
    assertThat(readout.require(Measurand.HEAT_ENERGY)).hasToString("2.039 MWh");
    assertThat(readout.netPower()).isEmpty();
    assertThat(readout.totalImport()).isEmpty();
    assertThat(readout.errorRegister()).hasValue("0");
    assertThat(readout.propertyNumber()).hasValue("71000001");
  }

  @Test
  void itsClockIsRead() {
    assertThat(of(ULTRAHEAT).meterTime().orElseThrow().instant()).isEmpty();
    D0Settings berlin = D0Settings.DEFAULT.withZone(ZoneId.of("Europe/Berlin"));
    assertThat(of(berlin, ULTRAHEAT).meterTime().orElseThrow().instant())
        .hasValue(Instant.parse("2025-12-02T21:41:34Z"));
  }

  @Test
  void gigajoulesAndOtherMakersToo() {
    assertThat(values(of("6.8(0255.987*GJ)6.26(02458.16*m3)")))
        .containsExactly("heat_energy 255.987 GJ", "volume 2458.16 m3");
    assertThat(values(of("0.0(00000006555999)6.8(0043860*kWh)6.26(02138.63*m3)6.31(0021504*h)")))
        .containsExactly("heat_energy 43860 kWh", "volume 2138.63 m3", "obis_6_0_6_31_0 21504 h");
    assertThat(values(of("6.26(02138.63*m3)"))).containsExactly("volume 2138.63 m3");
  }

  @Test
  void aMeterOfElectricityIsNone() {
    D0Readout reactive = of("1.8.0(1*kWh)", "6.8.0(2*kvarh)");
    assertThat(values(reactive))
        .containsExactly("active_energy_import 1 kWh", "reactive_energy_q2 2 kvarh");
    D0Readout wrong = of("1.8.0(1*kWh)", "6.8.0(2*kWh)");
    assertThat(values(wrong)).containsExactly("active_energy_import 1 kWh");
    assertThat(wrong.faults().get(0).message())
        .isEqualTo(
            "kWh is no unit of reactive_energy_q2; for a meter of something else set the option"
                + " medium");
    assertThat(of("1-0:6.8.0(2*kWh)").faults()).hasSize(1);
    assertThat(of("6.8.0(2*kvarh)").objects().get(0).obis()).hasValue(Obis.of(1, 0, 6, 8, 0));
  }

  @Test
  void theOptionDecidesWhereUnitsDoNot() {
    D0Settings cooling = D0Settings.DEFAULT.withMedium(Medium.COOLING);
    assertThat(values(of(cooling, "6.8(0002.039*MWh)6.8.1(1*MWh)")))
        .containsExactly("cooling_energy 2.039 MWh", "cooling_energy_t1 1 MWh");
    D0Settings water = D0Settings.DEFAULT.withMedium(Medium.WATER);
    assertThat(values(of(water, "8.8(00012.5*m3)", "1.0.0(7*m3)")))
        .containsExactly("water_volume 12.5 m3", "water_volume 7 m3");
    D0Settings gas = D0Settings.DEFAULT.withMedium(Medium.GAS);
    assertThat(values(of(gas, "1.8.0(00012.5*m3)", "0-0:96.1.0(1)")))
        .containsExactly("gas_volume 12.5 m3");
    D0Settings electricity = D0Settings.DEFAULT.withMedium(Medium.ELECTRICITY);
    assertThat(of(electricity, "6.8(0002.039*MWh)").faults())
        .extracting(Fault::message)
        .containsExactly("MWh is no unit of reactive_energy_q2");
  }

  @Test
  void aVolumeOfNobodyKnowsWhatIsAFaultThatNamesTheOption() {
    D0Readout readout = of("1.8.0(00012.5*m3)");
    assertThat(readout.measurements()).isEmpty();
    assertThat(readout.faults().get(0).kind()).isEqualTo(Fault.Kind.UNIT);
    assertThat(readout.faults().get(0).message()).contains("set the option medium");
  }

  @Test
  void countersWithoutAUnitGetTheOneThatWasSet() {
    D0Settings heat = D0Settings.DEFAULT.withMedium(Medium.HEAT);
    assertThat(of(heat, "6.8(0002.039)").faults().get(0).message())
        .isEqualTo("heat_energy without a unit; the option unit=kWh sets one");
    assertThat(values(of(heat.withUnit(Unit.MEGAWATT_HOUR), "6.8(0002.039)")))
        .containsExactly("heat_energy 2.039 MWh");
  }

  @Test
  void aUnitThatNobodyKnowsIsAFault() {
    D0Readout readout = of("6.8(1*MWh)6.27(3*gpm)6.34(4*psi)");
    assertThat(values(readout)).containsExactly("heat_energy 1 MWh");
    assertThat(readout.faults())
        .extracting(Fault::message)
        .containsExactly("unknown unit gpm", "unknown unit psi");
  }
}
