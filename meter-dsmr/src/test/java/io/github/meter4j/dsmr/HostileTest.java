package io.github.meter4j.dsmr;

import static io.github.meter4j.dsmr.TelegramBuilder.bytes;
import static io.github.meter4j.dsmr.TelegramBuilder.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.spi.FrameLimits;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Input that nobody sends by accident: nothing is thrown and memory stays bounded. */
class HostileTest {
  private static final DsmrSettings SETTINGS =
      DsmrSettings.DEFAULT.withKey(Vectors.KEY).withChecksum(ChecksumPolicy.IGNORE);

  private static final byte[] TINY = Vectors.bytes("p1_tiny");

  private static final int SLACK = 1024;

  static Stream<byte[]> storms() {
    byte[] random = new byte[100_000];
    new Random(6).nextBytes(random);
    return Stream.of(
        random,
        new byte[100_000],
        bytes("/".repeat(100_000)),
        bytes("!".repeat(100_000)),
        bytes("/\n".repeat(50_000)),
        bytes("!\n".repeat(50_000)),
        bytes("/!\n".repeat(30_000)),
        bytes("/\n!\n".repeat(25_000)),
        bytes("/ABC5\n!".repeat(15_000)),
        bytes("x/ABC5\n".repeat(15_000)),
        bytes("/ABC5".repeat(20_000)),
        bytes("/ABC5\r\n" + "x/ABC5\r\n".repeat(20_000)),
        bytes("/ABC5\r\n\r\n1-0:1.8.0" + "(".repeat(100_000)),
        bytes("/ABC5\r\n\r\n" + "1-0:1.8.0((((\r\n".repeat(7_000)),
        bytes("/ABC5\r\n" + "\r\n".repeat(50_000)),
        bytes("\u00db\b".repeat(50_000)),
        bytes("\u00db\bABC12345\u007f0".repeat(8_000)),
        bytes("\u00db\bABC12345\u0082\u003f\u00ff0\0\0\0\1".repeat(800)),
        bytes("\u00db\bABC12345\u0082\u0001\u00000\0\0\0\1\n/ABC5\n".repeat(1_500)),
        bytes("/ABC5\n\u00db\bABC12345\u0082\u0001\u00000\0\0\0\1\n!\n".repeat(1_500)));
  }

  @ParameterizedTest
  @MethodSource("storms")
  void aStormIsAccountedForByteForByteAndTheNextTelegramIsFound(byte[] storm) {
    Events events = new Events();
    P1Decoder decoder = Dsmr.decoder(SETTINGS);
    decoder.feed(ByteBuffer.wrap(storm), Events.NOW, events);
    decoder.feed(ByteBuffer.wrap(bytes("\r\n")), Events.NOW, events);
    decoder.feed(ByteBuffer.wrap(new byte[20_000]), Events.NOW, events);
    decoder.feed(ByteBuffer.wrap(TINY), Events.NOW, events);
    decoder.end(events);
    assertThat(events.accounted()).isEqualTo(storm.length + 20_002L + TINY.length);
    assertThat(events.texts()).contains(text(TINY));
    assertThat(buffer(decoder).length).isLessThanOrEqualTo(FrameLimits.DEFAULT.frame() + SLACK);
  }

  @ParameterizedTest
  @MethodSource("storms")
  void everyAccessorAnswersInAStorm(byte[] storm) {
    Events events = Events.of(SETTINGS, storm, bytes("\r\n"), TINY);
    assertThat(events.telegrams()).hasSizeLessThan(storm.length);
    for (DsmrTelegram telegram :
        events.telegrams().subList(0, Math.min(50, events.telegrams().size()))) {
      assertThat(Accessors.everything(telegram)).contains(telegram.toString());
    }
    for (Fault fault : events.faults()) {
      assertThat(fault.excerpt().length()).isLessThanOrEqualTo(Fault.MAX_EXCERPT);
    }
  }

