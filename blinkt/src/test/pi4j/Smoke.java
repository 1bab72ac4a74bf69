import io.github.meter4j.blinkt.Blinkt;
import io.github.meter4j.blinkt.Color;
import io.github.meter4j.internal.gpio.Gpio;
import io.github.meter4j.internal.gpio.GpioInput;
import io.github.meter4j.internal.gpio.GpioOutput;
import java.util.concurrent.atomic.AtomicInteger;

/** Lights a Blinkt and counts pulses on the Pi4J that is there; ends with 1 when that fails. */
public final class Smoke {
  public static void main(String[] args) throws Exception {
    Gpio gpio = Gpio.ofThisMachine("");
    AtomicInteger rising = new AtomicInteger();
    for (int round = 0; round < 2; round++) {
      try (GpioInput counter =
              gpio.input(17, Gpio.Pull.DOWN, 0, high -> rising.addAndGet(high ? 1 : 0));
          GpioOutput wire = gpio.output(4);
          Blinkt blinkt = Blinkt.open()) {
        blinkt.set(0, new Color(255, 0, 0)).clearOnClose(false).show();
        for (int i = 0; i < 100; i++) {
          wire.high();
          wire.low();
        }
      }
    }
    String zero = "00000000";
    String frame =
        zero.repeat(4)
            + ("11100111" + zero + zero + "11111111")
            + ("11100111" + zero.repeat(3)).repeat(7)
            + zero.repeat(5);
    boolean lit = WiredPins.BITS.toString().equals(frame.repeat(2));
    System.out.println("frame " + (lit ? "as it should be" : "WRONG") + ", " + rising + " pulses");
    System.exit(lit && rising.get() == 200 ? 0 : 1);
  }
}
