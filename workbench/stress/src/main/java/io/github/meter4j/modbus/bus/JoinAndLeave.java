package io.github.meter4j.modbus.bus;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.github.meter4j.fault.TransportException;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLI_Result;

/** Two meters come and go on one port: it is never busy, closed under one, or left open. */
@JCStressTest
@Outcome(id = "used, used, 0", expect = ACCEPTABLE, desc = "both had the line")
@State
public class JoinAndLeave {
  private static final AtomicLong PORTS = new AtomicLong();

  private final OnePort port = new OnePort("port" + PORTS.incrementAndGet(), () -> {});

  private String use() {
    try {
      SharedLines.Use use = SharedLines.join(port);
      boolean broken = use.line().isBroken() || port.open() != 1;
      use.end().run();
      return broken ? "closed under it" : "used";
    } catch (TransportException e) {
      return e.kind().name();
    }
  }

  /** Comes and goes. */
  @Actor
  public void one(LLI_Result r) {
    r.r1 = use();
  }

  /** Comes and goes. */
  @Actor
  public void other(LLI_Result r) {
    r.r2 = use();
  }

  /** Counts. */
  @Arbiter
  public void count(LLI_Result r) {
    r.r3 = port.open();
  }
}
