package io.github.meter4j.iec62056;

import static io.github.meter4j.iec62056.Bits.bytes;
import static io.github.meter4j.iec62056.Bits.push;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurand.Phase;
import io.github.meter4j.reading.Obis;
import io.github.meter4j.reading.ObisObject;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The grammar of data sets in full, as meters use it. */
class ValueQuirksTest {

  private static D0Readout of(String... lines) {
    return Iec62056.decode(push(lines));
  }

  private static List<String> ids(D0Readout readout) {
    return readout.objects().stream().map(ObisObject::id).toList();
  }

  @Test
  void quirk48_severalSetsInALine() {
    D0Readout readout =
        of("1.8.0(000012.3*kWh)2.8.0(000001.0*kWh)F.F(00) C.1.0(4711)", "1.8.1(1*kWh)");
    assertThat(ids(readout)).containsExactly("1.8.0", "2.8.0", "F.F", "C.1.0", "1.8.1");
    assertThat(readout.importEnergy()).hasToString("Optional[12.3 kWh]");
    assertThat(readout.exportEnergy()).hasToString("Optional[1.0 kWh]");
    assertThat(readout.serialNumber()).hasValue("4711");
    assertThat(readout.errorRegister()).hasValue("00");
    assertThat(readout.faults()).isEmpty();
    assertThat(readout.objects().get(1).offset()).isEqualTo(12 + "1.8.0(000012.3*kWh)".length());
  }

  @Test
  void quirk48_severalSetsWithSeveralGroupsInALine() {
    D0Readout readout = of("1.6.1(05.589*kW)(2401091345)1.6.2(01.000*kW)(2401101200)");
    assertThat(ids(readout)).containsExactly("1.6.1", "1.6.2");
    assertThat(readout.objects().get(0).groups()).containsExactly("05.589*kW", "2401091345");
    assertThat(readout.measurements().get(1).at().orElseThrow().local())
        .hasValue(LocalDateTime.parse("2024-01-10T12:00"));
    assertThat(readout.measurements().get(1).at().orElseThrow().raw()).isEqualTo("2401101200");
  }

  @Test
  void quirk48_groupsOnLinesOfTheirOwnBelongToTheLastCode() {
    assertThat(of("1.6.1(05.589*kW)", "(2401091345)").objects().get(0).groups())
        .containsExactly("05.589*kW", "2401091345");
  }

  @Test
  void quirk48_lettersInCodes() {
    D0Readout readout =
        of("C.1.0(1234)", "F.F(00000000)", "FF(00000000)", "0-0:C.5.0*255(0401)", "P.01(1)(2)");
    assertThat(readout.unparsed()).isEmpty();
    List<Obis> codes = new ArrayList<>();
    readout.objects().forEach(object -> codes.add(object.obis().orElseThrow()));
    assertThat(codes)
        .containsExactly(
            Obis.of(1, 0, 96, 1, 0),
            Obis.of(1, 0, 97, 97, 0),
            Obis.of(1, 0, 97, 97, 0),
            Obis.of(0, 0, 96, 5, 0),
            Obis.of(1, 0, 99, 1, 0));
    assertThat(readout.statusWord()).hasToString("Optional[0401]");
  }

  @Test
  void quirk48_historicValuesWithStarAmpersandAndHash() {
    D0Readout readout = of("1.8.0*01(1.5*kWh)", "1.8.0&02(2.5*kWh)", "1.8.0#3(3.5*kWh)");
    for (int i = 1; i <= 3; i++) {
      assertThat(readout.get(Measurand.other(new Obis(1, 0, 1, 8, 0, i, i == 2))))
          .hasToString("Optional[" + i + ".5 kWh]");
    }
    assertThat(readout.importEnergy()).isEmpty();
  }

