package io.github.meter4j.internal.gpio;

import static org.assertj.core.api.Assertions.assertThat;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInputProvider;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutputProvider;
import io.github.meter4j.internal.gpio.Gpio.Pull;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Modules of one program open and close their pins as they like. */
class Pi4jPinsStressTest {
  private final Queue<Context> made = new ConcurrentLinkedQueue<>();

  private Context newContext() {
    // two contexts at a time would be two owners of the pins
    assertThat(made).allMatch(Context::isShutdown);
    Context context =
        Pi4J.newContextBuilder()
            .noAutoDetect()
            .disableShutdownHook()
            .add(MockDigitalInputProvider.newInstance(), MockDigitalOutputProvider.newInstance())
            .build();
    made.add(context);
    return context;
  }

  @Test
  @Timeout(60)
  void thereIsNeverMoreThanOneContextAndNoneAtTheEnd() throws Exception {
    Pi4jPins pins = new Pi4jPins(this::newContext);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Integer>> jobs = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        jobs.add(threads.submit(use(pins, i)));
      }
      int used = 0;
      for (Future<Integer> job : jobs) {
        used += job.get();
      }
      assertThat(used).isEqualTo(4 * 200);
    } finally {
      threads.shutdownNow();
    }
    assertThat(made).isNotEmpty().allMatch(Context::isShutdown);
  }

  private static Callable<Integer> use(Gpio pins, int bcm) {
    return () -> {
      int used = 0;
      for (int i = 0; i < 200; i++) {
        if (i % 2 == 0) {
          try (GpioOutput pin = pins.output(bcm)) {
            pin.high();
            used++;
          }
        } else {
          try (GpioInput pin = pins.input(bcm, Pull.DOWN, 0, high -> {})) {
            used += pin.isHigh() ? 0 : 1;
          }
        }
      }
      return used;
    };
  }
}
