package io.github.meter4j.iec62056;

import static io.github.meter4j.iec62056.Bits.vector;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.reading.Integrity;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurand.Phase;
import io.github.meter4j.reading.Obis;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Byte for byte, both directions: our own vectors of each message. */
class WorkedExamplesTest {

  private static D0Encoder ebz() {
    return D0Encoder.of("EBZ5DD32R06ETA_107")
        .object("1-0:0.0.0*255", "1EBZ0100000001")
        .object("1-0:96.1.0*255", "1EBZ0100000001")
        .number("1-0:1.8.0*255", Quantity.of("3699.65305306", Unit.KILOWATT_HOUR), 14, 8)
        .number("1-0:2.8.0*255", Quantity.of("12.3456789", Unit.KILOWATT_HOUR), 14, 8)
        .number("1-0:16.7.0*255", Quantity.of("-458.9", Unit.WATT), 8, 2)
        .number("1-0:36.7.0*255", Quantity.of("-500.1", Unit.WATT), 8, 2)
        .number("1-0:56.7.0*255", Quantity.of("11.2", Unit.WATT), 8, 2)
        .number("1-0:76.7.0*255", Quantity.of("30", Unit.WATT), 8, 2)
        .number("1-0:32.7.0*255", Quantity.of("232.4", Unit.VOLT), 4, 1)
        .number("1-0:52.7.0*255", Quantity.of("231.7", Unit.VOLT), 4, 1)
        .number("1-0:72.7.0*255", Quantity.of("233", Unit.VOLT), 4, 1)
        .object("1-0:96.5.0*255", "001C0104")
        .object("0-0:96.8.0*255", "010183FE");
  }

  @Test
  void encodesThePushedTelegram() {
    assertThat(ebz().encode()).isEqualTo(vector("ebz"));
  }

  @Test
  void decodesThePushedTelegram() {
    D0Readout readout = Iec62056.decode(vector("ebz"));
    assertThat(readout.frame()).isEqualTo(vector("ebz"));
    assertThat(readout.integrity()).isEqualTo(Integrity.ABSENT);
    assertThat(readout.ident()).isEqualTo("EBZ5DD32R06ETA_107");
    assertThat(readout.identification().manufacturer()).isEqualTo("EBZ");
    assertThat(readout.identification().baudCharacter()).isEqualTo('5');
    assertThat(readout.identification().model()).isEqualTo("DD32R06ETA_107");
    assertThat(readout.importEnergy()).hasToString("Optional[3699.65305306 kWh]");
    assertThat(readout.exportEnergy()).hasToString("Optional[12.34567890 kWh]");
    assertThat(readout.power()).hasToString("Optional[-458.90 W]");
    assertThat(readout.power(Phase.L1)).hasToString("Optional[-500.10 W]");
    assertThat(readout.power(Phase.L2)).hasToString("Optional[11.20 W]");
    assertThat(readout.power(Phase.L3)).hasToString("Optional[30.00 W]");
    assertThat(readout.voltage(Phase.L1)).hasToString("Optional[232.4 V]");
    assertThat(readout.voltage(Phase.L2)).hasToString("Optional[231.7 V]");
    assertThat(readout.voltage(Phase.L3)).hasToString("Optional[233.0 V]");
    assertThat(readout.statusWord()).hasValue(new StatusWord(0x001C0104, 32));
    assertThat(readout.secondsIndex()).isEqualTo(OptionalLong.of(16_876_542));
    assertThat(readout.serialNumber()).hasValue("1EBZ0100000001");
    assertThat(readout.propertyNumber()).hasValue("1EBZ0100000001");
    assertThat(readout.objects()).hasSize(13);
    assertThat(readout.measurements()).hasSize(9);
    assertThat(readout.faults()).isEmpty();
    assertThat(readout.unparsed()).isEmpty();
    assertThat(readout.meterTime()).isEmpty();
    assertThat(readout.isParityChecked()).isFalse();
  }

  @Test
  void bitsOfTheStatusWordCountFromTheLowest() {
    StatusWord word = Iec62056.decode(vector("ebz")).statusWord().orElseThrow();
    assertThat(word.bit(2)).isTrue();
    assertThat(word.bit(8)).isTrue();
    assertThat(word.bit(20)).isTrue();
    assertThat(word.bit(0)).isFalse();
    assertThat(word.bit(31)).isFalse();
    assertThat(word).hasToString("001C0104");
  }

  @Test
  void encodesTheReadout() {
    byte[] block =
        D0Encoder.of("ABC5\\2MTR")
            .object("F.F", "00000000")
            .object("0.0.0", "12345678")
            .object("0.9.1", "134501")
            .object("0.9.2", "240115")
            .number("1.8.0", Quantity.of("1234.567", Unit.KILOWATT_HOUR), 9, 3)
            .number("1.8.0*01", Quantity.of("1200", Unit.KILOWATT_HOUR), 9, 3)
            .number("2.8.0", Quantity.of("10.002", Unit.KILOWATT_HOUR), 9, 3)
            .object("1.6.1", "05.589*kW", "240109134500")
            .block();
    assertThat(block).isEqualTo(vector("iec_readout"));
    assertThat(block[block.length - 1]).isEqualTo((byte) 0x73);
  }