  @Test
  void quirk48_reducedCodes() {
    D0Readout readout =
        of("16.7(001.66*kW)", "31.7(002.30*A)", "1:1.8.0(7*kWh)", "1-1:2.8.0(8*kWh)");
    assertThat(readout.power()).hasToString("Optional[1.66 kW]");
    assertThat(readout.get(Measurand.CURRENT.on(Phase.L1))).hasToString("Optional[2.30 A]");
    assertThat(readout.importEnergy()).hasToString("Optional[7 kWh]");
    assertThat(readout.exportEnergy()).hasToString("Optional[8 kWh]");
    assertThat(readout.objects().get(3).obis()).hasValue(Obis.of(1, 1, 2, 8, 0));
  }

  @Test
  void quirk48_energyWithoutUnitIsAFaultAndNoGuess() {
    D0Readout readout = of("1-0:1.8.0*255(000001.2963)", "1-0:2.8.0*255(013925.5*)");
    assertThat(readout.measurements()).isEmpty();
    assertThat(readout.faults()).extracting(Fault::kind).containsOnly(Fault.Kind.UNIT).hasSize(2);
    assertThat(readout.faults().get(0).message())
        .isEqualTo("active_energy_import without a unit; the option unit=kWh sets one");
    assertThat(readout.objects().get(0).groups()).containsExactly("000001.2963");
  }

  @Test
  void quirk48_blanksAndSigns() {
    D0Readout readout =
        of("0.0.0(     20000)", "16.7.0(-000458.90*W)", "36.7.0(+1.0*W)", "1.8.0(    12.5*kWh)");
    assertThat(readout.propertyNumber()).hasValue("20000");
    assertThat(readout.objects().get(0).groups()).containsExactly("     20000");
    assertThat(readout.power()).hasToString("Optional[-458.90 W]");
    assertThat(readout.power(Phase.L1)).hasToString("Optional[1.0 W]");
    assertThat(readout.importEnergy()).hasToString("Optional[12.5 kWh]");
  }

  @Test
  void quirk48_aUnitInsideTheValue() {
    D0Readout readout = of("1.8.0(0000012 kWh)");
    assertThat(readout.importEnergy()).hasToString("Optional[12 kWh]");
    assertThat(readout.faults()).extracting(Fault::kind).containsExactly(Fault.Kind.SYNTAX);
  }

  @Test
  void quirk48_nestedTextIsKept() {
    D0Readout readout = of("0.2.0(a (nested) text)", "1.8.0(1*kWh)");
    assertThat(readout.objects().get(0).groups()).containsExactly("a (nested) text");
    assertThat(readout.objects()).hasSize(2);
  }

  @Test
  void aValueThatIsNoneIsAFaultOfItsOwn() {
    D0Readout readout = of("1.8.0(ERROR)", "2.8.0(- - -)", "16.7.0(12.0*W)", "no object");
    assertThat(readout.power()).hasToString("Optional[12.0 W]");
    assertThat(readout.measurements()).hasSize(1);
    assertThat(readout.faults())
        .extracting(Fault::kind)
        .containsExactly(Fault.Kind.VALUE, Fault.Kind.VALUE, Fault.Kind.SYNTAX);
    assertThat(readout.unparsed()).containsExactly("no object");
  }

  @Test
  void easyMeterPrintsGroupEAsUnused() {
    D0Readout readout =
        of("1-0:1.7.255*255(002124.86*W)", "1-0:61.7.255*255(1*W)", "0-0:96.1.255*255(1ESY1)");
    assertThat(readout.get(Measurand.ACTIVE_POWER_IMPORT)).hasToString("Optional[2124.86 W]");
    assertThat(readout.serialNumber()).hasValue("1ESY1");
    assertThat(readout.measurements().get(1).obis()).hasValue(Obis.of(1, 0, 61, 7, 255));
  }

