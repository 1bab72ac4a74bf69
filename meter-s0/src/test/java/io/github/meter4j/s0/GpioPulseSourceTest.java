package io.github.meter4j.s0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.MeterSource;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
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
    private Runnable whileOpening = () -> {};
    private Runnable whileReading = () -> {};
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
      whileOpening.run();
      return this;
    }

    @Override
    public boolean isHigh() throws TransportException {
      if (broken) {
        throw new TransportException(Kind.DISCONNECTED, "broken");
      }
      whileReading.run();
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

          @Override
          public void interrupted(String why) {
            told.add(why);
          }
        });
  }

  private void edge(boolean high, long nanos) {
    now = nanos;
    pin.high = high;
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

  /**
   * Stood still from 0 to 100 ms; the kernel had kept the edges, which come one after the other.
   */
  @Test
  void edgesAfterAStallAreToldAsLate() throws Exception {
    PulseSource source = open("gpio17", Map.of());
    edge(true, 5_000_000);
    edge(false, 100_000_000);
    watch.beat();
    edge(true, 100_000_100);
    now = 110_000_000;
    watch.beat();
    edge(false, 110_000_001);
    now = 120_000_000;
    watch.beat();
    edge(true, 120_000_001);
    assertThat(told)
        .containsExactly(
            "true@5000000",
            "false@0-100000000",
            "true@0-100000100",
            "false@110000001",
            "true@120000001");
    source.close();
    assertThat(watch.beat()).isFalse();
  }

  /**
   * A collection of garbage from 2 to 105 ms hid a pulse and a half, and after the first edge Pi4J
   * loaded classes for 13 ms (seen on an emulated Pi 2).
   */
  @Test
  void edgesWaitWhileTheLibraryTellsItsFirstOne() throws Exception {
    open("gpio17", Map.of());
    beatAt(2_000_000);
    pin.high = true;
    beatAt(105_000_000);
    beatAt(116_000_000);
    edge(true, 121_500_000);
    beatAt(126_000_000);
    pin.high = false;
    edge(false, 134_900_000);
    edge(true, 134_950_000);
    edge(false, 134_980_000);

    assertThat(told)
        .containsExactly(
            "true@2000000-105000000",
            "false@2000000-134900000",
            "true@2000000-134950000",
            "false@2000000-134980000");
  }

  @Test
  void whatCameBeforeThePinWasOpenIsNotTold() throws Exception {
    pin.whileOpening = () -> edge(true, 5);
    open("gpio17", Map.of());
    edge(false, 6);
    edge(true, 7);

    assertThat(told).containsExactly("false@6", "true@7");
  }

  /** A pulse of before and one of after, both told when the thread begins to run. */
  @Test
  void aPulseOfBeforeThePinWasOpenTakesNothingFromTheNext() throws Exception {
    open("gpio17", Map.of());
    beatAt(10_000_000);
    pin.high = true;
    beatAt(20_000_000);
    beatAt(30_000_000);
    now = 39_000_000;
    pin.edges.accept(true);
    pin.edges.accept(false);
    pin.edges.accept(true);
    edge(false, 45_000_000);

    assertThat(told)
        .containsExactly("true@20000000", "false@20000000", "true@20000000", "false@45000000");
  }

  private void beatAt(long nanos) {
    now = nanos;
    watch.beat();
  }

  /** The thread that tells edges is late alone: the looks at the level know better. */
  @Test
  void anEdgeThatALookHasShownIsToldWithItsTime() throws Exception {
    open("gpio17", Map.of());
    beatAt(10_000_000);
    pin.high = true;
    beatAt(20_000_000);
    beatAt(30_000_000);
    pin.high = false;
    beatAt(40_000_000);
    beatAt(50_000_000);
    now = 58_000_000;
    pin.edges.accept(true);
    pin.edges.accept(false);
    pin.edges.accept(true);
    now = 58_100_000;
    pin.edges.accept(false);

    assertThat(told)
        .containsExactly("true@20000000", "false@40000000", "true@40000000", "false@40000000");
  }

  /** The thread lost the processor while it told the edge, and the whole pulse went by. */
  @Test
  void aPulseThatIsOverIsABounceOnlyIfLooksWereDense() throws Exception {
    open("gpio17", Map.of());
    beatAt(10_000_000);
    pin.whileReading =
        () -> {
          now = 42_000_000;
          pin.high = false;
        };
    edge(true, 12_000_000);
    pin.whileReading = () -> {};
    edge(false, 42_100_000);

    assertThat(told).containsExactly("true@12000000", "false@10000000-42100000");
  }

  @Test
  void anEdgeThatIsOverWhenItIsToldTakesNoTime() throws Exception {
    open("gpio17", Map.of());
    edge(true, 3_000_000);
    beatAt(10_000_000);
    now = 14_000_000;
    pin.edges.accept(false);
    pin.edges.accept(true);

    assertThat(told).containsExactly("true@3000000", "false@3000000", "true@3000000");
  }

  @Test
  void aLookAfterALongTimeLeavesTheTimeOpen() throws Exception {
    open("gpio17", Map.of());
    beatAt(10_000_000);
    pin.high = true;
    beatAt(90_000_000);
    now = 91_000_000;
    pin.edges.accept(true);

    assertThat(told).containsExactly("true@10000000-90000000");
  }

  @Test
  void aBounceThatALookHasMetIsForgotten() throws Exception {
    open("gpio17", Map.of());
    pin.high = true;
    beatAt(10_000_000);
    pin.high = false;
    beatAt(20_000_000);
    edge(true, 27_000_000);

    assertThat(told).containsExactly("true@27000000");
  }

  /** The queue of the kernel was full, or the thread that tells edges has ended. */
  @Test
  void saysThatEdgesAreMissingThatWereSeen() throws Exception {
    open("gpio17", Map.of());
    edge(true, 1);
    edge(false, 2);
    told.clear();
    pin.high = true;
    for (long millis = 10; millis <= 2_010; millis += 10) {
      beatAt(millis * 1_000_000);
    }
    assertThat(told).isEmpty();
    beatAt(2_020_000_000);
    beatAt(4_100_000_000L);
    edge(false, 4_101_000_000L);

    assertThat(told)
        .containsExactly("the library did not tell edges of it", "false@2020000000-4101000000");
  }

  /** It does not tell what is shorter, so a look may show more than is told. */
  @Test
  void doesNotLookWhereTheLibraryDebounces() throws Exception {
    open("gpio17", Map.of("pin-debounce", "2ms"));
    beatAt(10_000_000);
    pin.high = true;
    beatAt(20_000_000);
    beatAt(30_000_000);
    edge(true, 31_000_000);

    assertThat(told).containsExactly("true@31000000");
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
