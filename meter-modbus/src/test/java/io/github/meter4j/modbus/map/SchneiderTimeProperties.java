package io.github.meter4j.modbus.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.reading.MeterTime;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class SchneiderTimeProperties {
  private static final LocalDateTime FIRST = LocalDateTime.of(2000, 1, 1, 0, 0);

  @Property
  void timesComeBack(@ForAll @LongRange(max = 4_000_000_000_000L) long milliseconds) {
    LocalDateTime time = FIRST.plus(milliseconds, ChronoUnit.MILLIS);
    int[] words = SchneiderTime.encode(time);
    assertThat(SchneiderTime.decode(words).local()).contains(time);
    // 1 to 7 are Sunday to Saturday
    assertThat(words[1] >>> 5 & 7).isEqualTo(time.getDayOfWeek().getValue() % 7 + 1);
  }

  @Property
  void anyWordsAreATimeOrKeepTheirText(
      @ForAll @IntRange(max = 0xffff) int a,
      @ForAll @IntRange(max = 0xffff) int b,
      @ForAll @IntRange(max = 0xffff) int c,
      @ForAll @IntRange(max = 0xffff) int d) {
    MeterTime time = SchneiderTime.decode(new int[] {a, b, c, d});
    assertThat(time.raw()).isEqualTo(Words.hex(new int[] {a, b, c, d}));
    assertThat(time.instant()).isEmpty();
    assertThat(time.local().isPresent() && (c & 0x80) != 0).isFalse();
  }

  @Example
  void marksAndDatesThatAreNone() {
    LocalDateTime noon = LocalDateTime.of(2026, 1, 31, 12, 0);
    int[] words = SchneiderTime.encode(noon);
    assertThat(SchneiderTime.decode(words).daylightSaving()).isEmpty();
    words[2] |= 0x8000;
    assertThat(SchneiderTime.decode(words).daylightSaving()).contains(true);
    words[2] |= 0x0080; // not valid
    assertThat(SchneiderTime.decode(words).local()).isEmpty();
    // 30 February
    assertThat(SchneiderTime.decode(new int[] {26, 0x021e, 0x0c00, 0}).local()).isEmpty();
    assertThat(SchneiderTime.decode(new int[] {26, 0x011f, 0x0c00, 60_000}).local()).isEmpty();
    assertThatThrownBy(() -> SchneiderTime.encode(noon.withYear(1999)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
