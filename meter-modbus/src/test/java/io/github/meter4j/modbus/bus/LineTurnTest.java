package io.github.meter4j.modbus.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LineTurnTest {
  private static final long MUCH = TimeUnit.SECONDS.toNanos(10);

  private final LineTurn turn = new LineTurn();

  @Test
  void oneAtATimeHasTheLine() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Future<?>> ended = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      LineTurn.Party party = turn.newParty();
      ended.add(
          threads.submit(
              () -> {
                for (int n = 0; n < 500; n++) {
                  assertThat(turn.await(turn.queue(party), MUCH)).isTrue();
                  most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                  inside.decrementAndGet();
                  turn.served(party);
                  turn.release();
                }
                return null;
              }));
    }
    for (Future<?> end : ended) {
      end.get(15, TimeUnit.SECONDS);
    }
    threads.shutdown();
    assertThat(most).hasValue(1);
    assertThat(turn.isWanted()).isFalse();
  }

  @Test
  void whoWasServedLongestAgoIsNext() throws Exception {
    LineTurn.Party first = turn.newParty();
    LineTurn.Party second = turn.newParty();
    turn.served(first);
    LineTurn.Place later = turn.queue(first);
    LineTurn.Place sooner = turn.queue(second);
    assertThat(turn.await(later, 0)).isFalse();
    assertThat(turn.await(sooner, 0)).isTrue();
    turn.release();
    assertThat(turn.await(later, 0)).isTrue();
  }

  @Test
  void whoLetsOthersGoFirstIsBehindAllThatWait() throws Exception {
    LineTurn.Party oldest = turn.newParty();
    LineTurn.Party other = turn.newParty();
    turn.served(other);
    LineTurn.Place behind = turn.queueBehind();
    LineTurn.Place before = turn.queue(other);
    assertThat(turn.await(behind, 0)).isFalse();
    assertThat(turn.await(before, 0)).isTrue();
    LineTurn.Place again = turn.queue(oldest);
    turn.release();
    assertThat(turn.await(again, 0)).isTrue();
  }

  @Test
  void aPlaceThatIsGivenUpHoldsNobodyUp() throws Exception {
    LineTurn.Place first = turn.queue(turn.newParty());
    LineTurn.Place second = turn.queue(turn.newParty());
    CompletableFuture<Boolean> came =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return turn.await(second, MUCH);
              } catch (InterruptedException e) {
                return false;
              }
            });
    turn.leave(first);
    assertThat(came.get(5, TimeUnit.SECONDS)).isTrue();
  }
}
