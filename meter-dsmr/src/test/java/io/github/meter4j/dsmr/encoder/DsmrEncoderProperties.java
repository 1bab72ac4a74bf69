package io.github.meter4j.dsmr.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.dsmr.Dsmr;
import io.github.meter4j.dsmr.DsmrEncoder;
import io.github.meter4j.dsmr.DsmrKey;
import io.github.meter4j.dsmr.DsmrSettings;
import io.github.meter4j.dsmr.DsmrTelegram;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Obis;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What the encoder writes, the decoder reads. */
class DsmrEncoderProperties {
  private static final DsmrKey KEY = DsmrKey.of("000102030405060708090a0b0c0d0e0f");
  private static final byte[] TITLE = "ABC01234".getBytes(StandardCharsets.US_ASCII);

  /** A code and its groups, to be compared by value. */
  record Line(String id, List<String> groups) {}

  @Property(tries = 300)
  void readsBackTheSameObjects(@ForAll("idents") String ident, @ForAll("lines") List<Line> lines) {
    DsmrTelegram decoded = Dsmr.decode(encoder(ident, lines).encode());

    assertThat(decoded.ident()).isEqualTo(ident);
    assertThat(linesOf(decoded)).isEqualTo(lines);
    assertThat(decoded.unparsed()).isEmpty();
    assertThat(decoded.integrity()).isEqualTo(Integrity.VERIFIED);
  }

  @Property(tries = 200)
  void readsBackTheSameObjectsOutOfAnEncryptedFrame(
      @ForAll("idents") String ident, @ForAll("lines") List<Line> lines, @ForAll int counter) {
    DsmrEncoder encoder = encoder(ident, lines);

    DsmrTelegram decoded =
        Dsmr.decode(encoder.encrypt(KEY, TITLE, counter), DsmrSettings.DEFAULT.withKey(KEY));

    assertThat(decoded.frame()).isEqualTo(encoder.encode());
    assertThat(linesOf(decoded)).isEqualTo(lines);
  }

  @Property(tries = 200)
  void readsBackTelegramsWithoutAChecksum(
      @ForAll("lines") List<Line> lines, @ForAll("groups") List<String> below) {
    DsmrEncoder encoder = encoder("ABC5old", lines).object("0-1:24.3.0", "first");
    encoder.below(below.toArray(String[]::new));

    DsmrTelegram decoded = Dsmr.decode(encoder.encodeWithoutChecksum());

    assertThat(decoded.integrity()).isEqualTo(Integrity.ABSENT);
    List<Line> found = linesOf(decoded);
    assertThat(found.subList(0, lines.size())).isEqualTo(lines);
    List<String> last = found.get(lines.size()).groups();
    assertThat(last.subList(1, last.size())).isEqualTo(below);
  }

  @Property
  void readsBackTheSameNumber(
      @ForAll @LongRange(min = -999_999_999, max = 999_999_999) long unscaled,
      @ForAll @IntRange(max = 8) int scale) {
    Quantity value = new Quantity(unscaled, scale, Unit.KILOWATT);

    byte[] telegram = DsmrEncoder.of("ABC5").number("1-0:1.7.0", value, 9, scale).encode();

    assertThat(Dsmr.decode(telegram).require(Measurand.ACTIVE_POWER_IMPORT)).isEqualTo(value);
  }

  @Property
  void readsBackTheSameInstant(
      @ForAll @LongRange(min = 1_100_000_000, max = 4_000_000_000L) long second,
      @ForAll boolean daylightSaving) {
    Instant at = Instant.ofEpochSecond(second);
    String stamp = DsmrEncoder.stamp(at, daylightSaving, ZoneOffset.ofHours(1));

    DsmrTelegram decoded =
        Dsmr.decode(
            DsmrEncoder.of("ABC5")
                .object("1-3:0.2.8", "50")
                .object("0-0:1.0.0", stamp)
                .timed("0-1:24.2.1", stamp, Quantity.of("1", Unit.CUBIC_METRE), 8, 3)
                .encode());

    assertThat(decoded.meterTime().orElseThrow().instant()).contains(at);
    assertThat(decoded.mbusDevices().get(0).readAt().orElseThrow().instant()).contains(at);
  }

  private static DsmrEncoder encoder(String ident, List<Line> lines) {
    DsmrEncoder encoder = DsmrEncoder.of(ident);
    lines.forEach(line -> encoder.object(line.id(), line.groups().toArray(String[]::new)));
    return encoder;
  }

  private static List<Line> linesOf(DsmrTelegram telegram) {
    return telegram.objects().stream()
        .map(object -> new Line(object.id(), object.groups()))
        .toList();
  }

  @Provide
  Arbitrary<String> idents() {
    Arbitrary<String> maker = Arbitraries.strings().alpha().ofLength(3);
    Arbitrary<String> rest = Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(16);
    return Combinators.combine(maker, rest).as((letters, text) -> letters + '5' + text);
  }

  @Provide
  Arbitrary<List<Line>> lines() {
    Arbitrary<Integer> octet = Arbitraries.integers().between(0, 255);
    // None that makes a checksum necessary: that is what the version lines do.
    Arbitrary<String> id =
        Combinators.combine(Arbitraries.integers().between(0, 9), octet, octet, octet, octet)
            .as((a, b, c, d, e) -> Obis.of(a, b, c, d, e).toString())
            .filter(code -> !code.equals("1-3:0.2.8") && !code.equals("0-0:96.1.4"));
    return Combinators.combine(id, groups()).as(Line::new).list().ofMinSize(1).ofMaxSize(30);
  }

  @Provide
  Arbitrary<List<String>> groups() {
    Arbitrary<String> plain =
        Arbitraries.strings()
            .withCharRange(' ', '~')
            .withCharRange('\u00a0', '\u00ff')
            .excludeChars('(', ')')
            .ofMaxLength(20);
    Arbitrary<String> group =
        Arbitraries.oneOf(
            plain,
            Combinators.combine(plain, plain).as((a, b) -> a + '(' + b + ')'),
            Arbitraries.of("", "!", "!1234", "/ABC5", "000123.456*kWh", "240115134501W"));
    return group.list().ofMinSize(1).ofMaxSize(6);
  }
}
