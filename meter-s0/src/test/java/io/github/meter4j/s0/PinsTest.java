package io.github.meter4j.s0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInput;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInputProvider;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutputProvider;
import io.github.meter4j.MeterReader;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.internal.gpio.Pi4jPins;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.PulseSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Pulses through Pi4J's mock pins. */
class PinsTest {
  private static final long MS = 1_000_000;

  private final List<Context> made = new ArrayList<>();
  private final Pi4jPins pins = new Pi4jPins(this::newContext);
  private final AtomicLong now = new AtomicLong();
  private final StallWatch watch = new StallWatch(now::get, false);
  private final GpioPulseSourceProvider provider =
      new GpioPulseSourceProvider(pins, now::get, watch);

  private Context newContext() {
    Context context =
        Pi4J.newContextBuilder()
            .noAutoDetect()
            .disableShutdownHook()
            .add(MockDigitalInputProvider.newInstance(), MockDigitalOutputProvider.newInstance())
            .build();
    made.add(context);
    return context;
  }

  private PulseSource open(int pin, PulseCounter counter) throws TransportException {
    Options options = Options.of(Map.of(), Map.of(), provider.options());
    return provider.open("gpio" + pin, options, counter::edge);
  }

  private static PulseCounter counter() {
    return new PulseCounter(true, Duration.ofMillis(10), 17);
  }

  private MockDigitalInput pin(int bcm) {
    DigitalInput pin = made.get(made.size() - 1).io("meter4j-gpio" + bcm);
    return (MockDigitalInput) pin;
  }

  private void pass(long millis) {
    for (long left = millis; left > 0; left -= 10) {
      now.addAndGet(Math.min(left, 10) * MS);
      watch.beat();
    }
  }

  private void pulse(int bcm, long pause) {
    pass(pause);
    pin(bcm).mockState(DigitalState.HIGH);
    pass(30);
    pin(bcm).mockState(DigitalState.LOW);
  }

  @Test
  void everyPulseOfSeveralInputsIsCounted() throws Exception {
    PulseCounter first = counter();
    PulseCounter second = counter();
    PulseSource a = open(17, first);
    PulseSource b = open(27, second);
    for (int i = 0; i < 1_000; i++) {
      pulse(17, 30);
      if (i % 2 == 0) {
        pulse(27, 30);
      }
    }
    pass(1_000);
    assertThat(made).as("one context").hasSize(1);
    a.close();
    b.close();

    assertThat(first.at(now.get()).count()).isEqualTo(1_000);
    assertThat(second.at(now.get()).count()).isEqualTo(500);
    assertThat(first.at(now.get()).rejected() + second.at(now.get()).lostEdges()).isZero();
    assertThat(made.get(0).isShutdown()).isTrue();
  }

  @Test
  void aPinHasOneReader() throws Exception {
    PulseSource first = open(17, counter());
    assertThatThrownBy(() -> open(17, counter()))
        .isInstanceOfSatisfying(
            TransportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BUSY));
    first.close();
    open(17, counter()).close();
  }

  @Test
  void aPinThatDoesNotExistIsSaid() {
    assertThatThrownBy(() -> MeterReader.open("s0:gpio99?impulses=1000"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no GPIO 99");
  }
}
