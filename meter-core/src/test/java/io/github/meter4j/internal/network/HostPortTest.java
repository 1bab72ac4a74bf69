package io.github.meter4j.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {
  @Test
  void takesNamesAndAddresses() {
    assertThat(HostPort.parse("meter.local:2001")).isEqualTo(new HostPort("meter.local", 2001));
    assertThat(HostPort.parse("192.168.1.20:23")).isEqualTo(new HostPort("192.168.1.20", 23));
    assertThat(HostPort.parse("[::1]:65535")).isEqualTo(new HostPort("::1", 65535));
  }

  @ParameterizedTest
  @ValueSource(strings = {"meter.local:2001", "[fe80::1]:23"})
  void printsAsItIsWritten(String text) {
    assertThat(HostPort.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({
    "meter.local, port is missing",
    "[::1], brackets",
    "::1:23, brackets",
    ":23, host is missing",
    "'[]:23', host is missing",
    "host:, number from 1 to 65535",
    "host:0, number from 1 to 65535",
    "host:65536, number from 1 to 65535",
    "host:telnet, number from 1 to 65535",
    "host:-1, number from 1 to 65535"
  })
  void saysWhatIsWrong(String text, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HostPort.parse(text))
        .withMessageContaining('"' + text + '"')
        .withMessageContaining("host:port such as")
        .withMessageContaining(why);
  }
}