  @Test
  void decodesTheReadout() {
    D0Readout readout = Iec62056.decode(vector("iec_readout"));
    assertThat(readout.integrity()).isEqualTo(Integrity.VERIFIED);
    assertThat(readout.ident()).isEmpty();
    assertThat(readout.objects()).hasSize(8);
    assertThat(readout.objects().get(0).id()).isEqualTo("F.F");
    assertThat(readout.errorRegister()).hasValue("00000000");
    assertThat(readout.serialNumber()).hasValue("12345678");
    assertThat(readout.importEnergy()).hasToString("Optional[1234.567 kWh]");
    assertThat(readout.exportEnergy()).hasToString("Optional[10.002 kWh]");
    assertThat(readout.get(Measurand.other(new Obis(1, 0, 1, 8, 0, 1))))
        .hasToString("Optional[1200.000 kWh]");
    assertThat(readout.meterTime().orElseThrow().local())
        .hasValue(LocalDateTime.parse("2024-01-15T13:45:01"));
    assertThat(readout.meterTime().orElseThrow().instant()).isEmpty();
    assertThat(readout.measurements().get(3).at().orElseThrow().local())
        .hasValue(LocalDateTime.parse("2024-01-09T13:45:00"));
    assertThat(readout.faults()).isEmpty();
  }

  @Test
  void encodesWhatAReaderSends() {
    assertThat(D0Command.request("")).isEqualTo(vector("iec_req"));
    assertThat(D0Command.request("12345678")).isEqualTo(vector("iec_req_addr"));
    assertThat(D0Command.acknowledge('0', '5', '0')).isEqualTo(vector("iec_ack"));
    assertThat(D0Command.BREAK.encode()).isEqualTo(vector("iec_break"));
    assertThat(D0Command.password("00000000").encode()).isEqualTo(vector("iec_p1"));
    assertThat(D0Command.read("1.8.0", true).encode()).isEqualTo(vector("iec_r5"));
    assertThat(D0Command.read("1.8.0", false).encode()).isEqualTo(vector("iec_r1"));
    assertThat(new D0Command("", "1.8.0(001234.567*kWh)").encode()).isEqualTo(vector("iec_r5_ans"));
    assertThat(D0Encoder.identificationLine("ABC5\\2MTR")).isEqualTo(vector("iec_id"));
  }

  @Test
  void decodesWhatAReaderSends() {
    assertThat(D0Command.parse(vector("iec_break"))).hasValue(D0Command.BREAK);
    assertThat(D0Command.parse(vector("iec_p1"))).hasValue(D0Command.password("00000000"));
    assertThat(D0Command.parse(vector("iec_r5"))).hasValue(D0Command.read("1.8.0", true));
    assertThat(D0Command.parse(vector("iec_r1"))).hasValue(D0Command.read("1.8.0", false));
    assertThat(D0Command.parse(vector("iec_r5_ans")))
        .hasValue(new D0Command("", "1.8.0(001234.567*kWh)"));
    byte[] damaged = vector("iec_p1");
    damaged[5] ^= 1;
    assertThat(D0Command.parse(damaged)).isEmpty();
  }

  @Test
  void decodesTheAnswerToARegisterRead() {
    D0Readout answer = Iec62056.decode(vector("iec_r5_ans"));
    assertThat(answer.integrity()).isEqualTo(Integrity.VERIFIED);
    assertThat(answer.importEnergy()).hasToString("Optional[1234.567 kWh]");
  }

  @Test
  void takesTheIdentificationApart() {
    Identification meter = Identification.parse(Bits.text(vector("iec_id")).strip());
    assertThat(meter.text()).isEqualTo("ABC5\\2MTR");
    assertThat(meter.manufacturer()).isEqualTo("ABC");
    assertThat(meter.mode()).isEqualTo(Mode.C);
    assertThat(meter.baud()).hasValue(9600);
    assertThat(meter.offersBinary()).isTrue();
    assertThat(meter.isQuick()).isFalse();
    assertThat(meter.model()).isEqualTo("MTR");
    assertThat(Identification.parse("/ISk5MT174-0001").isQuick()).isTrue();
    assertThat(Identification.parse("ACE0\\3k260V01.19").model()).isEqualTo("k260V01.19");
  }

  @Test
  void readsTheSpeedOfEachMode() {
    assertThat(Identification.parse("ABCA").baud()).hasValue(600);
    assertThat(Identification.parse("ABCF").baud()).hasValue(19_200);
    assertThat(Identification.parse("ABC0").baud()).hasValue(300);
    assertThat(Identification.parse("ABC6").baud()).hasValue(19_200);
    assertThat(Identification.parse("ABCG").mode()).isEqualTo(Mode.A);
    assertThat(Identification.parse("ABC7").baud()).isEmpty();
    assertThat(Identification.parse("AB").mode()).isEqualTo(Mode.A);
    assertThat(Optional.of(Identification.parse("")).map(Identification::model)).hasValue("");
  }

  @Test
  void addsEvenParity() {
    assertThat(D0Command.withParity(vector("iec_req")))
        .isEqualTo(new byte[] {(byte) 0xaf, 0x3f, 0x21, (byte) 0x8d, 0x0a});
  }
}