  @Test
  void aReducedSetBeforeThePinHasNoPower() {
    D0Readout readout =
        of("1-0:1.8.0*255(0010001*kWh)", "1-0:96.5.0*255(001C0104)", "0-0:96.8.0*255(00018300)");
    assertThat(readout.importEnergy()).hasToString("Optional[10001 kWh]");
    assertThat(readout.power()).isEmpty();
    assertThat(readout.secondsIndex()).hasValue(0x18300);
    List<Long> numbers = new ArrayList<>();
    readout.numbers((object, group, unscaled, scale, unit) -> numbers.add(unscaled));
    assertThat(numbers).containsExactly(10_001L);
  }

  @Test
  void theClockIsLocalUnlessAZoneIsGiven() {
    byte[] frame = push("0.9.1(20:14:55)", "0.9.2(2017-03-18)", "1.8.0(1*kWh)");
    assertThat(Iec62056.decode(frame).meterTime().orElseThrow().instant()).isEmpty();
    D0Settings berlin = D0Settings.DEFAULT.withZone(ZoneId.of("Europe/Berlin"));
    assertThat(Iec62056.decode(frame, berlin).meterTime().orElseThrow().instant())
        .hasValue(Instant.parse("2017-03-18T19:14:55Z"));
    assertThat(of("0.9.1(xx)", "0.9.2(yy)").meterTime().orElseThrow().local()).isEmpty();
  }

  @Test
  void oneCodeWithTwoValuesIsAFault() {
    D0Readout readout = of("1.8.0(1*kWh)", "1.8.0(2*kWh)");
    assertThat(readout.faults()).extracting(Fault::kind).containsExactly(Fault.Kind.DUPLICATE);
    assertThat(readout.measurements()).hasSize(2);
  }

  @Test
  void aSecondsIndexThatIsNoneIsAbsent() {
    assertThat(of("96.8.0(xyz)").secondsIndex()).isEmpty();
    assertThat(of("1.8.0(1*kWh)").secondsIndex()).isEmpty();
    assertThat(of("96.5.0(G1)").statusWord()).isEmpty();
    assertThat(Iec62056.decode(bytes("/ABC5\r\n0.0.0()\r\n!\r\n")).serialNumber()).isEmpty();
  }

  @Test
  void netPowerAndTotalsOfAMeterThatNumbersItsRegistersOne() {
    D0Readout readout =
        of(
            "1-1:1.8.1(00020.123*kWh)",
            "1-1:1.8.1*00(00019.000*kWh)",
            "1-1:1.8.2(00001.000*kWh)",
            "1-1:2.8.1(00403.807*kWh)",
            "1-1:2.8.2(00510.261*kWh)",
            "1-1:1.7.0(0.250*kW)",
            "1-1:2.7.0(0.000*kW)",
            "1-2:1.8.0(00099.000*kWh)");
    assertThat(readout.totalImport()).hasToString("Optional[21.123 kWh]");
    assertThat(readout.totalExport()).hasToString("Optional[914.068 kWh]");
    assertThat(readout.netPower()).hasToString("Optional[0.250 kW]");
  }

  @Test
  void aDamagedTariffLeavesNoTotalHoweverItIsDamaged() {
    String first = "1-0:1.8.1*255(000001.000*kWh)";
    String second = "1-0:1.8.2*255(000002.000*kWh)";
    assertThat(of(first, second).totalImport()).hasToString("Optional[3.000 kWh]");
    assertThat(of(first, "1-0:1.8.2*255(0000#2.000*kWh)").totalImport()).isEmpty();
    assertThat(of(first, "1-0:1.8.2*255(000002.000)").totalImport()).isEmpty();
    assertThat(of(first, "1-0:1.#.2*255(000002.000*kWh)").totalImport()).isEmpty();
    assertThat(of(first, "1-0:1.8.2*255(000002.000*kWh").totalImport()).isEmpty();
    assertThat(of("1-0:1.7.255*255(#*W)", "1-0:1.8.255*255(#*kWh)", first).totalImport()).isEmpty();
  }
}
