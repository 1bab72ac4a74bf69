package io.github.meter4j.rigs.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.rigs.machine.Returns.Return;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReturnsTest {
  private final List<String> lines =
      new ArrayList<>(
          List.of(
              "STEP one",
              "OPENED at_ms=5000 returns=1",
              "STATE at_ms=5900 state=CONNECTED",
              "STATE at_ms=9100 state=DISCONNECTED why: /dev/ttyUSB0 is gone",
              "STATE at_ms=9900 state=DISCONNECTED why: no port /dev/ttyUSB0",
              "STATE at_ms=10200 state=CONNECTING",
              "STATE at_ms=11000 state=CONNECTED",
              "KERNEL at_ms=1000 attached=ttyUSB0",
              "KERNEL at_ms=9000 disconnected=ttyUSB0"));

  @Test
  void measuresFromTheKernelsWordToTheProgramsWord() {
    lines.add("KERNEL at_ms=9700 attached=ttyUSB0");

    List<Return> returns = Returns.of("one", Console.parse(lines));

    assertThat(returns).containsExactly(new Return(9_000, 9_100, 9_700, 10_200));
    assertThat(returns.get(0).out()).isEqualTo(700);
    assertThat(returns.get(0).noticedAfter()).isEqualTo(100);
    assertThat(returns.get(0).openedAfter()).isEqualTo(500);
  }

  @Test
  void refusesAnAdapterThatCameBackUnderAnotherName() {
    lines.remove("KERNEL at_ms=1000 attached=ttyUSB0");
    lines.add("KERNEL at_ms=9700 attached=ttyUSB1");

    Console console = Console.parse(lines);

    assertThatThrownBy(() -> Returns.of("one", console))
        .isInstanceOf(AssertionError.class)
        .hasMessage("one: gone [9000], noticed [9100], back [], opened [10200]");
  }
}
