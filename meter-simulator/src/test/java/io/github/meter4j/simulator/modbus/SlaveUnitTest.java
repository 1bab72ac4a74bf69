package io.github.meter4j.simulator.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlaveUnitTest {
  private final Registers image = new Registers().words(0, new int[200]).words(1, 0x1234);
  private final ModbusSlave slave =
      new ModbusSlave()
          .with(
              7,
              SlaveUnit.holding(() -> image)
                  .writable((address, words) -> address == 1 ? 0 : 4)
                  .identified(Map.of(0, "Maker", 1, "P-1", 2, "V2", 5, "Model", 0x80, "own")));

  private String answer(int unit, String pdu) {
    return slave
        .reply(new Request(unit, Frames.bytes(pdu)))
        .map(answer -> Frames.hex(answer.pdu()))
        .orElse("");
  }

  @ParameterizedTest
  @CsvSource({
    "03 00 01 00 01, 03 02 12 34",
    "03 00 00 00 00, 83 03",
    "03 00 00 00 7E, 83 03",
    "03 00 C7 00 02, 83 02",
    "03 FF FF 00 02, 83 02",
    "03 00 01 00, 83 03",
    "03, 83 03",
    "04 00 01 00 01, 84 01",
    "06 00 01 00 01, 86 01",
    "7F, FF 01",
    "10 00 01 00 01 02 00 05, 10 00 01 00 01",
    "10 00 02 00 01 02 00 05, 90 04",
    "10 00 01 00 01 04 00 05, 90 03",
    "10 00 01 00 02 04 00 05, 90 03",
    "10 00 01 00 00 00, 90 03",
    "10 00 01, 90 03",
    "2B 0E 01 00, 2B 0E 01 83 00 00 03 00 05 4D 61 6B 65 72 01 03 50 2D 31 02 02 56 32",
    "2B 0E 02 05, 2B 0E 02 83 00 00 01 05 05 4D 6F 64 65 6C",
    "2B 0E 04 05, 2B 0E 04 83 00 00 01 05 05 4D 6F 64 65 6C",
    "2B 0E 04 06, AB 02",
    "2B 0E 05 00, AB 03",
    "2B 0E 01, AB 03",
    "2B 0D 01 00, AB 01",
    "2B, AB 01"
  })
  void answersWhatTheStandardSays(String pdu, String expected) {
    assertThat(answer(7, pdu)).isEqualTo(expected);
  }

  @Test
  void reads125RegistersAtOnce() {
    assertThat(answer(7, "03 00 00 00 7D")).startsWith("03 FA 00 00 12 34").hasSize(252 * 3 - 1);
  }

  @Test
  void saysNothingForAUnitThatIsNotThere() {
    assertThat(answer(8, "03 00 01 00 01")).isEmpty();
    assertThat(answer(0, "03 00 01 00 01")).isEmpty();
  }

  @Test
  void goesOnWithALongIdentification() {
    String text = "x".repeat(120);
    ModbusSlave talkative =
        new ModbusSlave()
            .with(1, SlaveUnit.holding(() -> image).identified(Map.of(0, text, 1, text, 2, text)));
    byte[] first = talkative.reply(new Request(1, Frames.bytes("2B 0E 01 00"))).get().pdu();
    byte[] second = talkative.reply(new Request(1, Frames.bytes("2B 0E 01 02"))).get().pdu();

    assertThat(first).hasSize(7 + 2 * 122).startsWith(0x2B, 0x0E, 1, 0x81, 0xff, 2, 2);
    assertThat(second).hasSize(7 + 122).startsWith(0x2B, 0x0E, 1, 0x81, 0, 0, 1);
  }

  @Test
  void writesToAllUnitsWithoutAnAnswer() {
    List<String> written = new ArrayList<>();
    SlaveUnit.Writing taker =
        (address, words) -> {
          written.add(HexFormat.of().toHexDigits((short) words[0]));
          return 0;
        };
    slave.unit(7).writable(taker);
    slave.with(8, SlaveUnit.holding(() -> image).writable(taker));

    assertThat(answer(0, "10 00 01 00 01 02 00 05")).isEmpty();
    assertThat(written).containsExactly("0005", "0005");
  }

  @Test
  void answersToZeroWhileItIsAlone() {
    slave.unit(7).replyingToZero();

    assertThat(slave.reply(new Request(0, Frames.bytes("03 00 01 00 01"))).get().unit())
        .isEqualTo(7);
    slave.with(8, SlaveUnit.holding(() -> image));
    assertThat(answer(0, "03 00 01 00 01")).isEmpty();
  }

  @Test
  void refusesWhenItIsToldTo() {
    slave.unit(7).misbehaveOnce(new Quirk.Refusal(6), new Quirk.Refusal(4));

    assertThat(answer(7, "03 00 01 00 01")).isEqualTo("83 06");
    assertThat(answer(7, "2B 0E 01 00")).isEqualTo("AB 04");
    assertThat(answer(7, "03 00 01 00 01")).isEqualTo("03 02 12 34");
  }

  @Test
  void tellsOfEveryRequest() {
    List<String> heard = new ArrayList<>();
    slave.onRequest(request -> heard.add(request.toString()));
    answer(7, "03 00 01 00 01");
    answer(9, "7F");

    assertThat(heard).containsExactly("unit 7: 03 00 01 00 01", "unit 9: 7f");
  }

  @Test
  void hasNoUnitTwice() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> slave.with(7, SlaveUnit.holding(() -> image)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> slave.with(248, SlaveUnit.holding(() -> image)));
  }

  @Test
  void takesANewNumberThatIsFreeAndExists() {
    SlaveUnit other = SlaveUnit.holding(() -> image);
    slave.with(8, other);

    assertThat(slave.renumber(other, 7)).isFalse();
    assertThat(slave.renumber(other, 247)).isTrue();
    assertThat(slave.unit(247)).isSameAs(other);
    assertThatIllegalArgumentException().isThrownBy(() -> slave.unit(8));
    assertThatIllegalArgumentException().isThrownBy(() -> slave.renumber(other, 0));
  }

  @Test
  void hasNoNoiseThatIsNoBytes() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Quirk.Noise("0g"));
  }
}
