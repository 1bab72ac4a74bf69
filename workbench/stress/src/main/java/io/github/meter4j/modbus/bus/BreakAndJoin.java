package io.github.meter4j.modbus.bus;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.modbus.map.RegisterTable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLI_Result;

/**
 * Two meters on a line that breaks: both hear that it is gone, and both have a new one when they
 * come again, whoever noticed first.
 */
@JCStressTest
@Outcome(id = "DISCONNECTED joined, DISCONNECTED joined, 0", expect = ACCEPTABLE, desc = "both")
@State
public class BreakAndJoin {
  private static final AtomicLong PORTS = new AtomicLong();
  private static final Timing TIMING = new Timing(Duration.ofMillis(1), 1);

  private final OnePort port = new OnePort("breaking" + PORTS.incrementAndGet(), () -> {});
  private final SharedLines.Use first;
  private final SharedLines.Use second;

  /** Both have the line, which breaks. */
  public BreakAndJoin() {
    try {
      first = SharedLines.join(port);
      second = SharedLines.join(port);
    } catch (TransportException e) {
      throw new AssertionError(e);
    }
    port.breakDown(true);
  }

  private String comeAgain(SharedLines.Use use, int number) {
    String heard = ask(use, number);
    use.end().run();
    try {
      SharedLines.Use again = SharedLines.join(port);
      again.end().run();
      return heard + " joined";
    } catch (TransportException e) {
      return heard + ' ' + e.kind();
    }
  }

  private static String ask(SharedLines.Use use, int number) {
    UnitClient unit =
        new UnitClient(use.line(), number, TIMING, Caller.program(use.line(), () -> false));
    try {
      unit.read(RegisterTable.HOLDING, 0, 1);
      return "answer";
    } catch (TransportException e) {
      return e.kind().name();
    } catch (MeterException e) {
      return e.getClass().getSimpleName();
    }
  }

  /** Asks and comes again. */
  @Actor
  public void one(LLI_Result r) {
    r.r1 = comeAgain(first, 1);
  }

  /** Asks and comes again. */
  @Actor
  public void other(LLI_Result r) {
    r.r2 = comeAgain(second, 2);
  }

  /** Counts. */
  @Arbiter
  public void count(LLI_Result r) {
    r.r3 = port.open();
  }
}
