package io.github.meter4j;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.github.meter4j.TickMeter.Manner;
import io.github.meter4j.reader.Handoff;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLI_Result;

/** A subscriber that cancels while it asks: its threads end while the reader stays open. */
@JCStressTest
@Outcome(id = "at most one end, ended, 1", expect = ACCEPTABLE, desc = "as the rules of Flow say")
@State
public class RequestAndCancel implements Flow.Subscriber<Tick> {
  private final TickMeter way = new TickMeter(Manner.TICKING);
  private final MeterReader<Tick> meter = way.open();
  private final AtomicInteger ends = new AtomicInteger();
  private volatile Flow.Subscription subscription;

  /** Subscribes. */
  public RequestAndCancel() {
    meter.publisher(Handoff.LATEST).subscribe(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
  }

  @Override
  public void onNext(Tick reading) {
    // one may come while it cancels
  }

  @Override
  public void onError(Throwable error) {
    ends.incrementAndGet();
  }

  @Override
  public void onComplete() {
    ends.incrementAndGet();
  }

  /** Asks. */
  @Actor
  public void ask() {
    subscription.request(3);
    subscription.request(0);
  }

  /** Cancels. */
  @Actor
  public void cancel() {
    subscription.cancel();
  }

  /** Waits for the end; the misuse is told when it comes before the cancelling, and not after. */
  @Arbiter
  public void end(LLI_Result r) {
    r.r2 = way.threadsEnd() ? "ended" : "runs";
    r.r1 = ends.get() <= 1 ? "at most one end" : ends.get() + " ends";
    r.r3 = way.stillOpen();
    meter.close();
  }
}
