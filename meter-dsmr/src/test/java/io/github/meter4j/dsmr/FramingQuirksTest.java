package io.github.meter4j.dsmr;

import static io.github.meter4j.dsmr.TelegramBuilder.bytes;
import static io.github.meter4j.dsmr.TelegramBuilder.concat;
import static io.github.meter4j.dsmr.TelegramBuilder.telegram;
import static io.github.meter4j.dsmr.TelegramBuilder.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.reading.Measurand;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Quirks 1 to 14 of the field: end marks, checksums and where a telegram starts. */
class FramingQuirksTest {
  private static final DsmrSettings AUTO = DsmrSettings.DEFAULT;
  private static final DsmrSettings REQUIRE = AUTO.withChecksum(ChecksumPolicy.REQUIRE);
  private static final DsmrSettings IGNORE = AUTO.withChecksum(ChecksumPolicy.IGNORE);

  /** Its checksum is 0C5D. */
  private static final String ZERO = text(Vectors.bytes("p1_zero"));

  private static final byte[] TINY = Vectors.bytes("p1_tiny");

  @ParameterizedTest
  @ValueSource(strings = {"!0C5D", "!C5D"})
  void quirk01_leadingZerosOfTheChecksumMayBeMissing(String end) {
    Events events = Events.of(REQUIRE, bytes(ZERO.replace("!0C5D", end)));
    assertThat(events.telegram().integrity()).isEqualTo(Integrity.VERIFIED);
  }

  @Test
  void quirk01_aChecksumThatLostItsLastDigitIsStillWrong() {
    assertThat(Events.of(AUTO, bytes(ZERO.replace("!0C5D", "!0C5"))).kinds())
        .containsExactly(Fault.Kind.CHECKSUM);
  }

  @Test
  void quirk02_theChecksumMayBeLowerCase() {
    Events events = Events.of(REQUIRE, bytes(ZERO.replace("!0C5D", "!0c5d")));
    assertThat(events.telegram().integrity()).isEqualTo(Integrity.VERIFIED);
  }

  @Test
  void quirk03_aMeterWithoutChecksumsIsReadWithoutThem() {
    Events events = Events.of(AUTO, Vectors.bytes("p1_v3"));
    assertThat(events.telegram().integrity()).isEqualTo(Integrity.ABSENT);
    assertThat(events.telegram().faults()).isEmpty();
  }

  @Test
  void quirk03_aChecksumIsRequiredOnceTheMeterHasSentOne() {
    byte[] without = bytes(text(TINY).replace("!FBC8", "!"));
    assertThat(Events.of(AUTO, without, without).telegrams()).hasSize(2);
    Events events = Events.of(AUTO, TINY, without);
    assertThat(events.telegrams()).hasSize(1);
    assertThat(events.fault().kind()).isEqualTo(Fault.Kind.CHECKSUM);
    assertThat(events.fault().message()).contains("this meter sends one");
  }

