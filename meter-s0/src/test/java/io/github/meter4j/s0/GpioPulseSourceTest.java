package io.github.meter4j.s0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.MeterSource;
import io.github.meter4j.TransportException;
import io.github.meter4j.TransportException.Kind;
import io.github.meter4j.internal.gpio.Gpio;
import io.github.meter4j.internal.gpio.GpioInput;
import io.github.meter4j.internal.gpio.GpioOutput;
import io.github.meter4j.spi.EdgeListener;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.PulseSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GpioPulseSourceTest {
  private final Pin pin = new Pin();
  private final List<String> told = new ArrayList<>();
  private long now;
  private final StallWatch watch = new StallWatch(() -> now, false);

  /** One pin that a test moves. */
  private static final class Pin implements Gpio, GpioInput {
    private String opened = "";
    private boolean high;
    private boolean closed;
    private boolean broken;
    private Consumer<Boolean> edges = level -> {};

    @Override
    public GpioOutput output(int bcm) {
      throw new AssertionError("an input is wanted");
    }

    @Override
    public GpioInput input(int bcm, Pull pull, long debounceMicros, Consumer<Boolean> listener) {
      opened = bcm + " " + pull + ' ' + debounceMicros;
      edges = listener;
      return this;
    }

    @Override
    public boolean isHigh() throws TransportException {
      if (broken) {
        throw new TransportException(Kind.DISCONNECTED, "broken");
      }
      return high;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private PulseSource open(String target, Map<String, String> options) throws TransportException {
    GpioPulseSourceProvider provider = new GpioPulseSourceProvider(pin, () -> now, watch);
    return provider.open(
        target,
        Options.of(options, Map.of(), provider.options()),
        new EdgeListener() {
          @Override
          public void edge(boolean high, long nanos) {
            told.add(high + "@" + nanos);
          }

          @Override
          public void late(boolean high, long earliest, long nanos) {
            told.add(high + "@" + earliest + "-" + nanos);
          }
        });
  }

  private void edge(boolean high, long nanos) {
    now = nanos;
    pin.edges.accept(high);
  }

  @Test
  void tellsEdgesWithTheirTimesUntilItIsClosed() throws Exception {
    PulseSource source = open("gpio17", Map.of());
    assertThat(pin.opened).isEqualTo("17 DOWN 0");
    edge(true, 5);
    edge(false, 6);
    edge(false, 7);
    source.close();
    edge(true, 8);

    assertThat(told).containsExactly("true@5", "false@6", "false@7");
    assertThat(pin.closed).isTrue();
  }

  /** A pin that is high when it is opened is no pulse, even if the library tells it. */
  @Test
  void theLevelAtTheStartIsNoEdge() throws Exception {
    pin.high = true;
    open("gpio17", Map.of("pull", "up", "pin-debounce", "2ms"));
    assertThat(pin.opened).isEqualTo("17 UP 2000");
    edge(true, 5);
    edge(false, 6);
    edge(true, 7);

    assertThat(told).containsExactly("false@6", "true@7");
  }

  /** Stood still from 0 to 100 ms; the kernel had kept the edges. */
  @Test
  void edgesAfterAStallAreToldAsLate() throws Exception {
    PulseSource source = open("gpio17", Map.of());
    edge(true, 5_000_000);
    edge(false, 100_000_000);
    watch.beat();
    edge(true, 100_000_100);
    now = 110_000_000;
    watch.beat();
    now = 120_000_000;
    watch.beat();
    edge(false, 129_999_999);
    edge(true, 130_000_000);
    assertThat(told)
        .containsExactly(
            "true@5000000",
            "false@0-100000000",
            "true@0-100000100",
            "false@0-129999999",
            "true@130000000");
    source.close();
    assertThat(watch.beat()).isFalse();
  }

  @Test
  void aPinThatCannotBeReadIsClosedAgain() {
    pin.broken = true;

    assertThatThrownBy(() -> open("gpio17", Map.of())).hasMessage("broken");
    assertThat(pin.closed).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "17", "gpio017", "GPIO17", "gpio", "gpio171", "17a", "/dev/ttyUSB0", "-1"})
  void refusesWhatIsNoPin(String target) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GpioPulseSourceProvider().validate(target))
        .withMessageContaining("as in gpio17");
  }

  @Test
  void isFoundByItsAddress() {
    assertThat(MeterSource.parse("s0:gpio17?impulses=1000&pull=up&edge=falling"))
        .hasToString("s0:gpio17?impulses=1000&pull=up&edge=falling");
    assertThat(S0.gpio(17, 1_000)).hasToString("s0:gpio17?impulses=1000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MeterSource.parse("s0:gpio17?pull=sideways"))
        .withMessageContaining("off, down, up");
    assertThatIllegalArgumentException().isThrownBy(() -> S0.gpio(17, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MeterSource.parse("s0+serial:/dev/ttyUSB0"))
        .withMessageContaining("no pulse source \"serial\"");
  }
}
