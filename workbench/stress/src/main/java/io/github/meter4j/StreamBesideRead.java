package io.github.meter4j;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.github.meter4j.TickMeter.Manner;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLI_Result;

/** A stream skips nothing, whatever a read takes that runs beside it. */
@JCStressTest
@Outcome(id = "reading, whole, 0", expect = ACCEPTABLE, desc = "both have what they want")
@Outcome(id = "IllegalStateException, whole, 0", expect = ACCEPTABLE, desc = "the stream was first")
@State
public class StreamBesideRead {
  private final TickMeter way = new TickMeter(Manner.TICKING);
  private final MeterReader<Tick> meter = way.open();

  /** Reads. */
  @Actor
  public void read(LLI_Result r) {
    r.r1 = Outcomes.ofRead(meter);
  }

  /** Reads in order; the stream is left open, so that a read is refused once it has begun. */
  @Actor
  public void stream(LLI_Result r) {
    List<Long> numbers = meter.readings().map(Tick::number).limit(4).toList();
    boolean whole = numbers.size() == 4 && numbers.get(3) == numbers.get(0) + 3;
    r.r2 = whole ? "whole" : numbers.toString();
  }

  /** Closes. */
  @Arbiter
  public void close(LLI_Result r) {
    meter.close();
    r.r3 = way.stillOpen();
  }
}
