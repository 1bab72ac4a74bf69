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

/**
 * A stream skips nothing, whatever a read takes that runs beside it: it has all, or it says that it
 * gave way, since the read came while nobody asked the stream.
 */
@JCStressTest
@Outcome(id = "reading, whole, 0", expect = ACCEPTABLE, desc = "both have what they want")
@Outcome(id = "IllegalStateException, whole, 0", expect = ACCEPTABLE, desc = "the stream was first")
@Outcome(id = "reading, gave way, 0", expect = ACCEPTABLE, desc = "the stream seemed left")
@State
public class StreamBesideRead {
  private final TickMeter way = new TickMeter(Manner.TICKING);
  private final MeterReader<Tick> meter = way.open();

  /** Reads. */
  @Actor
  public void read(LLI_Result r) {
    r.r1 = Outcomes.ofRead(meter);
  }

  /** Reads in order; a read is refused while it asks for the next one. */
  @Actor
  public void stream(LLI_Result r) {
    try {
      List<Long> numbers = meter.readings().map(Tick::number).limit(4).toList();
      boolean whole = numbers.size() == 4 && numbers.get(3) == numbers.get(0) + 3;
      r.r2 = whole ? "whole" : numbers.toString();
    } catch (IllegalStateException e) {
      r.r2 = "gave way";
    }
  }

  /** Closes. */
  @Arbiter
  public void close(LLI_Result r) {
    meter.close();
    r.r3 = way.stillOpen();
  }
}
