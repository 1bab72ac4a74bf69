package io.github.meter4j;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.github.meter4j.TickMeter.Manner;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;

/** A read of a silent meter that is closed ends with CLOSED, and the way is closed once. */
@JCStressTest
@Outcome(id = "CLOSED, 0", expect = ACCEPTABLE, desc = "ended, and closed once")
@State
public class ReadAndClose {
  private final TickMeter way = new TickMeter(Manner.SILENT);
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
