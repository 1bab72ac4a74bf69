package io.github.meter4j.dsmr;

import static io.github.meter4j.dsmr.TelegramBuilder.bytes;
import static io.github.meter4j.dsmr.TelegramBuilder.telegram;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.MeterReader;
import io.github.meter4j.codec.Crc16;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Integrity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Meters and bridges whose telegrams are whole and whose checksum is never that of DSMR. */
class OtherChecksumTest {
  private static final String IGNORE = "checksum=ignore";
  private static final DsmrSettings X25 = DsmrSettings.DEFAULT.withChecksum(ChecksumPolicy.X25);

  private static TelegramBuilder holley(int second) {
    return telegram("/HLY5\\D545-METER")
        .with("1-3:0.2.8", "50")
        .with("0-0:1.0.0", "2506132141" + (second + 10) + "S")
        .with("1-0:1.8.0", "021108.121*kWh")
        .with("1-0:15.8.0", "00007137.694*kWh ");
  }

  private static byte[] x25(TelegramBuilder telegram) {
    String text = telegram.body() + '!';
    return bytes(text + String.format("%04X", reference(bytes(text))) + "\r\n");
  }

  /** CRC-16/X-25 by the book: bits reflected, polynomial 1021, all ones before and behind. */
  private static int reference(byte[] bytes) {
    int crc = 0xFFFF;
    for (byte b : bytes) {
      crc ^= Integer.reverse(b) >>> 16 & 0xFF00;
      for (int bit = 0; bit < 8; bit++) {
        crc = ((crc & 0x8000) != 0 ? crc << 1 ^ 0x1021 : crc << 1) & 0xFFFF;
      }
    }
    return Integer.reverse(crc ^ 0xFFFF) >>> 16;
  }

  private static byte[] sent(String checksum, int second) {
    return bytes(holley(second).body() + '!' + checksum + "\r\n");
  }

  private static List<String> messages(DsmrSettings settings, byte[]... stream) {
    Events events = Events.of(settings, stream);
    assertThat(events.telegrams()).isEmpty();
    assertThat(events.kinds()).containsOnly(Fault.Kind.CHECKSUM);
    return events.faults().stream().map(Fault::message).toList();
  }

  @Test
  void theCheckValueOfTheCatalogue() {
    assertThat(Crc16.x25(bytes("123456789"), 0, 9)).isEqualTo(0x906E);
  }

  @Property(tries = 200)
  void x25IsWhatTheBookSays(@ForAll byte[] any, @ForAll @IntRange(max = 8) int skip) {
    int from = Math.min(skip, any.length);
    assertThat(Crc16.x25(any, from, any.length - from))
        .isEqualTo(reference(Arrays.copyOfRange(any, from, any.length)));
  }

  @Test
  void eachTelegramSaysThatX25Matches() {
    assertThat(messages(DsmrSettings.DEFAULT, x25(holley(1)), x25(holley(2))))
        .hasSize(2)
        .allSatisfy(
            message -> assertThat(message).contains("CRC-16/X-25").contains("checksum=x25"));
  }

  @Test
  void x25IsAcceptedWhereItIsSet() {
    Events events = Events.of(X25, x25(holley(1)), x25(holley(2)));
    assertThat(events.telegrams())
        .extracting(DsmrTelegram::integrity)
        .containsExactly(Integrity.VERIFIED, Integrity.VERIFIED);
    assertThat(
            MeterReader.decoder("dsmr", Map.of("checksum", "x25"), "")
                .decodeAll(x25(holley(3)))
                .readings())
        .hasSize(1);
  }

  @Test
  void whereX25IsSetNothingElseIsDelivered() {
    byte[] good = x25(holley(1));
    for (int i = 0; i < 8 * (good.length - 8); i++) {
      byte[] damaged = Mutations.changed(good, i / 8, (byte) (good[i / 8] ^ 1 << i % 8));
      assertThat(Events.of(X25, damaged).telegrams()).as("bit %d", i).isEmpty();
    }
    assertThat(messages(X25, holley(1).withValidCrc()))
        .singleElement()
        .asString()
        .contains("checksum=auto");
    assertThat(messages(X25, holley(1).withoutCrc())).singleElement().asString().contains("x25");
  }

