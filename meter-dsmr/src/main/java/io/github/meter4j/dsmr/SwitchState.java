package io.github.meter4j.dsmr;

import java.util.Optional;

/** The state of a breaker, a valve or a relay (DSMR 4.0, section 5.12; e-MUCS-P1 2.1.1, 8.2). */
public enum SwitchState {
  /** Off, disconnected, closed valve: 0. */
  OFF,
  /** On, connected, open valve: 1. */
  ON,
  /** Ready for reconnection by hand: 2. */
  READY;

  static Optional<SwitchState> parse(String text) {
    return switch (text.strip()) {
      case "0", "OFF" -> Optional.of(OFF);
      case "1", "ON" -> Optional.of(ON);
      case "2" -> Optional.of(READY);
      default -> Optional.empty();
    };
  }
}
