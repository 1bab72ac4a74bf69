package io.github.meter4j.dsmr;

import static io.github.meter4j.dsmr.TelegramBuilder.bytes;
import static io.github.meter4j.dsmr.TelegramBuilder.concat;
import static io.github.meter4j.dsmr.TelegramBuilder.telegram;
import static io.github.meter4j.dsmr.TelegramBuilder.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.MeterReader;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Integrity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Encrypted frames behind a plain identification, with an empty system title: Elgama GAMA. */
class EmptyTitleTest {
  private static final String IDENT = "/EGM5G35";
  private static final String TITLE = "454C473100ABCDEF";
  private static final byte[] NONCE = HexFormat.of().parseHex(TITLE);
  private static final byte[] ZEROS = new byte[8];
  private static final DsmrSettings KEY = DsmrSettings.DEFAULT.withKey(Vectors.KEY);
  private static final DsmrSettings KEY_AND_TITLE =
      DsmrSettings.DEFAULT.withKey(Vectors.KEY.withTitle(TITLE));
  private static final byte[] TELEGRAM =
      telegram(IDENT)
          .with("0-0:1.0.0", "260410150553S")
          .with("1-0:1.8.0", "012345.035*kWh")
          .with("0-0:17.0.0", "16500")
          .with("0-0:96.13.0", "41".repeat(300))
          .withValidCrc();

  private static byte[] frame(byte[] title, int counter) {
    return new CipherBuilder().counter(counter).behind(IDENT, title, TELEGRAM);
  }

  @Test
  void eachFrameIsOneAndIsSaidToBeEncrypted() {
    byte[] one = frame(NONCE, 1);
    Events events = Events.of(DsmrSettings.DEFAULT, one, frame(NONCE, 2), frame(NONCE, 3));
    assertThat(events.faults()).hasSize(3);
    assertThat(events.faults())
        .allSatisfy(
            fault -> {
              assertThat(fault.kind()).isEqualTo(Fault.Kind.DECRYPTION);
              assertThat(fault.message())
                  .contains("encrypted telegram without a system title")
                  .contains("key=")
                  .contains("title=");
              assertThat(fault.length()).isEqualTo(one.length);
            });
    assertThat(events.accounted()).isEqualTo(3L * one.length);
  }

  @Test
  void withTheTitleTheyOpen() {
    Events events = Events.of(KEY_AND_TITLE, frame(NONCE, 1), frame(NONCE, -2));
    assertThat(events.texts()).containsExactly(text(TELEGRAM), text(TELEGRAM));
    assertThat(events.telegrams())
        .extracting(DsmrTelegram::integrity)
        .containsOnly(Integrity.VERIFIED);
  }

  @Test
  void withoutTheTitleAKeyAloneSaysWhatIsMissing() {
    Fault fault = Events.of(KEY, frame(NONCE, 1)).fault();
    assertThat(fault.kind()).isEqualTo(Fault.Kind.DECRYPTION);
    assertThat(fault.message()).contains("title=");
  }

  @Test
  void aTitleOfZerosNeedsNone() {
    assertThat(Events.of(KEY, frame(ZEROS, 7)).texts()).containsExactly(text(TELEGRAM));
  }

  @Test
  void aWrongKeyOrTitleIsCalledOne() {
    DsmrSettings wrong =
        DsmrSettings.DEFAULT.withKey(
            DsmrKey.of("F0E0D0C0B0A090807060504030201000").withTitle(TITLE));
    assertThat(Events.of(wrong, frame(NONCE, 1)).fault().message())
        .startsWith("wrong key or wrong title");
  }

  /** The identification stands in clear before the frame and may not be repeated inside it. */
  @Test
  void theTextMayGoOnBehindTheIdentification() {
    byte[] rest = Arrays.copyOfRange(TELEGRAM, IDENT.length() + 4, TELEGRAM.length);
    byte[] frame = new CipherBuilder().behind(IDENT, NONCE, rest);
    assertThat(Events.of(KEY_AND_TITLE, frame).texts()).containsExactly(text(TELEGRAM));
    byte[] noTag = new CipherBuilder().security(0x20).behind(IDENT, NONCE, rest);
    DsmrTelegram telegram = Events.of(KEY_AND_TITLE, noTag).telegram();
    assertThat(telegram.integrity()).isEqualTo(Integrity.VERIFIED);
    assertThat(telegram.ident()).isEqualTo("EGM5G35");
  }

  @Test
  void aFrameThatHoldsCosemIsCalledThat() {
    byte[] push = HexFormat.of().parseHex("0F80000001000202" + "06".repeat(200));
    byte[] frame = new CipherBuilder().behind(IDENT, NONCE, push);
    assertThat(Events.of(KEY_AND_TITLE, frame).fault().message()).contains("DLMS/COSEM");
  }

