package io.github.meter4j.s0;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.internal.gpio.Gpio;
import io.github.meter4j.internal.gpio.GpioInput;
import io.github.meter4j.internal.gpio.GpioOutput;
import io.github.meter4j.spi.EdgeListener;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.PulseSource;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Counts the edges of a pin that is standard input, where 1 and 0 are its levels: what is sent
 * while this program stands still waits in the pipe, as edges do in the kernel. Says the count at
 * the end.
 */
final class PipedPinProgram {
  private PipedPinProgram() {}

  /** Standard input as a pin. */
  private static final class PipedPin implements Gpio, GpioInput {
    private final AtomicReference<Consumer<Boolean>> edges = new AtomicReference<>();
    private volatile boolean high;

    @Override
    public GpioOutput output(int bcm) {
      throw new UnsupportedOperationException();
    }

    @Override
    public GpioInput input(int bcm, Pull pull, long debounceMicros, Consumer<Boolean> listener) {
      edges.set(listener);
      return this;
    }

    @Override
    public boolean isHigh() {
      return high;
    }

    void set(boolean level) {
      high = level;
      edges.get().accept(level);
    }

    @Override
    public void close() {
      edges.set(level -> {});
    }
  }

  public static void main(String[] args) throws Exception {
    PipedPin pin = new PipedPin();
    GpioPulseSourceProvider provider =
        new GpioPulseSourceProvider(pin, System::nanoTime, StallWatch.OF_THIS_PROCESS);
    PulseCounter counter = new PulseCounter(true, Duration.ofMillis(10), 17);
    PulseSource source = open(provider, counter);
    System.out.println("ready");
    for (int level = System.in.read(); level >= 0; level = System.in.read()) {
      pin.set(level == '1');
    }
    Thread.sleep(50);
    System.out.println(counter.at(System.nanoTime()));
    source.close();
  }

  private static PulseSource open(GpioPulseSourceProvider provider, PulseCounter counter)
      throws TransportException {
    return provider.open(
        "gpio17",
        Options.of(Map.of(), Map.of(), provider.options()),
        new EdgeListener() {
          @Override
          public void edge(boolean high, long nanos) {
            counter.edge(high, nanos);
          }

          @Override
          public void late(boolean high, long earliest, long nanos) {
            counter.late(high, earliest, nanos);
          }
        });
  }
}
