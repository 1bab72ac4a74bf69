package io.github.meter4j.internal.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.exception.IOException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInput;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInputProvider;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutput;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutputProvider;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutputProviderImpl;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.internal.gpio.Gpio.Pull;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Pi4jPinsTest {
  private final List<Context> made = new ArrayList<>();
  private MockDigitalOutputProvider outputs = MockDigitalOutputProvider.newInstance();
  private final Pi4jPins pins = new Pi4jPins(this::newContext);

  private Context newContext() {
    Context context =
        Pi4J.newContextBuilder()
            .noAutoDetect()
            .disableShutdownHook()
            .add(MockDigitalInputProvider.newInstance(), outputs)
            .build();
    made.add(context);
    return context;
  }

  @AfterEach
  void everyContextEnds() {
    made.stream().filter(context -> !context.isShutdown()).forEach(Context::shutdown);
  }

  private DigitalState levelOf(int bcm) {
    DigitalOutput pin = made.get(made.size() - 1).io("meter4j-gpio" + bcm);
    return pin.state();
  }

  private MockDigitalInput inputOf(int bcm) {
    DigitalInput pin = made.get(made.size() - 1).io("meter4j-gpio" + bcm);
    return (MockDigitalInput) pin;
  }

  @Test
  void anOutputStartsLowAndFollows() throws Exception {
    try (GpioOutput pin = pins.output(23)) {
      assertThat(levelOf(23)).isEqualTo(DigitalState.LOW);
      pin.high();
      assertThat(levelOf(23)).isEqualTo(DigitalState.HIGH);
      pin.low();
      assertThat(levelOf(23)).isEqualTo(DigitalState.LOW);
    }
  }

  @Test
  void anInputTellsItsEdgesUntilItIsClosed() throws Exception {
    List<Boolean> edges = new ArrayList<>();
    GpioInput pin = pins.input(17, Pull.DOWN, 10_000, edges::add);
    MockDigitalInput line = inputOf(17);
    line.mockState(DigitalState.HIGH);
    assertThat(pin.isHigh()).isTrue();
    line.mockState(DigitalState.LOW);
    assertThat(pin.isHigh()).isFalse();
    try (GpioOutput other = pins.output(4)) {
      pin.close();
      line.mockState(DigitalState.HIGH);

      assertThat(edges).containsExactly(true, false);
      other.high();
    }
  }

  @Test
  void everyPulseIsTold() throws Exception {
    int[] rising = new int[1];
    try (GpioInput pin = pins.input(17, Pull.UP, 0, high -> rising[0] += high ? 1 : 0)) {
      MockDigitalInput line = inputOf(17);
      for (int i = 0; i < 1_000; i++) {
        line.mockState(DigitalState.HIGH);
        line.mockState(DigitalState.LOW);
      }
      assertThat(rising[0]).isEqualTo(1_000);
      assertThat(pin.isHigh()).isFalse();
    }
  }

  @Test
  void theInputIsSetUpAsAsked() throws Exception {
    try (GpioInput pin = pins.input(17, Pull.UP, 2_500, high -> {})) {
      assertThat(pin.isHigh()).isFalse();
      assertThat(inputOf(17).config().getPull().name()).isEqualTo("PULL_UP");
      assertThat(inputOf(17).config().getDebounce()).isEqualTo(2_500);
      assertThat(inputOf(17).config().address()).isEqualTo(17);
    }
  }

  @Test
  void oneContextServesAllPinsAndEndsWithTheLast() throws Exception {
    GpioOutput data = pins.output(23);
    GpioInput counter = pins.input(17, Pull.DOWN, 0, high -> {});
    assertThat(made).hasSize(1);
    data.close();
    data.close();
    assertThat(made.get(0).isShutdown()).isFalse();
    counter.close();
    assertThat(made.get(0).isShutdown()).isTrue();
  }

  @Test
  void aPinOpensAgainAfterTheLastWasClosed() throws Exception {
    pins.output(23).close();
    try (GpioOutput again = pins.output(23)) {
      again.high();
      assertThat(made).hasSize(2);
      assertThat(levelOf(23)).isEqualTo(DigitalState.HIGH);
    }
  }

  /** As the gpiod provider does: it keeps a line until its context ends. */
  @Test
  void aPinOpensAgainWhileOthersAreOpenAlthoughTheProviderNeverLetsGo() throws Exception {
    outputs = new GreedyOutputs();
    try (GpioOutput other = pins.output(24)) {
      pins.output(23).close();
      try (GpioOutput again = pins.output(23)) {
        again.high();
        assertThat(levelOf(23)).isEqualTo(DigitalState.HIGH);
      }
      other.high();
    }
    assertThat(made).hasSize(1);
  }

  @Test
  void anOldHandleDoesNotCloseTheNewOne() throws Exception {
    try (GpioOutput other = pins.output(24)) {
      GpioOutput old = pins.output(23);
      old.close();
      try (GpioOutput young = pins.output(23)) {
        old.close();
        assertFails(Kind.BUSY, () -> pins.output(23));
        assertFails(Kind.CLOSED, old::high);
        young.high();
        other.low();
      }
    }
  }

  @Test
  void aPinChangesItsDirectionOrItsSetUp() throws Exception {
    try (GpioOutput other = pins.output(24)) {
      pins.output(23).close();
      List<Boolean> edges = new ArrayList<>();
      pins.input(23, Pull.DOWN, 0, edges::add).close();
      try (GpioInput pin = pins.input(23, Pull.UP, 0, edges::add)) {
        inputOf(23).mockState(DigitalState.HIGH);
        assertThat(inputOf(23).config().getPull().name()).isEqualTo("PULL_UP");
        assertThat(edges).containsExactly(true);
        assertThat(pin.isHigh()).isTrue();
      }
      other.low();
    }
  }

  @Test
  void aPinThatIsOpenIsBusy() throws Exception {
    try (GpioOutput pin = pins.output(23)) {
      assertFails(Kind.BUSY, () -> pins.input(23, Pull.DOWN, 0, high -> {}))
          .hasMessageContaining("GPIO 23 is in use by this program already");
      pin.high();
    }
  }

  @Test
  void theProviderThatLosesPulsesIsRefusedByName() {
    outputs = new SysfsOutputs();
    assertFails(Kind.REFUSED, () -> pins.output(23))
        .hasMessageContaining("linuxfs-digital-output")
        .hasMessageContaining("add com.pi4j:pi4j-plugin-gpiod:2.8.0");
    assertThat(made).hasSize(1).allMatch(Context::isShutdown);
  }

  @Test
  void aPinThatFailsSaysWhy() throws Exception {
    outputs = new FailingOutputs();
    try (GpioOutput pin = pins.output(23)) {
      assertFails(Kind.DISCONNECTED, pin::high).hasMessage("GPIO 23 failed: the line is gone");
    }
  }

  @Test
  void withoutAProviderNothingStaysOpen() {
    Pi4jPins none =
        new Pi4jPins(
            () -> {
              Context empty = Pi4J.newContextBuilder().noAutoDetect().disableShutdownHook().build();
              made.add(empty);
              return empty;
            });
    assertThatThrownBy(() -> none.output(23)).hasMessageContaining("DIGITAL_OUTPUT");
    assertThat(made).hasSize(1).allMatch(Context::isShutdown);
  }

  @Test
  void knowsWhichPluginsAreInstalled() {
    assertThat(Pi4jPins.plugins()).contains("com.pi4j.plugin.mock.MockPlugin");
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertFails(
      Kind kind, ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            TransportException.class, e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
  }

  private static final class SysfsOutputs extends MockDigitalOutputProviderImpl {
    SysfsOutputs() {
      this.id = "linuxfs-digital-output";
    }
  }

  /** Requests each line once. */
  private static final class GreedyOutputs extends MockDigitalOutputProviderImpl {
    private final List<Integer> requested = new ArrayList<>();

    @Override
    public DigitalOutput create(DigitalOutputConfig config) {
      if (requested.contains(config.address())) {
        throw new IllegalStateException("Device or resource busy");
      }
      requested.add(config.address());
      return super.create(config);
    }
  }

  private static final class FailingOutputs extends MockDigitalOutputProviderImpl {
    @Override
    public DigitalOutput create(DigitalOutputConfig config) {
      MockDigitalOutput output =
          new MockDigitalOutput(this, config) {
            @Override
            public DigitalOutput state(DigitalState state) {
              if (state == DigitalState.HIGH) {
                throw new IOException("cannot set", new IllegalStateException("the line is gone"));
              }
              return super.state(state);
            }
          };
      context.registry().add(output);
      return output;
    }
  }
}
