package io.github.meter4j.iec62056;

import static io.github.meter4j.iec62056.Bits.bytes;
import static io.github.meter4j.iec62056.Bits.concat;
import static io.github.meter4j.iec62056.Bits.vector;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.MeterReader;
import io.github.meter4j.reading.Integrity;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The option {@code checksum}. */
class ChecksumPolicyTest {
  private static final byte[] EBZ = vector("ebz");
  private static final byte[] GOOD = concat(bytes("/ABC5MTR\r\n"), vector("iec_readout"));
  private static final byte[] DAMAGED = damaged();

  private static byte[] damaged() {
    byte[] bytes = GOOD.clone();
    bytes[bytes.length - 1] ^= 1;
    return bytes;
  }

  private static Events of(ChecksumPolicy policy, byte[]... stream) {
    return Events.of(D0Settings.DEFAULT.withChecksum(policy), stream);
  }

  @Test
  void autoTakesWhatMatchesAndWhatHasNone() {
    assertThat(of(ChecksumPolicy.AUTO, GOOD, EBZ).readouts())
        .extracting(D0Readout::integrity)
        .containsExactly(Integrity.VERIFIED, Integrity.ABSENT);
    assertThat(of(ChecksumPolicy.AUTO, DAMAGED).readouts()).isEmpty();
  }

  @Test
  void requireTakesOnlyWhatMatches() {
    Events events = of(ChecksumPolicy.REQUIRE, GOOD, EBZ, DAMAGED);
    assertThat(events.readouts())
        .extracting(D0Readout::integrity)
        .containsExactly(Integrity.VERIFIED);
    assertThat(events.faults().get(0).message()).isEqualTo("no block check, and one is required");
    assertThat(events.faults()).hasSize(2);
  }

  @Test
  void ignoreTakesAllAndSaysThatItDidNotLook() {
    byte[] without = Arrays.copyOf(GOOD, GOOD.length - 2);
    Events events = of(ChecksumPolicy.IGNORE, GOOD, DAMAGED, EBZ, GOOD, without);
    assertThat(events.readouts())
        .extracting(D0Readout::integrity)
        .containsExactly(
            Integrity.UNCHECKED,
            Integrity.UNCHECKED,
            Integrity.ABSENT,
            Integrity.UNCHECKED,
            Integrity.ABSENT);
    assertThat(events.faults()).isEmpty();
    assertThat(events.readouts().get(1).importEnergy()).hasToString("Optional[1234.567 kWh]");
  }

  @Test
  void ignoreDoesNotMakeReadoutsOfNoise() {
    byte[] words = bytes("/ABC5MTR\r\n\2C(x)\r\n!\r\n\3?");
    assertThat(of(ChecksumPolicy.IGNORE, words).readouts()).isEmpty();
    assertThat(of(ChecksumPolicy.IGNORE, bytes("/ABC5MTR\r\n\2no data\r\n!\r\n\3?")).readouts())
        .isEmpty();
  }

  @Test
  void theOptionOfAnAddressIsTheSame() throws Exception {
    assertThat(MeterReader.decoder("iec62056?checksum=ignore").decodeAll(DAMAGED).readings())
        .hasSize(1);
    assertThat(MeterReader.decoder("iec62056").decodeAll(DAMAGED).readings()).isEmpty();
  }
}
