package io.github.meter4j.dsmr;

import static io.github.meter4j.dsmr.TelegramBuilder.bytes;
import static io.github.meter4j.dsmr.TelegramBuilder.telegram;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.codec.Bytes;
import io.github.meter4j.codec.Crc16;
import io.github.meter4j.codec.NumberReader;
import io.github.meter4j.codec.ObjectIndex;
import io.github.meter4j.codec.ObjectIndexer;
import io.github.meter4j.reading.ObisObject;
import io.github.meter4j.reading.Unit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The fast readers against slow ones that are plainly right. */
class CodecProperties {
  private static final Pattern NUMBER =
      Pattern.compile(" *([+-]?(?:\\d+(?:\\.\\d+)?|\\.\\d+)) *(?:\\* *(.*?) *)?", Pattern.DOTALL);

  @Property(tries = 300)
  void theFoldedChecksumIsTheSlowOne(
      @ForAll byte[] start, @ForAll @IntRange(max = 5000) int length, @ForAll long seed) {
    byte[] rest = new byte[length];
    new java.util.Random(seed).nextBytes(rest);
    byte[] all = TelegramBuilder.concat(start, rest);
    assertThat(Crc16.arc(all, 0, all.length)).isEqualTo(ReferenceCrc.of(all));
    assertThat(Crc16.arc(all, start.length, length))
        .isEqualTo(ReferenceCrc.of(all, start.length, all.length));
  }

  @Example
  void theFoldedChecksumIsTheSlowOneForEveryLength() {
    byte[] all = new byte[700];
    new java.util.Random(16).nextBytes(all);
    for (int length = 0; length <= all.length; length++) {
      assertThat(Crc16.arc(all, 0, length)).isEqualTo(ReferenceCrc.of(all, 0, length));
    }
  }

