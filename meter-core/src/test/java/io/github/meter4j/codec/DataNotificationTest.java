package io.github.meter4j.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The start of DLMS data, told from everything else. */
class DataNotificationTest {
  private static boolean starts(byte[] bytes) {
    return DataNotification.startsAt(bytes, 0, bytes.length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0F8000000100020206",
        "E6E7000F8000000100020209",
        "0F800000010C07E80A1B0702300000FFC480020212",
        "0F000000010CFFFFFFFFFFFFFFFFFFFFFFFF010102"
      })
  void thisIsOne(String hexadecimal) {
    byte[] bytes = HexFormat.of().parseHex(hexadecimal);
    assertThat(starts(bytes)).isTrue();
    for (int length = 0; length < bytes.length; length++) {
      assertThat(DataNotification.startsAt(bytes, 0, length)).as("%d bytes", length).isFalse();
    }
  }

  @Property
  void whatDoesNotBeginWithItsTagIsNone(@ForAll byte[] any) {
    for (int at = 0; at < any.length; at++) {
      boolean tag = any[at] == 0x0f || any[at] == (byte) 0xe6;
      assertThat(DataNotification.startsAt(any, at, any.length) && !tag).isFalse();
    }
  }

  @Test
  void randomBytesAreHardlyOne() {
    byte[] noise = new byte[2_000_000];
    new Random(7).nextBytes(noise);
    int found = 0;
    for (int at = 0; at < noise.length; at++) {
      found += DataNotification.startsAt(noise, at, noise.length) ? 1 : 0;
    }
    assertThat(found).isLessThan(3);
  }
}
