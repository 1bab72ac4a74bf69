package io.github.meter4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.meter4j.internal.address.Registry;
import io.github.meter4j.internal.network.Rfc2217TransportProvider;
import io.github.meter4j.internal.network.TcpTransportProvider;
import io.github.meter4j.internal.play.FileTransportProvider;
import io.github.meter4j.internal.serial.SerialTransportProvider;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.TransportProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransportProvidersTest {
  static List<TransportProvider> providers() {
    return List.of(
        new SerialTransportProvider(),
        new TcpTransportProvider(),
        new Rfc2217TransportProvider(),
        new FileTransportProvider());
  }

  @Test
  void areFoundByTheirSchemes() {
    assertThat(Registry.transports())
        .extracting(TransportProvider::scheme)
        .contains("serial", "tcp", "rfc2217", "file")
        .doesNotHaveDuplicates();
  }

  @Test
  void areAlsoNamedForTheClassPath() throws IOException {
    String services = "/META-INF/services/" + TransportProvider.class.getName();
    try (InputStream in = Registry.class.getResourceAsStream(services)) {
      assertThat(in).isNotNull();
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines())
          .containsExactlyElementsOf(
              providers().stream().map(provider -> provider.getClass().getName()).toList());
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void refuseAnAddressWithoutTarget(TransportProvider provider) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> provider.validate(""))
        .withMessageContaining(provider.targetForm());
  }

  @ParameterizedTest
  @MethodSource("providers")
  void haveDefaultsThatAreValid(TransportProvider provider) {
    assertThatCode(() -> Options.of(Map.of(), Map.of(), provider.options()))
        .doesNotThrowAnyException();
    assertThat(provider.options()).extracting(OptionSpec::meaning).doesNotContain("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/ttyUSB0", "COM3", "/dev/serial/by-id/usb-FTDI-if00-port0"})
  void serialTakesPortsOfEverySystem(String target) {
    assertThatCode(() -> new SerialTransportProvider().validate(target)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "baud, 49, 50 to 4000000",
    "baud, 4000001, 50 to 4000000",
    "baud, fast, 50 to 4000000",
    "format, 9N1, 8N1",
    "rts, yes, true",
    "dtr, 1, true"
  })
  void serialNamesTheOptionThatIsWrong(String name, String text, String form) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Options.of(Map.of(name, text), Map.of(), new SerialTransportProvider().options()))
        .withMessageContaining(name)
        .withMessageContaining('"' + text + '"')
        .withMessageContaining(form);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fast", "1", "-1s", "1 s", "MAX"})
  void fileNamesThePaceThatIsWrong(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Options.of(Map.of("pace", text), Map.of(), new FileTransportProvider().options()))
        .withMessageContaining("pace")
        .withMessageContaining("max, recorded or a time such as 1s");
  }
}