  /** Numbers as meters send them and as they should not. */
  @Provide
  Arbitrary<String> numbers() {
    Arbitrary<String> digits =
        Arbitraries.strings().withCharRange('0', '9').ofMinLength(0).ofMaxLength(22);
    Arbitrary<String> unit =
        Arbitraries.of(
            "kWh",
            "kW",
            "V",
            "A",
            "m3",
            "s",
            "W",
            "Wh",
            "GJ",
            "kvarh",
            "KWH",
            "m\u00b3",
            "",
            "x",
            "kW\0",
            "kWhkWhkWh",
            " kW ",
            "MVA",
            "mva",
            "mA",
            "MA",
            ")");
    Arbitrary<String> plain =
        net.jqwik.api.Combinators.combine(
                Arbitraries.of("", "", "", "-", "+", " ", "(", "x"),
                digits,
                Arbitraries.of("", "", ".", ".", ",", ".."),
                digits,
                Arbitraries.of("", "*", "*", "*", " *", "**"),
                unit)
            .as(
                (sign, whole, point, decimals, star, name) ->
                    sign + whole + point + decimals + star + name);
    Arbitrary<String> wild =
        Arbitraries.strings().withChars("0123456789.*-+ kWhVAm3s\u00ff\0").ofMaxLength(30);
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(3, plain), net.jqwik.api.Tuple.of(1, wild));
  }

  private static Optional<String> reference(String text) {
    Matcher matcher = NUMBER.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    BigDecimal number = new BigDecimal(matcher.group(1));
    Optional<Unit> unit =
        matcher.group(2) == null ? Optional.of(Unit.NONE) : Unit.parse(matcher.group(2));
    boolean fits = number.precision() <= 18 && number.scale() <= 18;
    return fits ? unit.map(known -> number + " " + known.name()) : Optional.empty();
  }

  private static Optional<String> read(byte[] bytes, int from, int to) {
    NumberReader reader = new NumberReader();
    if (reader.read(bytes, from, to) != NumberReader.Outcome.NUMBER) {
      return Optional.empty();
    }
    String number = BigDecimal.valueOf(reader.unscaled(), reader.scale()).toString();
    return Optional.of(number + " " + java.util.Objects.requireNonNull(reader.unit()).name());
  }

  @Property(tries = 4000)
  void numbersAreReadAsAPatternAndABigDecimalReadThem(
      @ForAll("numbers") String text, @ForAll @IntRange(max = 40) int behind) {
    byte[] bytes = bytes("1-0:1.8.0(" + text + ")" + "\r\n1-0:2.8.0(1*kWh)".repeat(behind / 10));
    assertThat(read(bytes, 10, 10 + text.length())).isEqualTo(reference(text));
  }

  @Property(tries = 600)
  void theVisitorSeesTheNumbersOfTheObjects(@ForAll long seed, @ForAll("numbers") String odd) {
    Mutations mutations = new Mutations(seed);
    List<byte[]> all = Dialects.all();
    byte[] damaged = mutations.damaged(all.get(mutations.random().nextInt(all.size())));
    byte[] more = telegram("/ABC5").with("1-0:1.8.0", "1", odd, "2").line("(3)(4*V)").withoutCrc();
    DsmrSettings ignore = DsmrSettings.DEFAULT.withChecksum(ChecksumPolicy.IGNORE);
    for (DsmrTelegram telegram : Events.of(ignore, damaged, bytes("\r\n"), more).telegrams()) {
      assertThat(visited(telegram)).isEqualTo(expected(telegram));
    }
  }

  private static List<String> visited(DsmrTelegram telegram) {
    List<String> numbers = new ArrayList<>();
    telegram.numbers(
        (object, group, unscaled, scale, unit) ->
            numbers.add(
                object
                    + "."
                    + group
                    + ' '
                    + BigDecimal.valueOf(unscaled, scale)
                    + ' '
                    + unit.name()));
    return numbers;
  }

  private static List<String> expected(DsmrTelegram telegram) {
    List<String> numbers = new ArrayList<>();
    List<ObisObject> objects = telegram.objects();
    for (int object = 0; object < objects.size(); object++) {
      List<String> groups = objects.get(object).groups();
      for (int group = 0; group < groups.size(); group++) {
        String place = object + "." + group + ' ';
        reference(groups.get(group)).ifPresent(number -> numbers.add(place + number));
      }
    }
    return numbers;
  }

  /** An indexer remembers codes; what it remembers must not change what it finds. */
  @Property(tries = 600)
  void anIndexerThatHasSeenOtherTelegramsFindsTheSame(@ForAll long seed) {
    Mutations mutations = new Mutations(seed);
    ObjectIndexer used = new ObjectIndexer();
    for (byte[] original : Dialects.all()) {
      used.index(original, Bytes.lineEnd(original, 0, original.length), original.length);
      byte[] damaged = mutations.damaged(original);
      int from = Bytes.lineEnd(damaged, 0, damaged.length);
      ObjectIndex remembered = used.index(damaged, from, damaged.length);
      ObjectIndex fresh = new ObjectIndexer().index(damaged, from, damaged.length);
      assertThat(shown(remembered, damaged)).isEqualTo(shown(fresh, damaged));
    }
  }

  private static List<String> shown(ObjectIndex index, byte[] bytes) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < index.size(); i++) {
      all.add(index.key(i) + " " + index.groups(i) + ' ' + index.end(i) + ' ' + index.id(bytes, i));
    }
    for (int i = 0; i < index.unparsedSize(); i++) {
      all.add("unparsed " + index.unparsedStart(i) + ' ' + index.unparsedEnd(i));
    }
    return all;
  }

  @Example
  void aNulBehindACodeThatIsRememberedIsNotOverlooked() {
    ObjectIndexer indexer = new ObjectIndexer();
    byte[] good = bytes("\r\n1-0:1.8.0(1*kWh)\r\n\r\n\r\n");
    byte[] bad = bytes("\r\n1-0:1.8.0\0(1*kWh)\r\n\r\n\r\n");
    assertThat(indexer.index(good, 0, good.length).size()).isEqualTo(1);
    assertThat(indexer.index(bad, 0, bad.length).size()).isZero();
  }
}
