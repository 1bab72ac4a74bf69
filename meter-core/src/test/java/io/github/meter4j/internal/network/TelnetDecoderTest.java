package io.github.meter4j.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class TelnetDecoderTest {
  private static TelnetLog decode(String hex) {
    return TelnetLog.of(HexFormat.of().parseHex(hex.replace(" ", "")), 1);
  }

  @Test
  void tellsCommandsFromData() {
    TelnetLog log = decode("fffb03 61 fffd2c 62 fffe01 fffc00 63");
    assertThat(log.data.toString(StandardCharsets.US_ASCII)).isEqualTo("abc");
    assertThat(log.commands).containsExactly("251 3", "253 44", "254 1", "252 0");
  }

  @Test
  void aDoubledByteIsOne() {
    assertThat(decode("61 ffff 62").data.toByteArray()).containsExactly('a', 0xff, 'b');
    assertThat(decode("fffa2c 65 0000ffff fff0").commands).containsExactly("44: 650000ff");
  }

  @Test
  void commandsWithoutAnOptionAreLeftOut() {
    assertThat(decode("fff1 61 fff9 62").data.toByteArray()).containsExactly('a', 'b');
  }

  @Test
  void aSubnegotiationThatHasNoEndIsForgotten() {
    TelnetLog log = decode("fffa2c 65 fffb01 61 fffa2c66 fff0");
    assertThat(log.commands).containsExactly("251 1", "44: 66");
    assertThat(log.data.toByteArray()).containsExactly('a');
  }

  @Test
  void aSubnegotiationTakesNoMoreMemoryThanItMay() {
    TelnetLog log = decode("fffa2c" + "61".repeat(100_000) + "fff0 62");
    assertThat(log.commands)
        .containsExactly("44: " + "61".repeat(TelnetDecoder.LONGEST_SUBNEGOTIATION));
    assertThat(log.data.toByteArray()).containsExactly('b');
  }
}