  @Test
  void changedLineEndsAreKnownByX25Too() {
    byte[] lf = bytes(TelegramBuilder.text(x25(holley(1))).replace("\r\n", "\n"));
    assertThat(messages(X25, lf)).singleElement().asString().contains("line-ends=repair");
    DsmrSettings repair = X25.withLineEnds(LineEnds.REPAIR);
    assertThat(Events.of(repair, lf).telegram().integrity()).isEqualTo(Integrity.VERIFIED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1234", "00012345", "XYZW", "-1"})
  void aChecksumThatIsWrongInTelegramsThatAreWholeIsCalledAnotherOne(String checksum) {
    List<byte[]> stream = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      stream.add(sent(checksum, i));
    }
    List<String> messages = messages(DsmrSettings.DEFAULT, stream.toArray(byte[][]::new));
    assertThat(messages).hasSize(6);
    assertThat(messages.subList(0, 2)).noneMatch(message -> message.contains(IGNORE));
    assertThat(messages.subList(2, 6)).allMatch(message -> message.contains(IGNORE));
    assertThat(messages.get(5)).contains("6 telegrams in a row");
  }

  @Test
  void aMissingChecksumNamesTheWayOutAtOnce() {
    byte[] without = holley(1).withoutCrc();
    assertThat(messages(DsmrSettings.DEFAULT, without, without, without))
        .allMatch(message -> message.contains(IGNORE));
    byte[] fluvius =
        telegram("/FLU5\\253000001_A")
            .with("0-0:96.1.4", "50221")
            .with("1-0:1.7.0", "00.500*kW")
            .withoutCrc();
    assertThat(messages(DsmrSettings.DEFAULT, fluvius))
        .allMatch(message -> message.contains(IGNORE));
    DsmrSettings ignore = DsmrSettings.DEFAULT.withChecksum(ChecksumPolicy.IGNORE);
    assertThat(Events.of(ignore, without, without).telegrams())
        .extracting(DsmrTelegram::integrity)
        .containsExactly(Integrity.ABSENT, Integrity.ABSENT);
  }

  @Test
  void aRightChecksumInBetweenMakesItTheLine() {
    byte[] wrong = sent("1234", 1);
    byte[] right = holley(2).withValidCrc();
    Events events =
        Events.of(DsmrSettings.DEFAULT, wrong, wrong, right, wrong, wrong, wrong, wrong, wrong);
    assertThat(events.telegrams()).hasSize(1);
    assertThat(events.faults()).hasSize(7).noneMatch(fault -> fault.message().contains(IGNORE));
  }

  /** As when a bridge gets another firmware. */
  @ParameterizedTest
  @ValueSource(strings = {"1234", ""})
  void aMeterThatWasGoodAndNeverIsAgainGetsTheHintToo(String checksum) {
    List<byte[]> stream = new ArrayList<>();
    stream.add(holley(1).withValidCrc());
    for (int i = 0; i < 25; i++) {
      stream.add(sent(checksum, i));
    }
    Events events = Events.of(DsmrSettings.DEFAULT, stream.toArray(byte[][]::new));
    assertThat(events.faults()).hasSize(25);
    assertThat(events.faults().subList(0, 19)).noneMatch(f -> f.message().contains(IGNORE));
    assertThat(events.faults().subList(19, 25)).allMatch(f -> f.message().contains(IGNORE));
  }

  @Test
  void brokenLinesMakeItTheLine() {
    byte[] wrong = sent("1234", 1);
    byte[] broken = bytes(TelegramBuilder.text(wrong).replace("1-0:1.8.0(", "1-0:1.8.0"));
    byte[] control = bytes(TelegramBuilder.text(wrong).replace("kWh", "k\u0003h"));
    for (byte[] line : List.of(broken, control)) {
      Events events =
          Events.of(DsmrSettings.DEFAULT, wrong, wrong, line, wrong, wrong, line, wrong, wrong);
      assertThat(events.telegrams()).isEmpty();
      assertThat(events.faults()).hasSize(8).noneMatch(fault -> fault.message().contains(IGNORE));
    }
  }
}
