package io.github.meter4j.internal.reader;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.github.meter4j.Tick;
import io.github.meter4j.reader.Handoff;
import java.util.Optional;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** The drops of a subscription that ends are counted once, and the total never goes back. */
@JCStressTest
@Outcome(id = "same, grows, 4", expect = ACCEPTABLE, desc = "exact")
@State
public class DropsAreCounted {
  private final ReaderCounters counters =
      new ReaderCounters(new Silence(Optional.empty(), Optional.empty()));
  private final Audience<Tick> audience =
      new Audience<>("tick:", new Object(), counters, Optional.empty(), () -> {});
  private final LiveDelivery<Tick> delivery =
      new LiveDelivery<>("stress", reading -> {}, Handoff.LATEST, why -> {}, audience::remove);

  /** Joins. */
  public DropsAreCounted() {
    audience.add(delivery); // not started: every reading but the last is dropped
  }

  /** Gets readings. */
  @Actor
  public void arrive() {
    for (int i = 0; i < 4; i++) {
      audience.reading(new Tick(i), i, 1);
    }
  }

  /** Leaves, twice, and looks. */
  @Actor
  public void leave(LLL_Result r) {
    long before = audience.dropped();
    delivery.close();
    long between = audience.dropped();
    delivery.close();
    r.r2 = before <= between && between == audience.dropped() ? "grows" : "shrinks";
  }

  /** Compares. */
  @Arbiter
  public void compare(LLL_Result r) {
    r.r1 = audience.dropped() == delivery.dropped() ? "same" : "other";
    r.r3 = counters.readings();
  }
}
