package io.github.meter4j;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.github.meter4j.TickMeter.Manner;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * A stream and a subscription exclude each other: whoever comes first has the meter, until the
 * stream has what it wanted, or seems left between two elements.
 */
@JCStressTest
@Outcome(id = "stream, refused, ended", expect = ACCEPTABLE, desc = "the stream came first")
@Outcome(id = "refused, last, ended", expect = ACCEPTABLE, desc = "the subscription came first")
@Outcome(id = "stream, last, ended", expect = ACCEPTABLE, desc = "the stream was done")
@State
public class ReadingsAndSubscribe {
  private final TickMeter way = new TickMeter(Manner.TICKING);
  private final MeterReader<Tick> meter = way.open();
  private final StateLog heard = new StateLog();

  /** Reads in order. */
  @Actor
  public void stream(LLL_Result r) {
    try {
      r.r1 = meter.readings().limit(2).count() == 2 ? "stream" : "short";
    } catch (IllegalStateException e) {
      r.r1 = "refused";
    }
  }

  /** Subscribes. */
  @Actor
  public void subscribe(LLL_Result r) {
    try {
      meter.subscribe(heard);
    } catch (IllegalStateException e) {
      r.r2 = "refused";
    }
  }

  /** Closes. */
  @Arbiter
  public void close(LLL_Result r) {
    meter.close();
    r.r3 = way.threadsEnd() ? "ended" : "runs";
    r.r2 = r.r2 == null ? heard.closed() : r.r2;
  }
}
