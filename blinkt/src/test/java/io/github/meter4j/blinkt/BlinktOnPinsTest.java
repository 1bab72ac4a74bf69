package io.github.meter4j.blinkt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInputProvider;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutputProvider;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.internal.gpio.Gpio.Pull;
import io.github.meter4j.internal.gpio.GpioInput;
import io.github.meter4j.internal.gpio.GpioOutput;
import io.github.meter4j.internal.gpio.Pi4jPins;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Edge by edge, through Pi4J's mock pins. */
class BlinktOnPinsTest {
  private static final String ZERO = "00000000";
  private static final String BLACK = "11100111" + ZERO + ZERO + ZERO;

  private Context context;
  private final Pi4jPins pins = new Pi4jPins(this::newContext);

  private Context newContext() {
    context =
        Pi4J.newContextBuilder()
            .noAutoDetect()
            .disableShutdownHook()
            .add(MockDigitalOutputProvider.newInstance(), MockDigitalInputProvider.newInstance())
            .build();
    return context;
  }

  @AfterEach
  void everyContextEnds() {
    assertThat(context.isShutdown()).isTrue();
  }

  /** Every edge of both pins: D and C rise, d and c fall. */
  private StringBuilder recordEdges() {
    StringBuilder edges = new StringBuilder();
    DigitalOutput data = context.io("meter4j-gpio23");
    DigitalOutput clock = context.io("meter4j-gpio24");
    data.addListener(event -> edges.append(event.state() == DigitalState.HIGH ? 'D' : 'd'));
    clock.addListener(event -> edges.append(event.state() == DigitalState.HIGH ? 'C' : 'c'));
    return edges;
  }

  /** What an LED takes: the data at the moment when the clock rises. */
  private static String sampled(CharSequence edges) {
    StringBuilder bits = new StringBuilder();
    char data = '0';
    for (int i = 0; i < edges.length(); i++) {
      switch (edges.charAt(i)) {
        case 'D' -> data = '1';
        case 'd' -> data = '0';
        case 'C' -> bits.append(data);
        default -> {} // the clock falls
      }
    }
    return bits.toString();
  }

  /** The edges that a frame of bits should make: data when it changes, then the clock. */
  private static String edgesOf(String bits) {
    StringBuilder edges = new StringBuilder();
    char data = '0';
    for (char bit : bits.toCharArray()) {
      if (bit != data) {
        edges.append(bit == '1' ? 'D' : 'd');
        data = bit;
      }
      edges.append("Cc");
    }
    return edges.toString();
  }

  private Blinkt open() throws TransportException {
    return Blinkt.over(BitBangedLine.open(pins, Blinkt.DATA_PIN, Blinkt.CLOCK_PIN));
  }

  @Test
  void aFrameIsTheBitsOfTheDocumentEdgeByEdge() throws Exception {
    try (Blinkt blinkt = open()) {
      StringBuilder edges = recordEdges();

      blinkt.set(0, new Color(255, 0, 0)).show();

      String bits =
          ZERO.repeat(4) + "11100111" + ZERO + ZERO + "11111111" + BLACK.repeat(7) + ZERO.repeat(5);
      assertThat(bits).hasSize(328);
      assertThat(sampled(edges)).isEqualTo(bits);
      assertThat(edges).hasToString(edgesOf(bits));
    }
  }

  @Test
  void theNextFrameFollowsAndTheLastIsDark() throws Exception {
    Blinkt blinkt = open();
    StringBuilder edges = recordEdges();
    blinkt.setAll(Color.WHITE).show();
    blinkt.set(7, Color.BLUE).show();
    blinkt.show();
    blinkt.close();

    String white = "11100111" + "11001000".repeat(3);
    String blue = "11100111" + "11001000" + ZERO + ZERO;
    String start = ZERO.repeat(4);
    String end = ZERO.repeat(5);
    String first = start + white.repeat(8) + end;
    String second = start + white.repeat(7) + blue + end;
    String last = start + BLACK.repeat(8) + end;
    assertThat(sampled(edges)).isEqualTo(first + second + last);
    assertThat(edges).hasToString(edgesOf(first + second + last));
  }

  @Test
  void sharesTheContextWithOtherPins() throws Exception {
    List<Boolean> pulses = new ArrayList<>();
    try (GpioInput counter = pins.input(17, Pull.DOWN, 0, pulses::add)) {
      Context shared = context;
      try (Blinkt blinkt = open()) {
        blinkt.set(1, Color.GREEN).show();
        assertThat(context).isSameAs(shared);
      }
      assertThat(shared.isShutdown()).isFalse();
      try (Blinkt again = open()) {
        again.show();
      }
      assertThat(counter.isHigh()).isFalse();
    }
  }

  @Test
  void aPinInUseLeavesTheOtherFree() throws Exception {
    try (GpioOutput clock = pins.output(24)) {
      assertThatThrownBy(this::open).hasMessageContaining("GPIO 24 is in use by this program");
      pins.output(23).close();
      clock.low();
    }
  }
}
