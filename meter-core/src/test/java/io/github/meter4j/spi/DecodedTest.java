package io.github.meter4j.spi;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.LineDecoder;
import io.github.meter4j.LineReading;
import io.github.meter4j.fault.DamagedFrameException;
import io.github.meter4j.fault.Fault;
import org.junit.jupiter.api.Test;

class DecodedTest {
  private final LineDecoder decoder = new LineDecoder();

  private Decoded<LineReading> decode(String text) {
    return decoder.decodeAll(text.getBytes(US_ASCII));
  }

  @Test
  void hasEveryFrameAndEveryFault() {
    Decoded<LineReading> found = decode("a\n\n!bad\nb\n");
    assertThat(found.readings()).extracting(LineReading::text).containsExactly("a", "b");
    assertThat(found.faults()).extracting(Fault::offset).containsExactly(3L);
    assertThat(found.length()).isEqualTo(10);
    assertThat(found.skipped()).isEqualTo(1);
    assertThat(found.first().text()).isEqualTo("a");
  }

  @Test
  void offsetsCountFromTheFirstOfTheseBytes() {
    decode("some\nlines\nbefore\n");
    assertThat(decode("a\n!bad\n").faults()).extracting(Fault::offset).containsExactly(2L);
  }

  @Test
  void saysWhyThereIsNoReading() {
    assertThatThrownBy(() -> decode("!bad\n").first())
        .isInstanceOfSatisfying(DamagedFrameException.class, e -> assertThat(e.faults()).hasSize(1))
        .hasMessageContaining("no reading in 5 bytes");
    assertThat(decode("").readings()).isEmpty();
  }
}
