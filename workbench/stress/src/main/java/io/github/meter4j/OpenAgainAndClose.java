package io.github.meter4j;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.github.meter4j.TickMeter.Manner;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LIL_Result;

/**
 * A way that breaks and is opened again all the time, while the reader is closed: every connection
 * is closed once, also one that opened too late, and CLOSED is the last that a handler hears.
 */
@JCStressTest
@Outcome(id = "CLOSED, 0, last", expect = ACCEPTABLE, desc = "nothing is left open")
@State
public class OpenAgainAndClose {
  private final TickMeter way = new TickMeter(Manner.BREAKING);
  private final MeterReader<Tick> meter = way.open();
  private final StateLog states = new StateLog();

  /** Listens to the states. */
  public OpenAgainAndClose() {
    meter.onState(states::onState);
  }

  /** Reads. */
  @Actor
  public void read(LIL_Result r) {
    r.r1 = Outcomes.ofRead(meter);
  }

  /** Closes. */
  @Actor
  public void close() {
    meter.close();
  }

  /** Counts. */
  @Arbiter
  public void count(LIL_Result r) {
    r.r2 = way.stillOpen();
    r.r3 = states.closed();
  }
}
