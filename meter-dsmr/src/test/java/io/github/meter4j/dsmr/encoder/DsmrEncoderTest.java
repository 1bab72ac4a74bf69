package io.github.meter4j.dsmr.encoder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.meter4j.dsmr.Dsmr;
import io.github.meter4j.dsmr.DsmrEncoder;
import io.github.meter4j.dsmr.DsmrKey;
import io.github.meter4j.dsmr.DsmrSettings;
import io.github.meter4j.dsmr.DsmrTelegram;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected bytes come from an encoder of its own, written in another language. */
class DsmrEncoderTest {
  private static final ZoneOffset CET = ZoneOffset.ofHours(1);
  private static final DsmrKey KEY = DsmrKey.of("000102030405060708090a0b0c0d0e0f");
  private static final byte[] TITLE = HexFormat.of().parseHex("4142430102030405");

  private static DsmrEncoder tiny() {
    return DsmrEncoder.of("ABC5\\2MTR")
        .number("1-0:1.8.1", Quantity.of("123.456", Unit.KILOWATT_HOUR), 9, 3);
  }

  private static DsmrEncoder dsmr5() {
    DsmrEncoder encoder =
        DsmrEncoder.of("ABC5\\2MTR-5")
            .object("1-3:0.2.8", "50")
            .object(
                "0-0:1.0.0", DsmrEncoder.stamp(Instant.parse("2024-01-15T12:45:01Z"), false, CET))
            .text("0-0:96.1.1", "E0031234567890")
            .number("1-0:1.8.1", kwh("1234.567"), 9, 3)
            .number("1-0:1.8.2", kwh("2345.678"), 9, 3)
            .number("1-0:2.8.1", kwh("100.001"), 9, 3)
            .number("1-0:2.8.2", kwh("200.002"), 9, 3)
            .object("0-0:96.14.0", "0002")
            .number("1-0:1.7.0", kw("1.193"), 5, 3)
            .number("1-0:2.7.0", kw("0"), 5, 3)
            .number("0-0:96.7.21", count(4), 5, 0)
            .number("0-0:96.7.9", count(2), 5, 0)
            .object(
                "1-0:99.97.0",
                "2",
                "0-0:96.7.19",
                "231208152415W",
                "0000000240*s",
                DsmrEncoder.stamp(Instant.parse("2023-07-08T13:10:04Z"), true, CET),
                DsmrEncoder.fixed(new Quantity(301, 0, Unit.SECOND), 10, 0));
    addQuality(encoder);
    return encoder
        .text("0-0:96.13.0", "Hello")
        .number("1-0:32.7.0", Quantity.of("230.1", Unit.VOLT), 4, 1)
        .number("1-0:52.7.0", Quantity.of("229.8", Unit.VOLT), 4, 1)
        .number("1-0:72.7.0", Quantity.of("231", Unit.VOLT), 4, 1)
        .number("1-0:31.7.0", Quantity.of("1", Unit.AMPERE), 3, 0)
        .number("1-0:51.7.0", Quantity.of("2", Unit.AMPERE), 3, 0)
        .number("1-0:71.7.0", Quantity.of("3", Unit.AMPERE), 3, 0)
        .number("1-0:21.7.0", kw("0.193"), 5, 3)
        .number("1-0:41.7.0", kw("0.4"), 5, 3)
        .number("1-0:61.7.0", kw("0.6"), 5, 3)
        .number("1-0:22.7.0", kw("0"), 5, 3)
        .number("1-0:42.7.0", kw("0"), 5, 3)
        .number("1-0:62.7.0", kw("0"), 5, 3)
        .object("0-1:24.1.0", "003")
        .text("0-1:96.1.0", "G0012345678901234")
        .timed("0-1:24.2.1", "240115134000W", m3("12785.123"), 8, 3);
  }

  private static void addQuality(DsmrEncoder encoder) {
    int[] counts = {2, 1, 0, 0, 3, 0};
    for (int i = 0; i < counts.length; i++) {
      int phase = 32 + 20 * (i % 3);
      encoder.number("1-0:" + phase + (i < 3 ? ".32.0" : ".36.0"), count(counts[i]), 5, 0);
    }
  }

  private static Quantity kwh(String digits) {
    return Quantity.of(digits, Unit.KILOWATT_HOUR);
  }

  private static Quantity kw(String digits) {
    return Quantity.of(digits, Unit.KILOWATT);
  }

  private static Quantity m3(String digits) {
    return Quantity.of(digits, Unit.CUBIC_METRE);
  }

