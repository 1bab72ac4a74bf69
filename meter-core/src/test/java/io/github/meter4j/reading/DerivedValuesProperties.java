package io.github.meter4j.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class DerivedValuesProperties {

  /** A size in one of three units that differ by a factor of a thousand. */
  record Amount(long unscaled, int scale, int step) {
    String energy() {
      return text() + "*" + List.of("Wh", "kWh", "MWh").get(step);
    }

    String power() {
      return text() + "*" + List.of("W", "kW", "MW").get(step);
    }

    private String text() {
      return BigDecimal.valueOf(unscaled, scale).toPlainString();
    }

    /** In Wh or W, by other arithmetic than the library's. */
    BigDecimal inSmallest() {
      return BigDecimal.valueOf(unscaled, scale).scaleByPowerOfTen(3 * step);
    }
  }

  @Provide
  Arbitrary<Amount> amounts() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 99_999_999),
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(0, 2))
        .as(Amount::new);
  }

  private static BigDecimal sum(List<Amount> amounts) {
    return amounts.stream().map(Amount::inSmallest).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static List<String> tariffs(List<Amount> amounts, int quantity) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < amounts.size(); i++) {
      lines.add("1-0:" + quantity + ".8." + (i + 1) + '(' + amounts.get(i).energy() + ')');
    }
    return lines;
  }

  private static void assertExact(Optional<Quantity> value, BigDecimal expected, Unit smallest) {
    assertThat(value.orElseThrow().in(smallest).toBigDecimal()).isEqualByComparingTo(expected);
  }

  @Property
  void aTotalIsTheExactSumOfTheTariffsInWhateverUnitsAndOrder(
      @ForAll @Size(min = 1, max = 9) List<@From("amounts") Amount> amounts,
      @ForAll Random random) {
    List<String> lines = tariffs(amounts, 1);
    Reading inOrder = TestReadout.of(lines);
    assertExact(inOrder.totalImport(), sum(amounts), Unit.WATT_HOUR);
    assertThat(inOrder.totalImport().orElseThrow().unit())
        .isEqualTo(inOrder.get(Measurand.ACTIVE_ENERGY_IMPORT.tariff(1)).orElseThrow().unit());

    Collections.shuffle(lines, random);
    assertThat(TestReadout.of(lines).totalImport()).isEqualTo(inOrder.totalImport());
  }

  @Property
  void withoutOneOfItsTariffsThereIsNoTotal(
      @ForAll @Size(min = 2, max = 9) List<@From("amounts") Amount> amounts,
      @ForAll @IntRange(max = 8) int index,
      @ForAll boolean unreadable) {
    int damaged = index % amounts.size();
    List<String> lines = tariffs(amounts, 1);
    lines.addAll(tariffs(amounts, 2));
    if (unreadable) {
      lines.set(damaged, "1-0:1.8." + (damaged + 1) + "(x*kWh)");
    } else {
      lines.remove(damaged);
    }
    Reading reading = TestReadout.of(lines);
    assertThat(reading.totalImport()).isEmpty();
    assertExact(reading.totalExport(), sum(amounts), Unit.WATT_HOUR);
  }

  @Property
  void netIsImportMinusExportInWhateverUnitsAndOrder(
      @ForAll("amounts") Amount taken, @ForAll("amounts") Amount given, @ForAll boolean turned) {
    List<String> lines =
        new ArrayList<>(
            List.of("1-0:1.7.0(" + taken.power() + ')', "1-0:2.7.0(" + given.power() + ')'));
    if (turned) {
      Collections.reverse(lines);
    }
    assertExact(
        TestReadout.of(lines).netPower(),
        taken.inSmallest().subtract(given.inSmallest()),
        Unit.WATT);
  }

  @Property
  void thePhasesOfBothDirectionsMakeTheNetPower(
      @ForAll @Size(3) List<@From("amounts") Amount> taken,
      @ForAll @Size(3) List<@From("amounts") Amount> given,
      @ForAll Random random) {
    List<String> lines = new ArrayList<>();
    for (int phase = 0; phase < 3; phase++) {
      lines.add("1-0:" + (21 + 20 * phase) + ".7.0(" + taken.get(phase).power() + ')');
      lines.add("1-0:" + (22 + 20 * phase) + ".7.0(" + given.get(phase).power() + ')');
    }
    Collections.shuffle(lines, random);
    assertExact(TestReadout.of(lines).netPower(), sum(taken).subtract(sum(given)), Unit.WATT);

    lines.remove(random.nextInt(lines.size()));
    assertThat(TestReadout.of(lines).netPower()).isEmpty();
  }

  /** Lines of other meters and of other things change nothing. */
  @Property
  void linesOfOtherMetersAndOfOtherThingsChangeNothing(
      @ForAll @Size(min = 1, max = 4) List<@From("amounts") Amount> amounts,
      @ForAll("amounts") Amount other,
      @ForAll Random random) {
    List<String> lines = tariffs(amounts, 1);
    lines.add("1-0:16.7.0(" + amounts.get(0).power() + ')');
    Reading plain = TestReadout.of(lines);

    lines.add("1-2:1.8.0(" + other.energy() + ')');
    lines.add("1-3:16.7.0(" + other.power() + ')');
    lines.add("1-0:1.6.0(" + other.power() + ')');
    lines.add("1-0:1.8.0*01(" + other.energy() + ')');
    lines.add("1-0:21.8.0(" + other.energy() + ')');
    lines.add("1-0:36.7.0(" + other.power() + ')');
    lines.add("0-1:24.2.1(1*m3)");
    Collections.shuffle(lines, random);

    Reading mixed = TestReadout.of(lines);
    assertThat(mixed.totalImport()).isEqualTo(plain.totalImport()).isPresent();
    assertThat(mixed.totalExport()).isEmpty();
    assertThat(mixed.netPower()).isEqualTo(plain.netPower()).isPresent();
  }

  @Property
  void ofSeveralChannelsTheNewestIsFoundInWhateverOrder(
      @ForAll @Size(min = 2, max = 6) List<@IntRange(max = 5) Integer> hours,
      @ForAll Random random) {
    List<String> lines = new ArrayList<>();
    for (int channel = 0; channel < hours.size(); channel++) {
      lines.add(
          "0-%d:24.2.1(2026-12-01T0%d:00:00Z)(%d*m3)"
              .formatted(channel + 1, hours.get(channel), channel + 1));
    }
    int newest = Collections.max(hours);
    boolean alone = Collections.frequency(hours, newest) == 1;
    Collections.shuffle(lines, random);

    assertThat(TestReadout.of(lines).get(Measurand.GAS_VOLUME).map(Quantity::unscaled))
        .isEqualTo(alone ? Optional.of(hours.indexOf(newest) + 1L) : Optional.empty());
  }
}
