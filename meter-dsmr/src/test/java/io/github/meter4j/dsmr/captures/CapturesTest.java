package io.github.meter4j.dsmr.captures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.meter4j.dsmr.ChecksumPolicy;
import io.github.meter4j.dsmr.Dsmr;
import io.github.meter4j.dsmr.DsmrSettings;
import io.github.meter4j.dsmr.DsmrTelegram;
import io.github.meter4j.dsmr.MBusType;
import io.github.meter4j.fault.DamagedFrameException;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.reading.MeterTime;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import io.github.meter4j.spi.ReadingSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Telegrams of real meters, decoded and compared with what others found in them. Skipped unless
 * {@code METER_CAPTURES} names the folder.
 */
@EnabledIfEnvironmentVariable(
    named = Captures.VARIABLE,
    matches = ".*\\S.*",
    disabledReason = Captures.VARIABLE + " names no folder of captured telegrams")
class CapturesTest {
  private static final DsmrSettings REQUIRE =
      DsmrSettings.DEFAULT.withChecksum(ChecksumPolicy.REQUIRE);
  private static final String STREAM = "wimdh-meter_stream-18-telegrams-crc-fixed.txt";

  static List<Path> telegrams() throws IOException {
    return Captures.telegrams();
  }

  static List<Path> stated() throws IOException {
    return Captures.stated();
  }

  @ParameterizedTest
  @MethodSource("telegrams")
  void everyTelegramIsDecodedWhole(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    List<PlainTelegram> expected = PlainTelegram.all(bytes);
    assertThat(expected).isNotEmpty();

    List<DsmrTelegram> decoded = decodeStream(bytes);

    assertThat(decoded).hasSameSizeAs(expected);
    for (int i = 0; i < decoded.size(); i++) {
      PlainTelegram plain = expected.get(i);
      compare(decoded.get(i), plain);
      compare(
          Dsmr.decode(plain.bytes(), plain.hasChecksum() ? REQUIRE : DsmrSettings.DEFAULT), plain);
    }
  }

  private static void compare(DsmrTelegram telegram, PlainTelegram plain) {
    assertThat(telegram.frame()).isEqualTo(plain.bytes());
    assertThat(telegram.integrity())
        .isEqualTo(plain.hasChecksum() ? Integrity.VERIFIED : Integrity.ABSENT);
    assertThat(telegram.unparsed()).isEmpty();
    assertThat(
            telegram.objects().stream()
                .map(object -> new PlainTelegram.Line(object.id(), object.groups())))
        .isEqualTo(plain.lines());
    assertThat(telegram.measurements()).isNotEmpty();
    assertThat(telegram.objects()).allMatch(object -> object.obis().isPresent());
  }

  private static List<DsmrTelegram> decodeStream(byte[] bytes) {
    List<DsmrTelegram> telegrams = new ArrayList<>();
    ReadingSink<DsmrTelegram> sink =
        new ReadingSink<>() {
          @Override
          public void reading(DsmrTelegram reading, long offset, int length) {
            telegrams.add(reading);
          }

          @Override
          public void rejected(Fault fault) {
            throw new AssertionError(fault);
          }

          @Override
          public void skipped(long offset, int length) {}
        };
    var decoder = Dsmr.decoder(DsmrSettings.DEFAULT);
    for (int from = 0; from < bytes.length; from += 100) {
      ByteBuffer chunk = ByteBuffer.wrap(bytes, from, Math.min(100, bytes.length - from));
      decoder.feed(chunk, Instant.EPOCH, sink);
    }
    decoder.end(sink);
    return telegrams;
  }

  @Test
  void onlyTheOldestMetersSendNoChecksum() throws IOException {
    List<String> without = new ArrayList<>();
    for (Path file : Captures.telegrams()) {
      for (PlainTelegram telegram : PlainTelegram.all(Files.readAllBytes(file))) {
        if (!telegram.hasChecksum()) {
          without.add(file.getFileName().toString());
          assertThatThrownBy(() -> Dsmr.decode(telegram.bytes(), REQUIRE))
              .isInstanceOf(DamagedFrameException.class);
        }
      }
    }
    assertThat(without).containsExactly("v2_2.txt", "v3.txt");
  }

  @ParameterizedTest
  @MethodSource("stated")
  void everyStatedValueIsWhatTheLibraryGives(Path file) throws IOException {
    JsonNode stated = Captures.json(file);
    List<DsmrTelegram> telegrams = decodeStream(Files.readAllBytes(Captures.telegramsOf(file)));
    assertThat(telegrams).hasSize(1);

    int checked = StatedValues.check(telegrams.get(0), stated);

    assertThat(checked).isEqualTo(StatedValues.count(stated)).isPositive();
  }

