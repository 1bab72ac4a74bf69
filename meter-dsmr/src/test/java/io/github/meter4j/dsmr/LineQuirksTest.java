package io.github.meter4j.dsmr;

import static io.github.meter4j.dsmr.TelegramBuilder.bytes;
import static io.github.meter4j.dsmr.TelegramBuilder.concat;
import static io.github.meter4j.dsmr.TelegramBuilder.telegram;
import static io.github.meter4j.dsmr.TelegramBuilder.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.spi.FrameLimits;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Quirks 15 to 21 of the field: what lines, bridges and buffers do. */
class LineQuirksTest {
  private static final DsmrSettings AUTO = DsmrSettings.DEFAULT;
  private static final byte[] TINY = Vectors.bytes("p1_tiny");

  @Test
  void quirk15_fillBetweenTelegramsIsSkipped() {
    byte[] fill = bytes("\0\0\0\u00ff\u00ff\n\0\r\n");
    Events events = Events.of(AUTO, fill, TINY, bytes("\0"), TINY, fill, TINY, fill);
    assertThat(events.telegrams()).hasSize(3);
    assertThat(events.faults()).isEmpty();
    assertThat(events.events().get(0)).isEqualTo(new Events.Event("skipped", 0, fill.length));
  }

  @Test
  void quirk15_aNulMayFollowTheChecksumAtOnce() {
    byte[] telegram = bytes(text(TINY).replace("!FBC8\r\n", "!FBC8\0\r\n"));
    Events events = Events.of(AUTO, telegram, telegram);
    assertThat(events.telegrams()).hasSize(2);
    assertThat(events.faults()).isEmpty();
  }

  @Test
  void quirk15_otherRubbishBetweenTelegramsIsAFaultOnceOneWasSeen() {
    Events events = Events.of(AUTO, bytes("rubbish\r\n"), TINY, bytes("rubbish\r\n"), TINY);
    assertThat(events.telegrams()).hasSize(2);
    assertThat(events.fault().kind()).isEqualTo(Fault.Kind.FRAMING);
    assertThat(events.fault().length()).isEqualTo(9);
    assertThat(events.fault().excerpt()).isEqualTo("rubbish..");
  }

  @Test
  void quirk16_aTelegramThatComesTwiceIsDeliveredTwiceWithEqualBytes() {
    Events events = Events.of(AUTO, TINY, TINY);
    assertThat(events.telegrams()).hasSize(2);
    assertThat(events.telegrams().get(0).frame()).isEqualTo(events.telegrams().get(1).frame());
    assertThat(events.events().get(1))
        .isEqualTo(new Events.Event("reading VERIFIED", TINY.length, TINY.length));
  }

  @Test
  void quirk17_parityBitsAreDroppedOnDemand() {
    byte[] parity = TINY.clone();
    for (int i = 0; i < parity.length; i++) {
      parity[i] |= (byte) (Integer.bitCount(parity[i]) % 2 << 7);
    }
    assertThat(parity).isNotEqualTo(TINY);
    assertThat(Events.of(AUTO, parity).telegrams()).isEmpty();
    DsmrTelegram telegram = Events.of(AUTO.withSevenBit(true), parity).telegram();
    assertThat(telegram.frame()).isEqualTo(TINY);
    assertThat(telegram.integrity()).isEqualTo(Integrity.VERIFIED);
  }

  @Test
  void quirk18_thirteenMonthsAndTheLongestMessageFit() {
    String[] history = new String[3 + 3 * 13];
    history[0] = "13";
    history[1] = "1-0:1.6.0";
    history[2] = "1-0:1.6.0";
    for (int i = 0; i < 13; i++) {
      history[3 + 3 * i] = "2401" + (10 + i) + "000000W";
      history[4 + 3 * i] = "2401" + (10 + i) + "121500W";
      history[5 + 3 * i] = "0" + i % 10 + ".695*kW";
    }
    byte[] telegram =
        telegram("/FLU5\\253000001_A")
            .with("0-0:96.1.4", "50221")
            .with("0-0:98.1.0", history)
            .with("0-0:96.13.0", "41".repeat(1024))
            .withValidCrc();
    assertThat(telegram.length).isGreaterThan(2048 + 500);
    DsmrTelegram found = Events.chunked(AUTO, 7, telegram).telegram();
    assertThat(found.monthlyPeaks()).hasSize(13);
    assertThat(found.message()).contains("A".repeat(1024));
  }

