package io.github.meter4j.modbus.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.modbus.Patience;
import io.github.meter4j.modbus.map.RegisterTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Coming and going in one moment: a port is never open twice, and is closed when nobody is left.
 */
@Timeout(30)
class SharedLinesRacesTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private static void ask(SharedLines.Use use) throws Exception {
    Lines.unit(
            use.line(), 1, new Timing(Duration.ofMillis(1), 1), () -> false, ReplyListener.NOBODY)
        .read(RegisterTable.HOLDING, 0, 1);
  }

  @Test
  void whoeverComesWhileTheLastOneClosesTheLineWaitsForThat() throws Exception {
    CountDownLatch closing = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    OnePort port =
        new OnePort(
            "waits",
            () -> {
              closing.countDown();
              await(release);
            });
    SharedLines.Use first = SharedLines.join(port);
    Future<?> leaving = threads.submit(first.end());
    await(closing);
    AtomicReference<Thread> joiner = new AtomicReference<>();
    Future<SharedLines.Use> joining =
        threads.submit(
            () -> {
              joiner.set(Thread.currentThread());
              return SharedLines.join(port);
            });
    Patience.until(
        "it waits or is through",
        () ->
            joining.isDone()
                || joiner.get() != null && joiner.get().getState() == Thread.State.WAITING);
    release.countDown();
    SharedLines.Use second = joining.get(10, TimeUnit.SECONDS);
    leaving.get(10, TimeUnit.SECONDS);
    assertThat(second.line()).isNotSameAs(first.line());
    assertThat(port.opened()).isEqualTo(2);
    assertThat(port.open()).isEqualTo(1);
    second.end().run();
    assertThat(port.open()).isZero();
  }

  @Test
  void aBrokenLineDoesNotKeepThePortFromWhoeverComesNext() throws Exception {
    OnePort port = new OnePort("breaks", () -> {});
    SharedLines.Use first = SharedLines.join(port);
    port.breakDown(true);
    assertThatThrownBy(() -> ask(first)).isInstanceOf(TransportException.class);
    port.breakDown(false);
    SharedLines.Use second = SharedLines.join(port);
    assertThat(port.open()).isEqualTo(1);
    first.end().run();
    assertThat(second.line().isBroken()).isFalse();
    assertThat(port.open()).isEqualTo(1);
    second.end().run();
    assertThat(port.open()).isZero();
  }

  @Test
  void aBrokenLineThatIsBeingClosedIsWaitedFor() throws Exception {
    CountDownLatch closing = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    OnePort port =
        new OnePort(
            "closing",
            () -> {
              closing.countDown();
              await(release);
            });
    SharedLines.Use first = SharedLines.join(port);
    SharedLines.Use second = SharedLines.join(port);
    port.breakDown(true);
    assertThatThrownBy(() -> ask(first)).isInstanceOf(TransportException.class);
    Future<?> leaving = threads.submit(first.end());
    await(closing);
    AtomicReference<Thread> joiner = new AtomicReference<>();
    Future<SharedLines.Use> joining =
        threads.submit(
            () -> {
              joiner.set(Thread.currentThread());
              return SharedLines.join(port);
            });
    Patience.until(
        "it waits or is through",
        () ->
            joining.isDone()
                || joiner.get() != null && joiner.get().getState() == Thread.State.BLOCKED);
    release.countDown();
    SharedLines.Use third = joining.get(10, TimeUnit.SECONDS);
    leaving.get(10, TimeUnit.SECONDS);
    assertThat(port.open()).isEqualTo(1);
    second.end().run();
    third.end().run();
    assertThat(port.open()).isZero();
  }

  /** All orders that chance makes of many threads; the stress module asks for the rest. */
  @Test
  void manyWhoComeAndGoNeverFindThePortBusy() throws Exception {
    OnePort port = new OnePort("many", () -> {});
    Callable<Boolean> user =
        () -> {
          for (int i = 0; i < 2_000; i++) {
            SharedLines.Use use = SharedLines.join(port);
            assertThat(use.line().isBroken()).isFalse();
            use.end().run();
          }
          return true;
        };
    List<Future<Boolean>> users = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      users.add(threads.submit(user));
    }
    for (Future<Boolean> one : users) {
      assertThat(one.get(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(port.open()).isZero();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