  private static Quantity count(int value) {
    return new Quantity(value, 0, Unit.NONE);
  }

  @Test
  void writesTheSmallestTelegramByteForByte() {
    byte[] expected =
        HexFormat.of()
            .parseHex(
                "2f414243355c324d54520d0a0d0a312d303a312e382e31283030303132332e3435362a6b5768290d"
                    + "0a21464243380d0a");

    assertThat(tiny().encode()).isEqualTo(expected);
  }

  @Test
  void writesFourDigitsOfTheChecksumInUpperCase() {
    byte[] telegram = DsmrEncoder.of("ABC5\\2MTR").number("1-0:1.7.0", kw("0.011"), 5, 3).encode();

    assertThat(new String(telegram, ISO_8859_1)).endsWith("\r\n1-0:1.7.0(00.011*kW)\r\n!0C5D\r\n");
  }

  @Test
  void writesATelegramOfDsmr5() {
    byte[] telegram = dsmr5().encode();

    assertThat(telegram).hasSize(912);
    assertThat(new String(telegram, ISO_8859_1)).endsWith("(12785.123*m3)\r\n!69EC\r\n");
    assertThat(Dsmr.decode(telegram).failureLog()).hasSize(2);
  }

  @Test
  void writesATelegramOfDsmr3WithItsValueOnALineOfItsOwn() {
    byte[] telegram =
        DsmrEncoder.of("ABC5\\2MTR-3")
            .object("0-1:24.1.0", "03")
            .object("0-1:24.3.0", "121015140000", "00", "60", "1", "0-1:24.2.1", "m3")
            .below("01785.123")
            .encodeWithoutChecksum();

    assertThat(new String(telegram, ISO_8859_1))
        .endsWith("(0-1:24.2.1)(m3)\r\n(01785.123)\r\n!\r\n");
    DsmrTelegram decoded = Dsmr.decode(telegram);
    assertThat(decoded.integrity()).isEqualTo(Integrity.ABSENT);
    assertThat(decoded.mbusDevices().get(0).register()).contains(m3("1785.123"));
  }

  @Test
  void writesAnAustrianTelegramInWattHours() {
    byte[] telegram =
        DsmrEncoder.of("EST5\\253000002_A")
            .object("1-3:0.2.8", "50")
            .object("0-0:1.0.0", "240710120010S")
            .number("1-0:1.8.0", new Quantity(6545766, 0, Unit.WATT_HOUR), 9, 0)
            .number("1-0:2.8.0", new Quantity(58, 0, Unit.WATT_HOUR), 9, 0)
            .number("1-0:1.7.0", new Quantity(286, 0, Unit.WATT), 9, 0)
            .number("1-0:2.7.0", new Quantity(0, 0, Unit.WATT), 9, 0)
            .number("1-0:3.8.0", new Quantity(747, 0, Unit.VAR_HOUR), 9, 0)
            .number("1-0:4.8.0", new Quantity(3897726, 0, Unit.VAR_HOUR), 9, 0)
            .encode();

    assertThat(new String(telegram, ISO_8859_1)).endsWith("!F46A\r\n");
  }

  @Test
  void encryptsTheSmallestTelegramByteForByte() {
    byte[] expected =
        HexFormat.of()
            .parseHex(
                "db08414243010203040541300000000748"
                    + "0d759e4f5157b41b6498e8e4fec75252e43bf65dc5fe7c8325f4252fd47bad"
                    + "86fc2de33557dcdfe40be3e9b7d6a2ec6613fde02a6902118db82b57");

    assertThat(tiny().encrypt(KEY, TITLE, 7)).isEqualTo(expected);
  }

  @Test
  void encryptsALongTelegramWithALongLength() {
    byte[] frame = dsmr5().encrypt(KEY, TITLE, 7);

    assertThat(frame).hasSize(942);
    assertThat(Arrays.copyOf(frame, 18))
        .isEqualTo(HexFormat.of().parseHex("db0841424301020304058203a13000000007"));
    assertThat(Arrays.copyOfRange(frame, 930, 942))
        .isEqualTo(HexFormat.of().parseHex("94c693e58a2ff7ca380e6731"));
  }

