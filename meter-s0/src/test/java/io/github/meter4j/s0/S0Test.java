package io.github.meter4j.s0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.meter4j.MeterSource;
import io.github.meter4j.reading.Measurand.Direction;
import io.github.meter4j.reading.Unit;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class S0Test {
  @Test
  void optionsOfTypesAreThoseOfTheAddress() {
    MeterSource<S0Reading> source =
        S0.gpio(17, 1_000)
            .with(S0Options.MEDIUM, Medium.ELECTRICITY)
            .with(S0Options.UNIT, Unit.WATT_HOUR)
            .with(S0Options.DIRECTION, Direction.EXPORT)
            .with(S0Options.EDGE, S0Options.Edge.FALLING)
            .with(S0Options.DEBOUNCE, Duration.ofMillis(5))
            .with(S0Options.MAX_RATE, new BigDecimal("20"))
            .with(S0Options.OFFSET, "13756.570")
            .with(S0Options.STATE, Path.of("s0.count"))
            .with(S0Options.METER, "heat pump")
            .with(S0Options.SAVE_EVERY, 10)
            .with(S0Options.SAVE_INTERVAL, Duration.ofMinutes(2))
            .with(S0Options.INTERVAL, Duration.ofSeconds(1));

    assertThat(source)
        .hasToString(
            "s0:gpio17?impulses=1000&medium=electricity&unit=Wh&direction=export&edge=falling"
                + "&debounce=5ms&max-rate=20&offset=13756.570&state=s0.count&meter=heat pump"
                + "&save-every=10&save-interval=120s&interval=1s");
    assertThat(MeterSource.parse(source.toString()).options().get(S0Options.DIRECTION))
        .isEqualTo(Direction.EXPORT);
  }

  @Test
  void aDirectionThatPulsesDoNotHaveIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> S0.gpio(17, 1_000).with(S0Options.DIRECTION, Direction.NONE))
        .withMessageContaining("import, export");
    assertThatIllegalArgumentException().isThrownBy(() -> S0.gpio(17, 0));
  }

  @Test
  void nullsAreRefusedByName() {
    assertThatNullPointerException().isThrownBy(() -> S0.preset(null, "0")).withMessage("state");
    assertThatNullPointerException()
        .isThrownBy(() -> S0.preset(Path.of("s0.count"), null, 1))
        .withMessage("display");
  }
}
