package io.github.meter4j.internal.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.meter4j.internal.serial.LineFormat.Parity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineFormatTest {
  @Test
  void readsDataBitsParityAndStopBits() {
    assertThat(LineFormat.parse("7E1")).isEqualTo(new LineFormat(7, Parity.EVEN, 1));
    assertThat(LineFormat.parse("8N2")).isEqualTo(new LineFormat(8, Parity.NONE, 2));
    assertThat(LineFormat.parse("5O1")).isEqualTo(new LineFormat(5, Parity.ODD, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"8N1", "7E1", "8E1", "7O1", "8N2"})
  void printsAsItIsWritten(String text) {
    assertThat(LineFormat.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "8n1", "4N1", "9N1", "8M1", "8N0", "8N3", "8N1.5", "8N1 ", "N81"})
  void rejectsWhatIsNoLineFormat(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> LineFormat.parse(text));
  }
}
