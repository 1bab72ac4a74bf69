package io.github.meter4j.iec62056;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.meter4j.MeterSource;
import io.github.meter4j.reading.Unit;
import io.github.meter4j.spi.Decoded;
import io.github.meter4j.spi.FrameLimits;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class Iec62056Test {
  private static final byte[] PUSHED =
      D0Encoder.of("HAG5eHZ010C_EHZ1vA02").object("1.8.0", "000001.0*kWh").encode();

  @Test
  void decodesAllReadoutsInSomeBytes() {
    byte[] damaged = D0Encoder.of("ISk5MT174").object("1.8.0", "2*kWh").encodeWithBlockCheck();
    damaged[damaged.length - 1] ^= 1;

    Decoded<D0Readout> found = Iec62056.decodeAll(Bits.concat(PUSHED, damaged, PUSHED));

    assertThat(found.readings())
        .hasSize(2)
        .allSatisfy(readout -> assertThat(readout.receivedAt()).isEmpty());
    assertThat(found.faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.offset()).isEqualTo(PUSHED.length));
    assertThat(found.length()).isEqualTo(2L * PUSHED.length + damaged.length);
    assertThat(Iec62056.decode(PUSHED).frame()).isEqualTo(found.first().frame());
  }

  @Test
  void aSourceDecodesWithoutALink() {
    Decoded<D0Readout> found =
        Iec62056.serial("/dev/ttyUSB0")
            .with(D0Options.ZONE, ZoneId.of("Europe/Berlin"))
            .decoder()
            .decodeAll(PUSHED);

    assertThat(found.first().source()).isEqualTo("iec62056:/dev/ttyUSB0?zone=Europe/Berlin");
  }

  @Test
  void optionsOfTypesAreThoseOfTheAddress() {
    MeterSource<D0Readout> source =
        Iec62056.tcp("::1", 23)
            .with(D0Options.MODE, Mode.C)
            .with(D0Options.PARITY, Parity.CHECK)
            .with(D0Options.CHECKSUM, ChecksumPolicy.IGNORE)
            .with(D0Options.MEDIUM, Medium.HEAT)
            .with(D0Options.UNIT, Unit.KILOWATT_HOUR)
            .with(D0Options.GUARD, new Fuse(63))
            .with(D0Options.ZONE, ZoneId.of("Europe/Berlin"))
            .with(D0Options.INTERVAL, Duration.ofMinutes(15))
            .with(D0Options.ADDRESS, "12345678")
            .with(D0Options.WAKE_UP, Duration.ofSeconds(3))
            .with(D0Options.INITIAL_BAUD, 9_600)
            .with(D0Options.KEEP_SPEED, true)
            .with(D0Options.ACK, "01")
            .with(D0Options.ACK_PAUSE, Duration.ofMillis(200))
            .with(D0Options.SWITCH_PAUSE, Duration.ofMillis(100))
            .with(D0Options.REACTION, Duration.ofSeconds(2))
            .with(D0Options.GAP, Duration.ofSeconds(3))
            .with(D0Options.LONGEST, Duration.ofSeconds(90))
            .with(D0Options.TRIES, 3)
            .with(D0Options.FINAL_ACK, true)
            .with(D0Options.MAX_FRAME, 20_000)
            .with(D0Options.MAX_LINE, 5_000);

    assertThat(source)
        .hasToString(
            "iec62056+tcp://[::1]:23?mode=C&parity=check&checksum=ignore&medium=heat&unit=kWh"
                + "&guard=63A&zone=Europe/Berlin&interval=900s"
                + "&device-address=12345678&wake-up=3000ms&initial-baud=9600&speed=keep&ack=01"
                + "&ack-pause=200ms&switch-pause=100ms&reaction=2s&gap=3s&longest=90s&tries=3"
                + "&final-ack=true&max-frame=20000&max-line=5000");
    assertThat(MeterSource.parse(source.toString())).hasToString(source.toString());
  }

  @Test
  void everySettingHasItsOwnWord() {
    assertThat(
            D0Settings.DEFAULT
                .withParity(Parity.CHECK)
                .withChecksum(ChecksumPolicy.REQUIRE)
                .withMedium(Medium.WATER)
                .withUnit(Unit.CUBIC_METRE)
                .withLimits(new FrameLimits(20_000, 5_000))
                .withGuard(new Fuse(63))
                .withZone(ZoneId.of("Europe/Berlin"))
                .withSource("somewhere"))
        .isEqualTo(
            new D0Settings(
                Parity.CHECK,
                ChecksumPolicy.REQUIRE,
                new FrameLimits(20_000, 5_000),
                Optional.of(new Fuse(63)),
                Optional.of(ZoneId.of("Europe/Berlin")),
                Optional.of(Medium.WATER),
                Optional.of(Unit.CUBIC_METRE),
                "somewhere"));
  }

  @Test
  void nullsAreRefusedByName() {
    refused("port", () -> Iec62056.serial(null));
    refused("host", () -> Iec62056.tcp(null, 23));
    refused("file", () -> Iec62056.file(null));
    refused("transport", () -> Iec62056.over(null));
    refused("bytes", () -> Iec62056.decode(null));
    refused("bytes", () -> Iec62056.decode(null, D0Settings.DEFAULT));
    refused("settings", () -> Iec62056.decode(new byte[0], null));
    refused("bytes", () -> Iec62056.decodeAll(null));
    refused("settings", () -> Iec62056.decodeAll(new byte[0], null));
    refused("settings", () -> Iec62056.decoder(null));
  }

  private static void refused(String name, Runnable call) {
    assertThatNullPointerException().isThrownBy(call::run).withMessage(name);
  }
}
