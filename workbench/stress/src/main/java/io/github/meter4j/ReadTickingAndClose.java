package io.github.meter4j;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.github.meter4j.TickMeter.Manner;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;

/** A read ends with a reading when that comes first. */
@JCStressTest
@Outcome(id = "reading, 0", expect = ACCEPTABLE, desc = "read, then closed")
@Outcome(id = "CLOSED, 0", expect = ACCEPTABLE, desc = "closed before anything came")
@State
public class ReadTickingAndClose {
  private final TickMeter way = new TickMeter(Manner.TICKING);
  private final MeterReader<Tick> meter = way.open();

  /** Reads. */
  @Actor
  public void read(LI_Result r) {
    r.r1 = Outcomes.ofRead(meter);
  }

  /** Closes. */
  @Actor
  public void close() {
    meter.close();
  }

  /** Counts. */
  @Arbiter
  public void count(LI_Result r) {
    r.r2 = way.stillOpen();
  }
}
