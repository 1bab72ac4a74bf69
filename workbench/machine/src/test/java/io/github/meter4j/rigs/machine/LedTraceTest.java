package io.github.meter4j.rigs.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedTraceTest {
  private static final int DATA = 473;
  private static final int CLOCK = 474;

  private final List<String> trace = new ArrayList<>();

  @Test
  void takesTheDataLineWhenTheClockRises() {
    mark("one");
    clockOut("11100111");
    clockOut("00000001");

    assertThat(decoded().after("one").hex()).isEqualTo("e701");
  }

  @Test
  void takesNothingWhenTheClockFallsOrStaysHigh() {
    mark("one");
    set(DATA, 1);
    set(CLOCK, 1);
    set(CLOCK, 1);
    set(DATA, 0);
    set(CLOCK, 0);

    assertThat(decoded().after("one").bits()).isEqualTo("1");
  }

  @Test
  void keepsWhatFollowsAMarkApart() {
    mark("one");
    clockOut("10101010");
    mark("nothing");
    mark("two");
    clockOut("0101");

    assertThat(decoded().after("one").hex()).isEqualTo("aa");
    assertThat(decoded().after("nothing").hex()).isEmpty();
    assertThat(decoded().after("two").hex()).isEqualTo("+0101");
  }

  @Test
  void passesOverOtherLinesOfTheChip() {
    mark("one");
    set(DATA, 1);
    set(17, 0);
    set(CLOCK, 1);
    set(17, 1);

    assertThat(decoded().after("one").bits()).isEqualTo("1");
  }

  private LedTrace decoded() {
    return LedTrace.decode(trace, DATA, CLOCK);
  }

  private void mark(String text) {
    trace.add("            java-101     [000] .....    21.500000: tracing_mark_write: " + text);
  }

  private void set(int line, int level) {
    trace.add(
        "            java-101     [000] .....    21.500123: gpio_value: " + line + " set " + level);
  }

  private void clockOut(String bits) {
    for (char bit : bits.toCharArray()) {
      set(DATA, bit - '0');
      set(CLOCK, 1);
      set(CLOCK, 0);
    }
  }
}
