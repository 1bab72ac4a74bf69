package io.github.meter4j.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  private static final List<String> KNOWN = List.of("baud", "format", "timeout");

  @Test
  void suggestsAWordThatIsNearWhateverItsCase() {
    assertThat(Nearest.suggestion("buad", KNOWN)).isEqualTo(", did you mean \"baud\"?");
    assertThat(Nearest.suggestion("FORMAT", KNOWN)).isEqualTo(", did you mean \"format\"?");
    assertThat(Nearest.suggestion("time-out", KNOWN)).isEqualTo(", did you mean \"timeout\"?");
  }

  @Test
  void suggestsNothingWhenNothingIsNear() {
    assertThat(Nearest.suggestion("parity", KNOWN)).isEmpty();
    assertThat(Nearest.suggestion("", KNOWN)).isEmpty();
    assertThat(Nearest.suggestion("baud", List.of())).isEmpty();
  }
}