  @Test
  void quirk18_whatIsLongerThanTheLimitIsCountedAndTheNextTelegramIsFound() {
    byte[] endless = bytes("/ABC5\r\n\r\n" + "1-0:1.8.0(1*kWh)\r\n".repeat(1000));
    byte[] longLine = bytes("/ABC5\r\n\r\n1-0:1.8.0(" + "1".repeat(5000) + ")\r\n!\r\n");
    for (byte[] tooLong : new byte[][] {endless, longLine}) {
      Events events = Events.of(AUTO, tooLong, TINY);
      assertThat(events.texts()).containsExactly(text(TINY));
      assertThat(events.kinds()).startsWith(Fault.Kind.LIMIT).hasSizeLessThan(3);
      assertThat(events.accounted()).isEqualTo(tooLong.length + TINY.length);
    }
    DsmrSettings wide = AUTO.withLimits(new FrameLimits(65_535, 65_535));
    assertThat(Events.of(wide, longLine).telegram().objects()).hasSize(1);
  }

  @Test
  void quirk19_theTimeOfArrivalIsThatOfTheFirstByte() {
    for (byte[] frame : new byte[][] {TINY, Vectors.bytes("lux_short")}) {
      Events events = new Events();
      P1Decoder decoder = Dsmr.decoder(AUTO.withKey(Vectors.KEY));
      byte[] stream = concat(bytes("x"), frame, bytes("x"), frame);
      for (int i = 0; i < stream.length; i++) {
        Instant at = Events.NOW.plusSeconds(i);
        decoder.feed(ByteBuffer.wrap(stream, i, 1), at, events);
      }
      decoder.end(events);
      assertThat(events.telegrams())
          .extracting(telegram -> telegram.receivedAt().orElseThrow())
          .containsExactly(Events.NOW.plusSeconds(1), Events.NOW.plusSeconds(frame.length + 2));
    }
  }

  @Test
  void quirk20_everyFailureIsAFaultOfItsOwnAndNothingIsThrown() {
    byte[] bad = bytes(text(TINY).replace("123.456", "123.457"));
    Events events = Events.of(AUTO, TINY, bad, TINY, bad, bad, TINY);
    assertThat(events.telegrams()).hasSize(3);
    assertThat(events.kinds())
        .containsExactly(Fault.Kind.CHECKSUM, Fault.Kind.CHECKSUM, Fault.Kind.CHECKSUM);
    assertThat(events.faults()).extracting(Fault::offset).containsExactly(48L, 144L, 192L);
    assertThat(events.faults()).allSatisfy(f -> assertThat(f.length()).isEqualTo(TINY.length));
  }

  @Test
  void quirk21_anEncryptedFrameInsideHdlcIsFound() {
    byte[] header = {0x7e, (byte) 0xa0, 0x79, (byte) 0xcf, 0, 2, 0, 0x23, 0x13, 0x55, 0x66};
    byte[] llc = {(byte) 0xe6, (byte) 0xe7, 0};
    byte[] frame = new CipherBuilder().maker("SMS").counter(0x7e7e7e7e).frame(TINY);
    byte[] hdlc = concat(header, llc, frame, new byte[] {0x12, 0x34, 0x7e});
    Events events = Events.of(AUTO.withKey(Vectors.KEY), hdlc, hdlc);
    assertThat(events.texts()).containsExactly(text(TINY), text(TINY));
  }

  @Test
  void quirk21_aPlainIdentificationBeforeBinaryDataDoesNoHarm() {
    byte[] binary = new byte[300];
    new java.util.Random(21).nextBytes(binary);
    byte[] elgama =
        concat(bytes("/EGM5G15\r\n\r\n"), new byte[] {0, (byte) 0x82, 2, 0x30, 0x30}, binary);
    Events events = Events.of(AUTO, elgama, bytes("\r\n"), TINY);
    assertThat(events.texts()).contains(text(TINY));
    assertThat(events.accounted()).isEqualTo(elgama.length + 2L + TINY.length);
  }

  @Test
  void quirk21_aTagThatDoesNotVerifyIsAcceptedOnlyOnDemand() {
    byte[] frame =
        new CipherBuilder().authenticationKey("0F0E0D0C0B0A09080706050403020100").frame(TINY);
    DsmrSettings strict = AUTO.withKey(Vectors.KEY);
    assertThat(Events.of(strict, frame).fault().kind()).isEqualTo(Fault.Kind.DECRYPTION);
    DsmrTelegram telegram = Events.of(strict.withTag(TagPolicy.IGNORE), frame).telegram();
    assertThat(telegram.integrity()).isEqualTo(Integrity.UNCHECKED);
    assertThat(telegram.faults()).extracting(Fault::kind).containsExactly(Fault.Kind.CHECKSUM);
  }
}