  @Test
  void encryptsWithAnAuthenticationKey() {
    DsmrKey both =
        DsmrKey.of("000102030405060708090a0b0c0d0e0f", "ffeeddccbbaa99887766554433221100");
    byte[] frame = tiny().encrypt(both, TITLE, -1);

    DsmrTelegram decoded = Dsmr.decode(frame, DsmrSettings.DEFAULT.withKey(both));
    assertThat(decoded.frame()).isEqualTo(tiny().encode());
    assertThat(decoded.integrity()).isEqualTo(Integrity.VERIFIED);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dsmr.decode(frame, DsmrSettings.DEFAULT.withKey(KEY)));
  }

  @ParameterizedTest
  @CsvSource({
    "2024-01-15T12:45:01Z, false, 240115134501W",
    "2024-07-10T10:00:03Z, true, 240710120003S",
    "2024-10-27T00:30:00Z, true, 241027023000S",
    "2024-10-27T01:30:00Z, false, 241027023000W",
    "2024-03-31T00:59:59.999Z, false, 240331015959W",
    "2024-03-31T01:00:00Z, true, 240331030000S",
    "2024-07-10T11:00:10Z, false, 240710120010W",
    "1999-12-31T23:00:00Z, false, 000101000000W"
  })
  void writesStamps(Instant at, boolean daylightSaving, String expected) {
    assertThat(DsmrEncoder.stamp(at, daylightSaving, CET)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1999-12-31T22:59:59Z", "2099-12-31T23:00:00Z"})
  void refusesStampsThatTwoDigitsOfTheYearCannotTell(Instant at) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DsmrEncoder.stamp(at, false, CET))
        .withMessageContaining("2000 to 2099");
  }

  @ParameterizedTest
  @CsvSource({
    "123.456, 9, 3, 000123.456*kWh",
    "0.5, 9, 3, 000000.500*kWh",
    "1.500, 5, 1, 0001.5*kWh",
    "999999.999, 9, 3, 999999.999*kWh",
    "7, 3, 0, 007*kWh",
    "-63, 3, 0, -063*kWh",
    "-0.05, 4, 2, -00.05*kWh"
  })
  void writesNumbersWithAFixedNumberOfDigits(
      String value, int digits, int decimals, String expected) {
    assertThat(DsmrEncoder.fixed(kwh(value), digits, decimals)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1000000, 9, 3", "0.0001, 9, 3", "10, 1, 0", "-1.25, 5, 1"})
  void refusesNumbersThatDoNotFit(String value, int digits, int decimals) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DsmrEncoder.fixed(kwh(value), digits, decimals))
        .withMessageContaining("does not fit in F" + digits);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "3, 3", "3, -1", "19, 3"})
  void refusesFormsThatAreNone(int digits, int decimals) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DsmrEncoder.fixed(kwh("1"), digits, decimals));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1-0 1.8.1", "1-0:1.8.1(", "caf\u00e9:1"})
  void refusesCodesThatAreNone(String id) {
    assertThatIllegalArgumentException().isThrownBy(() -> tiny().object(id, "1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", ")", "a)(b", "a\r\nb", "\u0000", "\u20ac"})
  void refusesGroupsThatCouldNotBeReadBack(String group) {
    assertThatIllegalArgumentException().isThrownBy(() -> tiny().object("1-0:1.8.1", group));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "/ABC5", "ABC\r5"})
  void refusesIdentificationsThatAreNone(String ident) {
    assertThatIllegalArgumentException().isThrownBy(() -> DsmrEncoder.of(ident));
  }

  @Test
  void leavesTheTelegramAloneWhenAnObjectIsRefused() {
    DsmrEncoder encoder = tiny();

    assertThatIllegalArgumentException().isThrownBy(() -> encoder.object("1-0:1.7.0"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoder.object("1-0:1.7.0", "good", "bad("));

    assertThat(encoder.encode()).isEqualTo(tiny().encode());
  }

  @Test
  void refusesGroupsBelowNoObject() {
    assertThatIllegalStateException().isThrownBy(() -> DsmrEncoder.of("ABC5").below("1"));
  }

  @Test
  void refusesSystemTitlesThatAreNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tiny().encrypt(KEY, new byte[7], 1))
        .withMessageContaining("eight bytes");
    assertThatIllegalArgumentException().isThrownBy(() -> tiny().encrypt(KEY, new byte[8], 1));
  }

  @Test
  void writesTextInHexadecimalDigits() {
    assertThat(DsmrEncoder.hex("Hello")).isEqualTo("48656C6C6F");
    assertThat(DsmrEncoder.hex("")).isEmpty();
    assertThat(DsmrEncoder.hex("\u00e9")).isEqualTo("E9");
    assertThatIllegalArgumentException().isThrownBy(() -> DsmrEncoder.hex("\u20ac"));
  }
}
