package io.github.meter4j.rigs.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private final Console console =
      Console.parse(
          List.of(
              "[    0.007438] /cpus/cpu@0 missing clock-frequency property",
              "STEP one",
              "PULSES line=17 count=10 high_us=30000/30068/30211",
              "COUNT meter=0 count=10 total=0.010 unit=kWh",
              "STEP two",
              "COUNT meter=0 count=12 total=0.012 unit=kWh",
              "COUNT meter=0 count=13 total=0.013 unit=kWh"));

  @Test
  void findsEntriesByStepKindAndValue() {
    assertThat(console.only("one", "COUNT", "meter", "0").number("count")).isEqualTo(10);
    assertThat(console.only("one", "COUNT", "meter", "0").decimal("total"))
        .isEqualTo(new BigDecimal("0.010"));
    assertThat(console.all("two", "COUNT")).hasSize(2);
    assertThat(console.only("one", "PULSES", "line", "17").span("high_us"))
        .containsExactly(30000, 30068, 30211);
  }

  @Test
  void tellsWhatAStepCounted() {
    assertThat(console.counted("two")).isEqualTo(1);
  }

  @Test
  void refusesToGuess() {
    assertThatThrownBy(() -> console.only("two", "COUNT", "meter", "0"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("2 lines COUNT with meter=0 in step two");
    assertThatThrownBy(() -> console.counted("one"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("1 counts in step one");
    assertThatThrownBy(() -> console.all("one", "COUNT").get(0).text("power"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageStartingWith("no power in: COUNT meter=0");
  }
}
