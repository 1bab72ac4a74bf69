package io.github.meter4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class OptionSpecTest {
  private enum Policy {
    AUTO,
    NO_CHECK
  }

  @Test
  void durationsAreWholeNumbersOfAUnit() {
    OptionSpec<Duration> spec = OptionSpec.duration("timeout", "30s", "how long");
    assertThat(spec.parse("500ms")).isEqualTo(Duration.ofMillis(500));
    assertThat(spec.parse("10s")).isEqualTo(Duration.ofSeconds(10));
    assertThat(spec.parse("5m")).isEqualTo(Duration.ofMinutes(5));
    assertThat(spec.parse("1h")).isEqualTo(Duration.ofHours(1));
    assertThat(spec.parse("0s")).isZero();
    for (String wrong : List.of("", "5", "s", "1.5s", "-1s", "1d", "1S", " 1s", "\u0661s")) {
      assertThatThrownBy(() -> spec.parse(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(
              "option timeout cannot be \"" + wrong + "\"; it takes a time such as 10s");
    }
  }

  @Test
  void integersHaveARange() {
    OptionSpec<Integer> spec = OptionSpec.integer("unit", 1, 247, "1", "address");
    assertThat(spec.parse("1")).isEqualTo(1);
    assertThat(spec.parse("247")).isEqualTo(247);
    assertThatThrownBy(() -> spec.parse("248")).hasMessageContaining("it takes 1 to 247");
  }

  @Test
  void choicesAreLowerCaseWords() {
    OptionSpec<Policy> spec = OptionSpec.choice("check", Policy.class, "auto", "what to check");
    assertThat(spec.parse("no_check")).isEqualTo(Policy.NO_CHECK);
    assertThat(spec.form()).isEqualTo("auto, no_check");
    assertThatThrownBy(() -> spec.parse("AUTO")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void flagsZonesAndOffsets() {
    assertThat(OptionSpec.flag("f", "false", "m").parse("true")).isTrue();
    assertThat(OptionSpec.flag("f", "false", "m").parse("false")).isFalse();
    assertThatThrownBy(() -> OptionSpec.flag("f", "false", "m").parse("yes"))
        .hasMessageContaining("true, false");
    assertThat(OptionSpec.offset("o", "m").parse("-03:30"))
        .isEqualTo(ZoneOffset.ofHoursMinutes(-3, -30));
    assertThat(OptionSpec.zone("z", "m").parse("Europe/Brussels"))
        .isEqualTo(ZoneId.of("Europe/Brussels"));
    assertThatThrownBy(() -> OptionSpec.zone("z", "m").parse("Europe/Brussel"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSpecDescribesItself() {
    OptionSpec<Duration> spec = OptionSpec.duration("timeout", "30s", "how long");
    assertThat(spec).hasToString("timeout");
    assertThat(spec.meaning()).isEqualTo("how long");
    assertThat(spec.defaultText()).contains("30s");
    assertThat(OptionSpec.secret("key", "m").defaultText()).isEmpty();
  }

  @Test
  void anOptionWithoutValueAndDefaultIsAbsent() {
    OptionSpec<Secret> key = OptionSpec.secret("key", "opens it");
    OptionSpec<Boolean> flag = OptionSpec.flag("flag", "false", "m");
    Options options = Options.of(Map.of(), Map.of("flag", "true"), List.of(key, flag));
    assertThat(options.find(key)).isEmpty();
    assertThatThrownBy(() -> options.get(key))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("key");
    assertThat(options.get(flag)).isTrue();
    assertThat(options).hasToString("flag=true");
  }

  @Test
  void anOptionMayHaveAnotherDefaultElsewhere() {
    OptionSpec<Integer> baud = OptionSpec.integer("baud", 50, 115_200, "9600", "the speed");
    OptionSpec<Integer> slow = baud.withDefault("300");
    assertThat(baud.defaultText()).contains("9600");
    assertThat(slow.defaultText()).contains("300");
    assertThat(Options.of(Map.of(), Map.of(), List.of(slow)).get(baud)).isEqualTo(300);
  }
}
