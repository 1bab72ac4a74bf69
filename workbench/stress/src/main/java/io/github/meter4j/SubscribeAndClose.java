package io.github.meter4j;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.github.meter4j.TickMeter.Manner;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLI_Result;

/** A subscription is refused, or it ends with CLOSED; no thread and no connection is left. */
@JCStressTest
@Outcome(id = "last, ended, 0", expect = ACCEPTABLE, desc = "subscribed, then closed")
@Outcome(id = "refused, ended, 0", expect = ACCEPTABLE, desc = "closed before")
@State
public class SubscribeAndClose {
  private final TickMeter way = new TickMeter(Manner.TICKING);
  private final MeterReader<Tick> meter = way.open();
  private final StateLog heard = new StateLog();

  /** Subscribes. */
  @Actor
  public void subscribe(LLI_Result r) {
    try {
      meter.subscribe(heard);
    } catch (IllegalStateException e) {
      r.r1 = "refused";
    }
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
    r.r1 = r.r1 == null ? heard.closed() : r.r1;
    r.r3 = way.stillOpen();
  }
}
