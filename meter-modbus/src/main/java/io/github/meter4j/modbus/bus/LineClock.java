package io.github.meter4j.modbus.bus;

import java.util.concurrent.locks.LockSupport;

/** The time that a line goes by; a test has its own, which does not have to be waited for. */
public interface LineClock {

  /** The machine's. */
  LineClock SYSTEM =
      new LineClock() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void pause(long nanos) {
          LockSupport.parkNanos(this, nanos);
        }
      };

  /** As {@link System#nanoTime}. */
  long nanos();

  /** Waits about so long, and may end early. */
  void pause(long nanos);
}
