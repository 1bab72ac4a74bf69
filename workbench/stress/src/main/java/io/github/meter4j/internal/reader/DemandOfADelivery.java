package io.github.meter4j.internal.reader;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.github.meter4j.StateLog;
import io.github.meter4j.Tick;
import io.github.meter4j.reader.Handoff;
import io.github.meter4j.reader.ReaderState;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** Of three readings two are asked for: each is delivered or counted as dropped, none twice. */
@JCStressTest
@Outcome(id = "3, asked, last", expect = ACCEPTABLE, desc = "all are accounted for")
@State
public class DemandOfADelivery {
  private final StateLog heard = new StateLog();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final LiveDelivery<Tick> delivery =
      new LiveDelivery<>("stress", heard, Handoff.LATEST, why -> {}, gone -> ended.countDown());

  /** Starts it. */
  public DemandOfADelivery() {
    delivery.start();
  }

  /** Asks for two. */
  @Actor
  public void ask() {
    delivery.request(1);
    delivery.request(1);
  }

  /** Gets three. */
  @Actor
  public void arrive() {
    delivery.reading(new Tick(1));
    delivery.reading(new Tick(2));
    delivery.reading(new Tick(3));
  }

  /** Ends it. */
  @Arbiter
  public void end(LLL_Result r) {
    delivery.state(ReaderState.CLOSED, Optional.empty());
    delivery.abandon();
    boolean over = isOver();
    r.r1 = heard.readings() + delivery.dropped();
    r.r2 = heard.readings() <= 2 ? "asked" : "too many";
    r.r3 = over ? heard.closed() : "runs";
  }

  private boolean isOver() {
    try {
      return ended.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