  private static byte[] buffer(P1Decoder decoder) {
    try {
      Field framer = P1Decoder.class.getDeclaredField("framer");
      framer.setAccessible(true);
      Field buffer = P1Framer.class.getDeclaredField("buffer");
      buffer.setAccessible(true);
      return (byte[]) buffer.get(framer.get(decoder));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aFrameOfTheLimitIsDeliveredAndALongerOneIsNot() {
    FrameLimits limits = new FrameLimits(1000, 4096);
    String start = "/ABC5\r\n\r\n0-0:96.13.0(";
    for (int length : new int[] {998, 999, 1000, 1010, 1011, 1012}) {
      String end = ")\r\n!\r\n";
      byte[] frame = bytes(start + "x".repeat(length - start.length() - end.length()) + end);
      Events events = Events.of(DsmrSettings.DEFAULT.withLimits(limits), frame, TINY);
      assertThat(frame).hasSize(length);
      assertThat(events.telegrams()).hasSize(length <= 1000 ? 2 : 1);
      assertThat(events.accounted()).isEqualTo(frame.length + (long) TINY.length);
    }
  }

  /** Deep nesting, many commas and long fills, in objects that everything is asked of. */
  static Stream<String> lines() {
    return Stream.of(
        "1-0:1.8.0" + "(".repeat(30_000) + ")".repeat(30_000),
        "1-0:1.8.0" + "(".repeat(60_000),
        "1-0:1.8.0(" + ")".repeat(60_000),
        "1-1:31.4.0(" + ",".repeat(60_000) + ")",
        "1-1:31.4.0" + "(1*A)".repeat(12_000),
        "0-0:96.13.0(" + "f".repeat(60_000) + ")",
        "0-0:96.13.0(" + "4".repeat(60_000) + ")",
        "0-0:1.0.0(" + "2".repeat(60_000) + "S)",
        "0-0:96.14.0(" + "1".repeat(60_000) + ")",
        "0-0:98.1.0(1)" + "(1-0:1.6.0)".repeat(5_000),
        "0-0:98.1.0(1)(1-0:1.6.0)(1-0:1.6.0)" + "(240701000000S)".repeat(4_000),
        "0-0:98.1.0(240701000000S)" + "(1*kWh)".repeat(8_000),
        "1-0:99.97.0(9)(0-0:96.7.19)" + "(240701000000S)(9*s)".repeat(3_000),
        "0-1:24.3.0(121015140000)(00)(60)(1)(0-1:24.2.1)(m3)" + "(1)".repeat(15_000),
        "0-1:24.3.0(121015140000)(00)(60)(99999)(0-1:24.2.1)(m3)(1)",
        "0-0:17.0.0(" + "9".repeat(60_000) + "*kW)",
        "1-0:1.8.0(0." + "0".repeat(60_000) + "*kWh)",
        "1.".repeat(30_000) + "(1)",
        "1-0:1.8.0(1*" + "k".repeat(60_000) + ")",
        "1-0:1.8.0(1*kWh)\r\n".repeat(3_500) + "0-0:1.0.0(1)",
        "1-0:1.8.0(x)\r\n".repeat(4_500) + "0-0:1.0.0(1)",
        "x\r\n".repeat(20_000) + "0-0:1.0.0(1)");
  }

  @ParameterizedTest
  @MethodSource("lines")
  void everyAccessorAnswersForTheLongestTelegram(String line) {
    byte[] telegram =
        TelegramBuilder.telegram("/ABC5").line("0-0:96.13.0()").line(line).withValidCrc();
    DsmrSettings wide = SETTINGS.withLimits(new FrameLimits(65_535, 65_535));
    assertThat(telegram.length).isLessThan(65_535);
    DsmrTelegram found = Dsmr.decode(telegram, wide);
    assertThat(found.frame()).isEqualTo(telegram);
    assertThat(found.objects().size() + found.unparsed().size()).isGreaterThan(1);
    assertThat(Accessors.everything(found)).contains("ABC5");
    for (Fault fault : found.faults()) {
      assertThat(fault.excerpt().length()).isLessThanOrEqualTo(Fault.MAX_EXCERPT);
      assertThat(fault.explain()).hasSizeLessThan(1000);
    }
  }

  @Test
  void repairNeverMakesATelegramLongerThanTheIndexHolds() {
    String body = "/ABC5\r\n\r\n" + "a\r\n".repeat(21_900) + "1-0:1.8.0(1*kWh)\r\n!";
    String crc = String.format(Locale.ROOT, "%04X", ReferenceCrc.of(bytes(body)));
    byte[] changed = bytes((body + crc + "\r\n").replace("\r\n", "\n"));
    DsmrSettings wide =
        DsmrSettings.DEFAULT
            .withLineEnds(LineEnds.REPAIR)
            .withLimits(new FrameLimits(65_535, 4_096));
    assertThat(changed.length).isLessThan(65_535);
    Events events = Events.of(wide, changed);
    assertThat(events.telegrams()).isEmpty();
    assertThat(events.kinds()).containsExactly(Fault.Kind.CHECKSUM);
  }

  @Test
  void aDecoderThatWasResetStartsAnew() {
    Events events = new Events();
    P1Decoder decoder = Dsmr.decoder(DsmrSettings.DEFAULT);
    decoder.feed(ByteBuffer.wrap(TINY, 0, 30), Events.NOW, events);
    decoder.reset();
    decoder.feed(ByteBuffer.wrap(TINY), Events.NOW, events);
    assertThat(events.telegram().toString()).isEqualTo(text(TINY));
    assertThat(events.faults()).isEmpty();
    assertThat(events.events().get(0)).isEqualTo(new Events.Event("reading VERIFIED", 30, 48));
  }
}
