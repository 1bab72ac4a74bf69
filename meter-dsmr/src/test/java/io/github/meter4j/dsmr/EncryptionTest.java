package io.github.meter4j.dsmr;

import static io.github.meter4j.dsmr.TelegramBuilder.bytes;
import static io.github.meter4j.dsmr.TelegramBuilder.concat;
import static io.github.meter4j.dsmr.TelegramBuilder.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.fault.DamagedFrameException;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Integrity;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Encrypted telegrams of Luxembourg and Poland. */
class EncryptionTest {
  private static final String OTHER = "F0E0D0C0B0A090807060504030201000";
  private static final DsmrSettings SETTINGS = DsmrSettings.DEFAULT.withKey(Vectors.KEY);
  private static final byte[] TINY = Vectors.bytes("p1_tiny");
  private static final byte[] LONG = Vectors.bytes("p1_v50");

  @ParameterizedTest
  @CsvSource({"lux_short, p1_tiny", "lux_long, p1_v50"})
  void theWorkedExamplesOpen(String encrypted, String plain) {
    DsmrTelegram telegram = Dsmr.decode(Vectors.bytes(encrypted), SETTINGS);
    assertThat(telegram.frame()).isEqualTo(Vectors.bytes(plain));
    assertThat(telegram.integrity()).isEqualTo(Integrity.VERIFIED);
    assertThat(telegram.faults()).isEmpty();
    assertThat(telegram.measurements()).isEqualTo(Vectors.telegram(plain).measurements());
  }

  @Test
  void theBuilderOfTheseTestsMakesTheWorkedExamples() {
    assertThat(new CipherBuilder().frame(TINY)).isEqualTo(Vectors.bytes("lux_short"));
    assertThat(new CipherBuilder().frame(LONG)).isEqualTo(Vectors.bytes("lux_long"));
  }

  @ParameterizedTest
  @ValueSource(ints = {90, 110, 111, 150, 237, 238, 239, 240, 600})
  void everyFormOfTheLengthIsRead(int length) {
    String body = "/ABC5\r\n\r\n0-0:96.13.0(";
    String filled = body + "x".repeat(length - body.length() - 8) + ")\r\n!";
    String crc = String.format("%04X", ReferenceCrc.of(bytes(filled)));
    byte[] frame = new CipherBuilder().frame(bytes(filled + crc));
    assertThat(Events.of(SETTINGS, frame, frame).texts())
        .containsExactly(filled + crc, filled + crc);
  }

  @Test
  void theTextMayEndWithItsChecksum() {
    byte[] frame = new CipherBuilder().frame(Arrays.copyOf(TINY, TINY.length - 2));
    Events events = Events.of(SETTINGS, frame);
    assertThat(events.telegram().toString()).endsWith("!FBC8");
    assertThat(events.telegram().integrity()).isEqualTo(Integrity.VERIFIED);
    assertThat(events.accounted()).isEqualTo(frame.length);
  }

  @Test
  void aWrongKeyIsCalledOne() {
    for (byte[] plain : new byte[][] {TINY, LONG}) {
      Events events =
          Events.of(SETTINGS.withKey(DsmrKey.of(OTHER)), new CipherBuilder().frame(plain));
      assertThat(events.fault().kind()).isEqualTo(Fault.Kind.DECRYPTION);
      assertThat(events.fault().message()).startsWith("wrong key");
    }
  }

