package io.github.meter4j.dsmr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.meter4j.MeterSource;
import io.github.meter4j.spi.FrameLimits;
import io.github.meter4j.spi.Secret;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DsmrTest {

  @Test
  void optionsOfTypesAreThoseOfTheAddress() {
    MeterSource<DsmrTelegram> source =
        Dsmr.file(Path.of("p1.txt"))
            .with(DsmrOptions.CHECKSUM, ChecksumPolicy.REQUIRE)
            .with(DsmrOptions.LINE_ENDS, LineEnds.REPAIR)
            .with(DsmrOptions.KEY, Secret.of("env:P1_KEY"))
            .with(DsmrOptions.AUTH_KEY, Secret.of("file:auth"))
            .with(DsmrOptions.TAG, TagPolicy.IGNORE)
            .with(DsmrOptions.SEVEN_BIT, true)
            .with(DsmrOptions.OFFSET, ZoneOffset.ofHours(2))
            .with(DsmrOptions.ZONE, ZoneId.of("Europe/Helsinki"))
            .with(DsmrOptions.MAX_FRAME, 20_000)
            .with(DsmrOptions.MAX_LINE, 5_000);

    assertThat(source)
        .hasToString(
            "dsmr+file:p1.txt?checksum=require&line-ends=repair&key=env:P1_KEY&auth-key=file:auth"
                + "&tag=ignore&seven-bit=true&offset=+02:00&zone=Europe/Helsinki&max-frame=20000"
                + "&max-line=5000");
  }

  @Test
  void everySettingHasItsOwnWord() {
    DsmrKey key = DsmrKey.of("000102030405060708090a0b0c0d0e0f");
    assertThat(
            DsmrSettings.DEFAULT
                .withChecksum(ChecksumPolicy.IGNORE)
                .withLineEnds(LineEnds.REPAIR)
                .withLimits(new FrameLimits(20_000, 5_000))
                .withSevenBit(true)
                .withKey(key)
                .withTag(TagPolicy.IGNORE)
                .withStandardTime(ZoneOffset.ofHours(2))
                .withZone(ZoneId.of("Europe/Helsinki"))
                .withSource("somewhere"))
        .isEqualTo(
            new DsmrSettings(
                ChecksumPolicy.IGNORE,
                LineEnds.REPAIR,
                new FrameLimits(20_000, 5_000),
                true,
                Optional.of(key),
                TagPolicy.IGNORE,
                Optional.of(ZoneOffset.ofHours(2)),
                Optional.of(ZoneId.of("Europe/Helsinki")),
                "somewhere"));
  }

  @Test
  void nullsAreRefusedByName() {
    refused("port", () -> Dsmr.serial(null));
    refused("host", () -> Dsmr.tcp(null, 23));
    refused("file", () -> Dsmr.file(null));
    refused("transport", () -> Dsmr.over(null));
    refused("bytes", () -> Dsmr.decode(null));
    refused("bytes", () -> Dsmr.decode(null, DsmrSettings.DEFAULT));
    refused("settings", () -> Dsmr.decode(new byte[0], null));
    refused("bytes", () -> Dsmr.decodeAll(null));
    refused("settings", () -> Dsmr.decodeAll(new byte[0], null));
    refused("settings", () -> Dsmr.decoder(null));
  }

  private static void refused(String name, Runnable call) {
    assertThatNullPointerException().isThrownBy(call::run).withMessage(name);
  }
}
