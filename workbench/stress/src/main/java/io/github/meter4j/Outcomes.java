package io.github.meter4j;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.TransportException;

/** What a call came to, in a word. */
final class Outcomes {
  private Outcomes() {}

  /** {@code reading}, the kind of an error of the way, or the name of any other error. */
  static String ofRead(MeterReader<Tick> meter) {
    try {
      meter.read();
      return "reading";
    } catch (TransportException e) {
      return e.kind().name();
    } catch (MeterException | RuntimeException e) {
      return e.getClass().getSimpleName();
    }
  }
}
