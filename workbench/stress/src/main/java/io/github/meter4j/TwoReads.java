package io.github.meter4j;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.github.meter4j.TickMeter.Manner;
import io.github.meter4j.fault.MeterException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLI_Result;

/** Two reads at once: both get a reading that began after their call. */
@JCStressTest
@Outcome(id = "fresh, fresh, 0", expect = ACCEPTABLE, desc = "both")
@State
public class TwoReads {
  private final TickMeter way = new TickMeter(Manner.TICKING);
  private final MeterReader<Tick> meter = way.open();

  private String read() {
    long before = way.ticks();
    try {
      return meter.read().number() > before ? "fresh" : "old";
    } catch (MeterException e) {
      return e.toString();
    }
  }

  /** Reads. */
  @Actor
  public void one(LLI_Result r) {
    r.r1 = read();
  }

  /** Reads. */
  @Actor
  public void other(LLI_Result r) {
    r.r2 = read();
  }

  /** Closes. */
  @Arbiter
  public void close(LLI_Result r) {
    meter.close();
    r.r3 = way.stillOpen();
  }
}
