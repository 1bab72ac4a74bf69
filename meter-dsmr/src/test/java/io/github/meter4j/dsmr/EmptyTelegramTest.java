package io.github.meter4j.dsmr;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.Fault;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A telegram that says nothing is no reading, whatever its checksum. */
class EmptyTelegramTest {
  @ParameterizedTest
  @EnumSource(ChecksumPolicy.class)
  void aTelegramWithoutAnObjectIsRejected(ChecksumPolicy policy) {
    byte[] empty = DsmrEncoder.of("ABC5\\2MTR").encode();
    byte[] good = DsmrEncoder.of("ABC5\\2MTR").object("1-0:1.8.1", "000123.456*kWh").encode();
    String both = checked(empty, policy) + checked(good, policy);
    byte[] stream = TelegramBuilder.bytes(both);
    Events events = Events.of(DsmrSettings.DEFAULT.withChecksum(policy), stream);
    assertThat(events.telegrams()).hasSize(1);
    assertThat(events.faults()).extracting(Fault::kind).containsExactly(Fault.Kind.FRAMING);
    assertThat(events.faults().get(0).message()).isEqualTo("a telegram without an object");
    assertThat(events.accounted()).isEqualTo(stream.length);
  }

  /** With the checksum that the policy asks for. */
  private static String checked(byte[] telegram, ChecksumPolicy policy) {
    int covered = TelegramBuilder.text(telegram).lastIndexOf('!') + 1;
    int checksum = policy.compute(telegram, 0, covered);
    return TelegramBuilder.text(telegram).substring(0, covered)
        + String.format(Locale.ROOT, "%04X\r\n", checksum);
  }
}