  @Test
  void aStreamOfEighteenTelegramsIsEighteenSeconds() throws IOException {
    byte[] bytes = Files.readAllBytes(Captures.p1().resolve(STREAM));

    List<Instant> times =
        decodeStream(bytes).stream()
            .map(telegram -> telegram.meterTime().orElseThrow().instant().orElseThrow())
            .toList();

    List<Duration> steps = new ArrayList<>();
    for (int i = 1; i < times.size(); i++) {
      steps.add(Duration.between(times.get(i - 1), times.get(i)));
    }
    assertThat(steps).isEqualTo(Collections.nCopies(17, Duration.ofSeconds(1)));
  }

  /** All but the heat gateway have both; the sums are made here from the objects as text. */
  @ParameterizedTest
  @MethodSource("telegrams")
  void everyTelegramWithPowerAndRegistersTellsNetPowerAndTotals(Path file) throws IOException {
    for (DsmrTelegram telegram : decodeStream(Files.readAllBytes(file))) {
      boolean electricity = !sent(telegram, "1-0:1\\.8\\.\\d").isEmpty();
      assertThat(electricity).isNotEqualTo(file.endsWith("unpadded_crc.txt"));
      if (electricity) {
        assertThat(total(telegram, 1)).isEqualByComparingTo(telegram.totalImport().orElseThrow());
        assertThat(total(telegram, 2)).isEqualByComparingTo(telegram.totalExport().orElseThrow());
        assertThat(one(telegram, "1-0:1\\.7\\.0").minus(one(telegram, "1-0:2\\.7\\.0")))
            .isEqualByComparingTo(telegram.netPower().orElseThrow());
      } else {
        assertThat(telegram.netPower()).isEmpty();
        assertThat(telegram.totalImport()).isEmpty();
        assertThat(telegram.totalExport()).isEmpty();
      }
    }
  }

  private static Quantity total(DsmrTelegram telegram, int quantity) {
    List<Quantity> totals = sent(telegram, "1-0:" + quantity + "\\.8\\.0");
    return totals.isEmpty()
        ? sent(telegram, "1-0:" + quantity + "\\.8\\.[1-9]").stream()
            .reduce(Quantity::plus)
            .orElseThrow()
        : totals.get(0);
  }

  private static Quantity one(DsmrTelegram telegram, String code) {
    List<Quantity> sent = sent(telegram, code);
    assertThat(sent).hasSize(1);
    return sent.get(0);
  }

  private static List<Quantity> sent(DsmrTelegram telegram, String code) {
    return telegram.objects().stream()
        .filter(object -> object.id().matches(code))
        .map(object -> object.groups().get(0).split("\\*"))
        .map(parts -> Quantity.of(parts[0], Unit.parse(parts[1]).orElseThrow()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("telegrams")
  void everyMeasurandIsTheOneWithTheNewestStamp(Path file) throws IOException {
    for (DsmrTelegram telegram : decodeStream(Files.readAllBytes(file))) {
      Map<Measurand, List<Measurement>> byMeasurand =
          telegram.measurements().stream().collect(Collectors.groupingBy(Measurement::measurand));
      byMeasurand.forEach(
          (measurand, found) -> {
            boolean severalChannels =
                found.stream().map(Measurement::channel).distinct().count() > 1;
            Measurement expected =
                severalChannels
                    ? found.stream().max(Comparator.comparing(CapturesTest::stamp)).orElseThrow()
                    : found.get(0);
            assertThat(telegram.get(measurand)).contains(expected.quantity());
            assertThat(telegram.get(measurand, expected.channel())).contains(expected.quantity());
          });
    }
  }

  private static Instant stamp(Measurement measurement) {
    return measurement.at().flatMap(MeterTime::instant).orElseThrow();
  }

  /** Its old gas meter stands on channel 1 with a stamp of 1970 and no unit. */
  @Test
  void theLiveOneOfTwoGasMetersIsFound() throws IOException {
    byte[] bytes = Files.readAllBytes(Captures.p1().resolve("v5_two_mbus.txt"));
    DsmrTelegram telegram = decodeStream(bytes).get(0);
    assertThat(telegram.mbusDevices(MBusType.Medium.GAS)).hasSize(2);
    assertThat(telegram.mbusDevice(MBusType.Medium.GAS).orElseThrow().channel()).isEqualTo(2);
    assertThat(telegram.require(Measurand.GAS_VOLUME)).hasToString("246.138 m3");
    assertThat(telegram.mbusDevice("4730303339303031393336393930363139")).isPresent();
  }
}
