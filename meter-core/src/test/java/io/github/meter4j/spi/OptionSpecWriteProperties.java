package io.github.meter4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.fault.Fault;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** A value that is given as such means the same as its text in an address. */
class OptionSpecWriteProperties {
  private static final OptionSpec<Duration> WAIT = OptionSpec.duration("wait", "", "a time");
  private static final OptionSpec<Integer> UNIT = OptionSpec.integer("unit", 0, 255, "", "which");

  @Property
  void durations(@ForAll @LongRange(max = 999_999_999) long millis) {
    Duration value = Duration.ofMillis(millis);
    assertThat(WAIT.parse(WAIT.write(value))).isEqualTo(value);
  }

  @Property
  void offsets(@ForAll @IntRange(min = -18 * 60, max = 18 * 60) int minutes) {
    OptionSpec<ZoneOffset> offset = OptionSpec.offset("offset", "which");
    ZoneOffset value = ZoneOffset.ofTotalSeconds(minutes * 60);
    assertThat(offset.parse(offset.write(value))).isEqualTo(value);
  }

  @Test
  void theOtherTypes() {
    assertThat(UNIT.write(17)).isEqualTo("17");
    assertThat(OptionSpec.flag("f", "", "m").write(true)).isEqualTo("true");
    assertThat(OptionSpec.zone("z", "m").write(ZoneId.of("Europe/Brussels")))
        .isEqualTo("Europe/Brussels");
    assertThat(OptionSpec.choice("k", Fault.Kind.class, "", "m").write(Fault.Kind.CHECKSUM))
        .isEqualTo("checksum");
    assertThat(OptionSpec.secret("key", "m").write(Secret.of("env:P1_KEY")))
        .isEqualTo("env:P1_KEY");
    assertThat(WAIT.write(Duration.ofSeconds(90))).isEqualTo("90s");
    assertThat(WAIT.write(Duration.ofHours(2))).isEqualTo("2h");
  }

  @Test
  void aValueThatAnAddressCannotHaveIsRefused() {
    assertThatThrownBy(() -> UNIT.write(256))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("unit", "256", "0 to 255");
    assertThatThrownBy(() -> WAIT.write(Duration.ofNanos(5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("wait");
    OptionSpec<Object> odd = OptionSpec.of("odd", "a word", "", "m", text -> text);
    assertThatThrownBy(() -> odd.write(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("odd");
  }

  @Test
  void secretsAreNeverPrinted() {
    Options options =
        Options.of(
            Map.of("key", Secret.of("file:/etc/key").toString()),
            Map.of(),
            List.of(OptionSpec.secret("key", "m")));
    assertThat(options).hasToString("key=file:/etc/key");
    assertThatThrownBy(() -> Secret.of("00112233"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("00112233");
  }
}