  @Test
  void quirk03_anotherMeterOnTheSamePortIsJudgedByItself() {
    Events events = Events.of(AUTO, TINY, Vectors.bytes("p1_v3"));
    assertThat(events.telegrams()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1-3:0.2.8(40)", "1-3:0.2.8(50)", "0-0:96.1.4(50217)"})
  void quirk03_aChecksumIsRequiredByTheVersionsThatHaveOne(String version) {
    byte[] telegram = telegram("/ABC5\\2MTR").line(version).withoutCrc();
    assertThat(Events.of(AUTO, telegram).fault().message()).contains("no checksum");
    assertThat(Events.of(IGNORE, telegram).telegram().integrity()).isEqualTo(Integrity.ABSENT);
  }

  @Test
  void quirk03_underRequireATelegramWithoutChecksumIsRejected() {
    Events events = Events.of(REQUIRE, Vectors.bytes("p1_v3"));
    assertThat(events.telegrams()).isEmpty();
    assertThat(events.fault().kind()).isEqualTo(Fault.Kind.CHECKSUM);
  }

  @Test
  void quirk03_anEndMarkAfterNothingIsNoTelegram() {
    Events events = Events.of(AUTO, bytes("/ABC5\\2MTR\r\n\r\n!\r\n"));
    assertThat(events.telegrams()).isEmpty();
    assertThat(events.kinds()).containsExactly(Fault.Kind.FRAMING);
  }

  @Test
  void quirk04_withoutAnEndMarkTheNextTelegramEndsTheOneBefore() {
    byte[] open = telegram("/ISk5\\2MT382-1000").with("1-0:1.8.1", "1*kWh").withoutEndMark();
    Events events = Events.of(AUTO, open, open, open);
    assertThat(events.texts()).containsExactly(text(open), text(open), text(open));
    DsmrTelegram first = events.telegrams().get(0);
    assertThat(first.integrity()).isEqualTo(Integrity.ABSENT);
    assertThat(first.faults()).extracting(Fault::kind).containsExactly(Fault.Kind.FRAMING);
    assertThat(Events.of(REQUIRE, open, open).kinds())
        .containsExactly(Fault.Kind.FRAMING, Fault.Kind.FRAMING);
  }

  @Test
  void quirk04_aTelegramThatDeclaresAVersionOrWasCutIsNotOneWithoutEndMark() {
    byte[] declared = telegram("/ABC5").line("1-3:0.2.8(50)").withoutEndMark();
    byte[] cut = bytes("/ABC5\r\n\r\n1-0:1.8.1(1*kWh)\r\n1-0:1.8.2(");
    assertThat(Events.of(AUTO, declared, TINY).telegrams()).hasSize(1);
    assertThat(Events.of(AUTO, cut, bytes("\r\n"), TINY).telegrams()).hasSize(1);
    byte[] sameMeter = telegram("/ABC5\\2MTR").with("1-0:1.8.1", "1*kWh").withoutEndMark();
    assertThat(Events.of(AUTO, TINY, sameMeter, TINY).telegrams()).hasSize(2);
  }

  @Test
  void quirk05_theEndMarkMayStandBehindTheLastObject() {
    byte[] telegram = bytes("/ADN9 6534\r\n\r\n1-0:1.8.0(1*kWh)\r\n1-0:31.7.0(0000*A)!\r\n");
    DsmrTelegram found = Events.of(AUTO, telegram, telegram).telegrams().get(0);
    assertThat(found.objects()).hasSize(2);
    assertThat(found.require(Measurand.CURRENT.on(Measurand.Phase.L1))).hasToString("0 A");
    assertThat(found.faults()).isEmpty();
  }

  @Test
  void quirk05_aChecksumMayFollowTheEndMarkThere() {
    String body = "/ADN9 6534\r\n\r\n1-0:1.8.0(1*kWh)!";
    String crc = String.format(Locale.ROOT, "%04X", ReferenceCrc.of(bytes(body)));
    assertThat(Events.of(REQUIRE, bytes(body + crc + "\r\n")).telegram().objects()).hasSize(1);
  }

  @Test
  void quirk03_whatStandsBehindAnEndMarkDoesNotDependOnChunks() {
    for (int digits = 0; digits < 12; digits++) {
      for (String end : new String[] {"\r\n", "\n", "\r", "\0\r\n", ""}) {
        String start = "/ABC5\r\n\r\n1-0:1.8.0(1*kWh)\r\n!";
        byte[] stream = bytes(start + "123456789012".substring(0, digits) + end + text(TINY));
        Events whole = Events.of(AUTO, stream);
        assertThat(Events.chunked(AUTO, 1, stream).events()).isEqualTo(whole.events());
        assertThat(whole.texts()).endsWith(text(TINY));
        assertThat(whole.accounted()).isEqualTo(stream.length);
      }
    }
  }

  @Test
  void quirk06_aPrintedChecksumThatIsWrongIsRejected() {
    String wrong = ZERO.replace("!0C5D", "!522B");
    Events events = Events.of(AUTO, bytes(wrong));
    assertThat(events.fault().message()).contains("sent 522B").contains("computed 0C5D");
    assertThat(Events.of(IGNORE, bytes(wrong)).telegram().integrity())
        .isEqualTo(Integrity.UNCHECKED);
  }

  @Test
  void quirk06_theChecksumOfTheSpecificationIsThatOfTheReference() {
    assertThat(ReferenceCrc.of(bytes("123456789"))).isEqualTo(0xBB3D);
    for (byte[] telegram : Dialects.checked()) {
      assertThat(Events.of(REQUIRE, telegram).texts()).containsExactly(text(telegram));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/HLY5/D545-METER",
        "/EBZ5DD32R06DTA/ODZ1/SMZ1",
        "/Ene5\\T211 ESMR 5.0",
        "/ADN9 6534",
        "/ABC5!2MTR",
        "/ABC5\u00022MTR",
        "/ABC5=2MTR",
        "/KAM5",
        "/ISK9\\2M551T-200"
      })
  void quirk07_identificationMayHoldASlash(String ident) {
    byte[] telegram = telegram(ident).with("1-0:1.8.0", "000001.000*kWh").withValidCrc();
    Events events = Events.of(REQUIRE, telegram, telegram);
    assertThat(events.texts()).containsExactly(text(telegram), text(telegram));
    assertThat(events.telegrams().get(0).ident()).isEqualTo(ident.substring(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/AAA5)!", "/AAA5(x)!AB", "/AAA5!"})
  void quirk07_identificationMayLookLikeAnEndMark(String ident) {
    byte[] telegram = telegram(ident).with("1-0:1.8.0", "000001.000*kWh").withValidCrc();
    DsmrTelegram found = Events.of(REQUIRE, telegram).telegram();
    assertThat(found.ident()).isEqualTo(ident.substring(1));
    assertThat(found.objects()).hasSize(1);
  }

  @Test
  void quirk08_aSlashInATextStartsNothing() {
    byte[] telegram =
        telegram("/ABC5\\2MTR")
            .with("0-0:96.13.0", "test-/-test")
            .with("1-0:1.8.0", "1*kWh")
            .withValidCrc();
    assertThat(Events.of(REQUIRE, telegram).telegram().message()).contains("test-/-test");
    byte[] unchecked =
        telegram("/ABC5\\2MTR")
            .with("0-0:96.13.0", "a/KMP5 text")
            .with("1-0:1.8.0", "1*kWh")
            .withoutCrc();
    assertThat(Events.of(AUTO, unchecked).texts()).containsExactly(text(unchecked));
  }

  @Test
  void quirk09_anEndMarkInsideALineEndsNothing() {
    byte[] damaged =
        bytes(
            text(Vectors.bytes("p1_se"))
                .replace("1-0:1.8.0(00001234.567*kWh)", "1-0:!.8.0(00001234.567*kWh!"));
    Events events = Events.of(AUTO, damaged, TINY);
    assertThat(events.telegram().toString()).isEqualTo(text(TINY));
    assertThat(events.fault().kind()).isEqualTo(Fault.Kind.CHECKSUM);
    assertThat(events.fault().length()).isEqualTo(damaged.length);
  }

  @Test
  void quirk10_listeningMayBeginInsideATelegramThatIsGluedToTheNext() {
    byte[] glued = bytes("5210000)(00)(60)(1)(0-1:24.");
    byte[] telegram = telegram("/KMP5 ZABF001").with("1-0:1.8.0", "1*kWh").withoutCrc();
    Events events = Events.of(AUTO, glued, telegram);
    assertThat(events.texts()).containsExactly(text(telegram));
    assertThat(events.faults()).isEmpty();
    assertThat(events.events().get(0)).isEqualTo(new Events.Event("skipped", 0, glued.length));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1-0:32.32.0(0\r\n", "1-0:1.7.0(00.321*k\n"})
  void quirk11_aTelegramThatWasCutIsEndedByTheNext(String last) {
    byte[] cut = bytes("/ISK5\\2M550T-1012\r\n\r\n1-3:0.2.8(50)\r\n" + last);
    Events events = Events.of(AUTO, cut, TINY);
    assertThat(events.telegram().toString()).isEqualTo(text(TINY));
    assertThat(events.fault().kind()).isEqualTo(Fault.Kind.FRAMING);
  }

  @Test
  void quirk11_aTelegramGluedToOneThatWasCutIsFoundInside() {
    byte[] cut = bytes("/ISK5\\2M550T-1012\r\n\r\n1-3:0.2.8(50)\r\n1-0:1.7.0(00.32");
    Events events = Events.of(AUTO, cut, TINY, TINY);
    assertThat(events.texts()).containsExactly(text(TINY), text(TINY));
    assertThat(events.fault().length()).isEqualTo(cut.length);
    assertThat(events.accounted()).isEqualTo(cut.length + 2L * TINY.length);
  }

  @Test
  void quirk12_telegramsThatRanTogetherAreNoReading() {
    String v50 = text(Vectors.bytes("p1_v50"));
    byte[] merged = bytes(v50.substring(0, 400) + v50.substring(150));
    Events events = Events.of(AUTO, merged);
    assertThat(events.telegrams()).isEmpty();
    assertThat(events.kinds()).containsExactly(Fault.Kind.CHECKSUM);
    assertThat(
            Events.of(IGNORE, bytes(v50.replace("1-0:1.8.2(002345", "1-0:1.8.1(002345")))
                .telegram()
                .faults())
        .extracting(Fault::kind)
        .containsExactly(Fault.Kind.DUPLICATE);
  }

  @Test
  void quirk13_aLostByteIsNeverPutBack() {
    String v50 = text(Vectors.bytes("p1_v50")).replace("(12785.123*m3)", "(12785.123*3)");
    assertThat(Events.of(AUTO, bytes(v50)).kinds()).containsExactly(Fault.Kind.CHECKSUM);
    DsmrTelegram telegram = Events.of(IGNORE, bytes(v50)).telegram();
    assertThat(telegram.get(Measurand.GAS_VOLUME)).isEmpty();
    assertThat(telegram.faults()).extracting(Fault::kind).containsExactly(Fault.Kind.UNIT);
  }

  @Test
  void quirk14_lineEndsThatWereChangedAreRepairedOnlyOnDemand() {
    String sent = text(TINY);
    for (String changed :
        new String[] {
          sent.replace("\r\n", "\n"),
          sent.replace("MTR\r\n\r\n", "MTR\r\n\r\n\r\n\r\n"),
          sent.replace("MTR\r\n\r\n", "MTR\r\n"),
          sent.replace("\r\n", "\r")
        }) {
      Events exact = Events.of(AUTO, bytes(changed));
      assertThat(exact.fault().kind()).isEqualTo(Fault.Kind.CHECKSUM);
      assertThat(exact.fault().message()).contains("line-ends=repair");
      DsmrTelegram repaired =
          Events.of(AUTO.withLineEnds(LineEnds.REPAIR), bytes(changed)).telegram();
      assertThat(repaired.integrity()).isEqualTo(Integrity.VERIFIED);
      assertThat(repaired.faults()).extracting(Fault::kind).containsExactly(Fault.Kind.FRAMING);
      assertThat(repaired.measurements()).hasSize(1);
    }
  }

  @Test
  void quirk14_repairAcceptsNoOtherDamage() {
    byte[] damaged = bytes(text(TINY).replace("\r\n", "\n").replace("123.456", "123.457"));
    Events events = Events.of(AUTO.withLineEnds(LineEnds.REPAIR), damaged);
    assertThat(events.telegrams()).isEmpty();
    assertThat(events.fault().message()).doesNotContain("line-ends");
  }

  @Test
  void quirk19_aPauseEndsATelegramOnlyBehindItsEndMark() {
    Events events = new Events();
    P1Decoder decoder = Dsmr.decoder(AUTO);
    byte[] v3 = Vectors.bytes("p1_v3");
    for (int at = 0; at < v3.length - 3; at++) {
      decoder.feed(ByteBuffer.wrap(v3, at, 1), Events.NOW, events);
      decoder.silence(events);
    }
    assertThat(events.events()).isEmpty();
    decoder.feed(ByteBuffer.wrap(v3, v3.length - 3, 1), Events.NOW, events);
    decoder.silence(events);
    assertThat(events.telegram().objects()).hasSize(16);
  }

  @Test
  void quirk19_aPauseBehindACarriageReturnDoesNotSpoilTheChecksum() {
    for (byte[] whole :
        new byte[][] {TINY, concat(bytes("/ABC5\r\n\r\n1-0:1.8.0(1*kWh)!"), bytes("\r\n"))}) {
      Events events = new Events();
      P1Decoder decoder = Dsmr.decoder(AUTO);
      decoder.feed(ByteBuffer.wrap(whole, 0, whole.length - 1), Events.NOW, events);
      decoder.silence(events);
      assertThat(events.telegram().objects()).hasSize(1);
      decoder.feed(ByteBuffer.wrap(whole, whole.length - 1, 1), Events.NOW, events);
      decoder.feed(ByteBuffer.wrap(TINY), Events.NOW, events);
      assertThat(events.telegrams()).hasSize(2);
      assertThat(events.faults()).isEmpty();
    }
  }
}