  @Test
  void theTagMayStandBeforeAnEmptyTitle() {
    byte[] all = frame(NONCE, 5);
    int body = IDENT.length() + 4;
    byte[] head = Arrays.copyOf(all, body);
    byte[] rest = Arrays.copyOfRange(all, body, all.length);
    byte[] tag = {CipherFrame.TAG};
    assertThat(Events.of(KEY_AND_TITLE, concat(tag, rest), concat(head, tag, rest)).texts())
        .containsExactly(text(TELEGRAM), text(TELEGRAM));
  }

  @Test
  void aFrameWithItsOwnTitleMayStandBehindAnIdentificationToo() {
    byte[] frame = concat(bytes("/KFM5METER\r\n\r\n"), new CipherBuilder().frame(TELEGRAM));
    assertThat(Events.of(KEY_AND_TITLE, frame, frame).texts())
        .containsExactly(text(TELEGRAM), text(TELEGRAM));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 9, 10, 11, 12, 13, 14, 15, 16, 17, 100, 400, 5000})
  void howTheStreamIsCutMakesNoDifference(int chunk) {
    byte[] plain = Vectors.bytes("p1_tiny");
    byte[] stream = concat(frame(NONCE, 1), plain, frame(NONCE, 2), frame(NONCE, 3));
    Events events = Events.chunked(KEY_AND_TITLE, chunk, stream);
    assertThat(events.texts())
        .containsExactly(text(TELEGRAM), text(plain), text(TELEGRAM), text(TELEGRAM));
    assertThat(events.accounted()).isEqualTo(stream.length);
  }

  @Test
  void aGoodFrameBehindOneThatWasCutIsFound() {
    byte[] good = frame(NONCE, 1);
    for (int lost = 1; lost < good.length; lost += 7) {
      byte[] cut = Arrays.copyOf(good, good.length - lost);
      Events events = Events.of(KEY_AND_TITLE, cut, good, good);
      assertThat(events.texts()).as("%d lost", lost).contains(text(TELEGRAM));
      assertThat(events.accounted()).isEqualTo(cut.length + 2L * good.length);
    }
  }

  /** A text whose first bytes look like a frame is no endless one, and costs what it must. */
  @Property(tries = 500)
  void anyBytesBehindAnIdentificationAreAccountedFor(
      @ForAll @Size(max = 60) byte[] any, @ForAll @IntRange(min = 1, max = 40) int chunk) {
    byte[] header = HexFormat.of().parseHex("0082023030");
    byte[] plain = Vectors.bytes("p1_tiny");
    byte[] stream = concat(bytes(IDENT + "\r\n\r\n"), header, any, bytes("\r\n"), plain, plain);
    Events events = Events.chunked(KEY_AND_TITLE, chunk, stream);
    assertThat(events.accounted()).isEqualTo(stream.length);
    assertThat(events.texts()).contains(text(plain));
  }

  @Test
  void anIdentificationOfTheGreatestLengthLeavesRoom() {
    byte[] ident = bytes("/" + "A".repeat(4000) + "\r\n\r\n");
    byte[] header = HexFormat.of().parseHex("0082400030");
    byte[] plain = Vectors.bytes("p1_tiny");
    byte[] stream = concat(ident, header, new byte[20_000], bytes("\r\n"), plain);
    Events events = Events.of(DsmrSettings.DEFAULT, stream);
    assertThat(events.accounted()).isEqualTo(stream.length);
    assertThat(events.texts()).containsExactly(text(plain));
  }

  @Test
  void theTitleIsAnOptionBesideTheKey(@TempDir Path folder) throws IOException {
    Path key = folder.resolve("key");
    Files.writeString(key, CipherBuilder.KEY);
    Map<String, String> options = Map.of("key", "file:" + key, "title", "45:4C:47:31 00:AB:CD:EF");
    assertThat(MeterReader.decoder("dsmr", options, "").decodeAll(frame(NONCE, 1)).readings())
        .hasSize(1);
    assertThatThrownBy(() -> MeterReader.decoder("dsmr", Map.of("title", TITLE), ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("key");
    assertThatThrownBy(
            () -> MeterReader.decoder("dsmr", Map.of("key", "file:" + key, "title", "4547"), ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("title")
        .hasMessageContaining("16 hex digits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0011223344556677889", "00112233445566GG"})
  void aTitleThatIsNoneIsRefused(String title) {
    assertThatThrownBy(() -> Vectors.KEY.withTitle(title))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("16 hexadecimal digits");
  }
}