  @Test
  void aFlippedBitOfTheCiphertextUpToTheChecksumIsADamagedFrame() {
    byte[] frame = Vectors.bytes("lux_short");
    int start = 16;
    int end = frame.length - 12 - 6;
    for (int at = start; at < end; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] damaged = Mutations.changed(frame, at, (byte) (frame[at] ^ 1 << bit));
        Events events = Events.of(SETTINGS, damaged);
        assertThat(events.fault().kind()).isEqualTo(Fault.Kind.DECRYPTION);
        assertThat(events.fault().message()).startsWith("damaged frame");
      }
    }
  }

  @Test
  void noFlippedBitOfTheFrameIsEverDelivered() {
    byte[] frame = Vectors.bytes("lux_short");
    for (int i = 0; i < 8 * frame.length; i++) {
      byte[] damaged = Mutations.changed(frame, i / 8, (byte) (frame[i / 8] ^ 1 << i % 8));
      Events events = Events.of(SETTINGS, TINY, damaged, TINY);
      assertThat(events.texts()).as("bit %d", i).containsExactly(text(TINY), text(TINY));
      assertThat(events.accounted()).isEqualTo(2L * TINY.length + frame.length);
    }
  }

  @Test
  void aWrongAuthenticationKeyIsCalledOneAndMayBeIgnored() {
    byte[] frame = new CipherBuilder().authenticationKey(OTHER).frame(TINY);
    Fault fault = Events.of(SETTINGS, frame).fault();
    assertThat(fault.kind()).isEqualTo(Fault.Kind.DECRYPTION);
    assertThat(fault.message()).startsWith("wrong authentication key").contains("auth-key");
    DsmrTelegram telegram = Events.of(SETTINGS.withTag(TagPolicy.IGNORE), frame).telegram();
    assertThat(telegram.integrity()).isEqualTo(Integrity.UNCHECKED);
    assertThat(telegram.faults()).extracting(Fault::kind).containsExactly(Fault.Kind.CHECKSUM);
    assertThat(telegram.frame()).isEqualTo(TINY);
  }

  @Test
  void ignoringTheTagDeliversNothingThatIsDamaged() {
    byte[] frame = Vectors.bytes("lux_short");
    DsmrSettings settings = SETTINGS.withTag(TagPolicy.IGNORE);
    for (int at = 16; at < frame.length - 14; at++) {
      byte[] damaged = Mutations.changed(frame, at, (byte) (frame[at] ^ 4));
      assertThat(Events.of(settings, damaged).telegrams()).isEmpty();
    }
  }

  @Test
  void anAuthenticationKeyMayBeGiven() {
    byte[] frame = new CipherBuilder().authenticationKey(OTHER).frame(TINY);
    DsmrSettings settings = SETTINGS.withKey(DsmrKey.of(CipherBuilder.KEY, OTHER));
    assertThat(Events.of(settings, frame).telegram().integrity()).isEqualTo(Integrity.VERIFIED);
    assertThat(Events.of(settings, new CipherBuilder().frame(TINY)).fault().message())
        .startsWith("wrong authentication key");
  }

  @Test
  void theTagMayBeMadeWithoutAssociatedData() {
    byte[] frame = new CipherBuilder().withoutAssociatedData().frame(TINY);
    assertThat(Events.of(SETTINGS, frame).telegram().integrity()).isEqualTo(Integrity.VERIFIED);
  }

  @Test
  void withoutATagTheChecksumVouches() {
    byte[] frame = new CipherBuilder().security(0x20).frame(TINY);
    assertThat(Events.of(SETTINGS, frame).telegram().integrity()).isEqualTo(Integrity.VERIFIED);
    byte[] damaged = Mutations.changed(frame, 40, (byte) (frame[40] ^ 1));
    assertThat(Events.of(SETTINGS, damaged).fault().message()).contains("neither a tag nor");
    assertThat(Events.of(SETTINGS.withKey(DsmrKey.of(OTHER)), frame).fault().message())
        .isEqualTo("wrong key");
  }

  private static final String PUSH =
      "0F80000001 0C07E80A1B0702300000FFC480 0202 0906 0100010800FF 06 00012345";

  private static byte[] cosem(String hexadecimal) {
    return HexFormat.of().parseHex(hexadecimal.replace(" ", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        PUSH,
        "E6E700" + PUSH,
        "0F000003B5 00 010A 0204",
        "0F00000001 0CFFFFFFFFFFFFFFFFFFFFFFFF 0201 0600000001"
      })
  void aFrameThatHoldsCosemIsCalledThat(String plain) {
    for (int security : new int[] {0x30, 0x20, 0}) {
      byte[] frame = new CipherBuilder().security(security).frame(cosem(plain));
      Fault fault = Events.of(SETTINGS, frame).fault();
      assertThat(fault.kind()).isEqualTo(Fault.Kind.DECRYPTION);
      assertThat(fault.message()).contains("DLMS/COSEM").doesNotContain("wrong key");
    }
    byte[] otherTag = new CipherBuilder().authenticationKey(OTHER).frame(cosem(plain));
    assertThat(Events.of(SETTINGS, otherTag).fault().message())
        .contains("DLMS/COSEM")
        .contains("auth-key");
    DsmrSettings wrong = SETTINGS.withKey(DsmrKey.of(OTHER));
    assertThat(Events.of(wrong, new CipherBuilder().frame(cosem(plain))).fault().message())
        .startsWith("wrong key");
  }

  @Test
  void aFrameMayHoldPlainText() {
    byte[] frame = new CipherBuilder().security(0).frame(TINY);
    assertThat(Events.of(DsmrSettings.DEFAULT, frame).telegram().frame()).isEqualTo(TINY);
    byte[] damaged = Mutations.changed(frame, 40, (byte) (frame[40] ^ 1));
    assertThat(Events.of(DsmrSettings.DEFAULT, damaged).telegrams()).isEmpty();
  }

  @Test
  void withoutAKeyTheFaultSaysHowToGiveOne() {
    Fault fault = Events.of(DsmrSettings.DEFAULT, Vectors.bytes("lux_long")).fault();
    assertThat(fault.kind()).isEqualTo(Fault.Kind.DECRYPTION);
    assertThat(fault.message()).contains("key=").contains("ABC");
    assertThat(fault.length()).isEqualTo(942);
    assertThatThrownBy(() -> Dsmr.decode(Vectors.bytes("lux_long")))
        .isInstanceOf(DamagedFrameException.class)
        .hasMessageContaining("key=");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 10, 11, 12, 13, 17, 64, 941})
  void aFrameMayComeInChunks(int chunk) {
    byte[] frame = Vectors.bytes("lux_long");
    Events events = Events.chunked(SETTINGS, chunk, concat(frame, frame, TINY, frame));
    assertThat(events.texts()).containsExactly(text(LONG), text(LONG), text(TINY), text(LONG));
    assertThat(events.faults()).isEmpty();
  }

  @Test
  void plainAndEncryptedTelegramsMayFollowEachOther() {
    byte[] one = new CipherBuilder().counter(1).frame(LONG);
    byte[] two = new CipherBuilder().counter(-1).frame(TINY);
    Events events = Events.of(SETTINGS, TINY, one, TINY, two, bytes("\r\n"), one, LONG);
    assertThat(events.texts())
        .containsExactly(text(TINY), text(LONG), text(TINY), text(TINY), text(LONG), text(LONG));
    assertThat(events.faults()).isEmpty();
  }

  @Test
  void aGoodFrameBehindADamagedOneIsFound() {
    byte[] good = Vectors.bytes("lux_short");
    for (int lost = 1; lost < good.length; lost++) {
      byte[] cut = Arrays.copyOf(good, good.length - lost);
      Events events = Events.of(SETTINGS, cut, good, good);
      assertThat(events.texts()).as("%d lost", lost).containsExactly(text(TINY), text(TINY));
      assertThat(events.accounted()).isEqualTo(cut.length + 2L * good.length);
    }
  }

  @Test
  void aPlainTelegramInsideAFalseFrameIsFound() {
    byte[] falseHeader = bytes("\u00db\bABC12345\u0082\u0004\u00000\0\0\0\7");
    byte[] rest = new byte[2000];
    Events events = Events.of(SETTINGS, falseHeader, bytes("\r\n"), TINY, TINY, rest, TINY);
    assertThat(events.texts()).containsExactly(text(TINY), text(TINY), text(TINY));
    Events cut = Events.of(SETTINGS, falseHeader, bytes("\r\n"), TINY);
    assertThat(cut.texts()).containsExactly(text(TINY));
  }

  @Test
  void aFrameInsideATextThatIsNoneIsFound() {
    byte[] frame = new CipherBuilder().frame(TINY);
    Events marked = Events.of(SETTINGS, bytes("/noise\r\n"), frame, bytes("\r\n!\r\n"), frame);
    assertThat(marked.texts()).containsExactly(text(TINY), text(TINY));
    Events restarted = Events.of(SETTINGS, bytes("/noise\r\n"), frame, bytes("\r\n"), TINY);
    assertThat(restarted.texts()).containsExactly(text(TINY), text(TINY));
    Events ended = Events.of(SETTINGS, bytes("/noise\r\n"), frame);
    assertThat(ended.texts()).containsExactly(text(TINY));
  }

  @Test
  void keysAreNeverShown() {
    String[] keys = {CipherBuilder.KEY, OTHER};
    DsmrSettings settings = SETTINGS.withKey(DsmrKey.of(keys[0], keys[1]));
    Events events =
        Events.of(
            settings, new CipherBuilder().frame(TINY), new CipherBuilder().key(OTHER).frame(TINY));
    String shown = settings.toString() + events.faults() + events.fault(0).explain();
    for (String key : keys) {
      String plain = text(HexFormat.of().parseHex(key));
      assertThat(shown).doesNotContainIgnoringCase(key).doesNotContain(plain);
    }
    assertThat(settings.toString()).contains("key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00112233", "000102030405060708090A0B0C0D0E0G", "0x0102"})
  void aKeyThatIsNoneIsRefusedWithoutBeingRepeated(String key) {
    assertThatThrownBy(() -> DsmrKey.of(key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32 hexadecimal digits");
    assertThatThrownBy(() -> DsmrKey.of(CipherBuilder.KEY, key + "SECRET"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("SECRET");
  }

  @Test
  void aKeyMayBeWrittenWithBlanksAndColons() {
    DsmrKey key = DsmrKey.of("00:01:02:03 04:05:06:07 08:09:0a:0b 0c:0d:0e:0f");
    assertThat(Events.of(DsmrSettings.DEFAULT.withKey(key), Vectors.bytes("lux_short")).texts())
        .containsExactly(text(TINY));
  }
}
