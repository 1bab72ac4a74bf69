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

/** A subscriber gets no more than it asks for, then one end and nothing after that. */
@JCStressTest
@Outcome(id = "one end, ended, 0", expect = ACCEPTABLE, desc = "as the rules of Flow say")
@State
public class RequestAndClose implements Flow.Subscriber<Tick> {
  private final TickMeter way = new TickMeter(Manner.TICKING);
  private final MeterReader<Tick> meter = way.open();
  private final AtomicInteger readings = new AtomicInteger();
  private final AtomicInteger ends = new AtomicInteger();
  private volatile String wrong = "";
  private volatile Flow.Subscription subscription;

  /** Subscribes. */
  public RequestAndClose() {
    meter.publisher(Handoff.LATEST).subscribe(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
  }

  @Override
  public void onNext(Tick reading) {
    if (ends.get() > 0) {
      wrong = "a reading after the end";
    }
    if (readings.incrementAndGet() > 2) {
      wrong = "more than was asked for";
    }
  }

  @Override
  public void onError(Throwable error) {
    wrong = error.toString();
  }

  @Override
  public void onComplete() {
    ends.incrementAndGet();
  }

  /** Asks for two. */
  @Actor
  public void ask() {
    subscription.request(1);
    subscription.request(1);
  }

  /** Closes. */
  @Actor
  public void close() {
    meter.close();
  }

  /** Waits for the end. */
  @Arbiter
  public void end(LLI_Result r) {
    r.r2 = way.threadsEnd() ? "ended" : "runs";
    r.r1 = !wrong.isEmpty() ? wrong : ends.get() == 1 ? "one end" : ends.get() + " ends";
    r.r3 = way.stillOpen();
  }
}
