package io.github.meter4j.dsmr;

import static io.github.meter4j.dsmr.TelegramBuilder.bytes;
import static io.github.meter4j.dsmr.TelegramBuilder.concat;
import static io.github.meter4j.dsmr.TelegramBuilder.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One byte of damage, at every place: the telegram is rejected, its neighbours are not. */
class DamageTest {
  private static final DsmrSettings REQUIRE =
      DsmrSettings.DEFAULT.withChecksum(ChecksumPolicy.REQUIRE);

  private static final byte[] TINY = Vectors.bytes("p1_tiny");

  static Stream<byte[]> telegrams() {
    return Dialects.checked().stream();
  }

  private static void assertOnlyTheOriginalAndItsNeighbours(byte[] original, byte[] damaged) {
    Events events = Events.of(REQUIRE, TINY, damaged, TINY);
    List<String> cores = new ArrayList<>();
    events.texts().forEach(found -> cores.add(StreamProperties.core(found)));
    String tiny = StreamProperties.core(text(TINY));
    assertThat(cores).startsWith(tiny).endsWith(tiny).hasSizeBetween(2, 3);
    if (cores.size() == 3) {
      assertThat(cores.get(1)).isEqualTo(StreamProperties.core(text(original)));
    }
    assertThat(events.accounted()).isEqualTo(damaged.length + 2L * TINY.length);
  }

  @ParameterizedTest
  @MethodSource("telegrams")
  void aFlippedBitIsNeverDelivered(byte[] telegram) {
    for (int i = 0; i < 8 * telegram.length; i++) {
      byte flipped = (byte) (telegram[i / 8] ^ 1 << i % 8);
      assertOnlyTheOriginalAndItsNeighbours(telegram, Mutations.changed(telegram, i / 8, flipped));
    }
  }

  @ParameterizedTest
  @MethodSource("telegrams")
  void aLostByteIsNeverDelivered(byte[] telegram) {
    // The last line feed is lost without harm only where it does not glue two telegrams together.
    for (int i = 0; i < telegram.length; i++) {
      assertOnlyTheOriginalAndItsNeighbours(
          telegram, Mutations.replaced(telegram, i, i + 1, new byte[0]));
    }
  }

  @ParameterizedTest
  @MethodSource("telegrams")
  void anAddedByteIsNeverDelivered(byte[] telegram) {
    for (int i = 0; i <= telegram.length; i++) {
      for (String added : new String[] {"/", "!", "\n", "0", "(", "\0"}) {
        assertOnlyTheOriginalAndItsNeighbours(
            telegram, Mutations.replaced(telegram, i, i, bytes(added)));
      }
    }
  }

  @Test
  void aTelegramThatWasCutAnywhereIsNotDeliveredAndTheNextIs() {
    byte[] whole = Vectors.bytes("p1_v50");
    for (int length = 0; length < whole.length - 2; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      Events restarted = Events.of(DsmrSettings.DEFAULT, cut, TINY);
      assertThat(restarted.texts()).as("cut at %d", length).endsWith(text(TINY));
      assertThat(restarted.accounted()).isEqualTo(length + (long) TINY.length);
      for (DsmrTelegram telegram : restarted.telegrams()) {
        assertThat(text(concat(whole, TINY))).contains(telegram.toString().strip());
      }
    }
  }

  @Test
  void aTelegramThatWasCutWithinItsVersionedPartIsRejectedUnderAuto() {
    byte[] whole = Vectors.bytes("p1_v50");
    int versioned = text(whole).indexOf("(50)\r\n") + 6;
    for (int length = versioned; length < whole.length - 6; length++) {
      assertThat(Events.of(DsmrSettings.DEFAULT, Arrays.copyOf(whole, length)).telegrams())
          .as("cut at %d", length)
          .isEmpty();
    }
  }

  @Test
  void theStartOfATelegramThatWasMissedIsSkippedQuietly() {
    byte[] whole = Vectors.bytes("p1_be");
    for (int missed = 1; missed < whole.length; missed++) {
      byte[] rest = Arrays.copyOfRange(whole, missed, whole.length);
      Events events = Events.of(DsmrSettings.DEFAULT, rest, TINY);
      assertThat(events.texts()).as("missed %d", missed).containsExactly(text(TINY));
      assertThat(events.faults()).isEmpty();
    }
  }
}
