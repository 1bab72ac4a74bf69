package io.github.meter4j.modbus.bus;

import io.github.meter4j.spi.Transport;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Lines over a transport, and units on them, as tests need them. */
public final class Lines {
  private Lines() {}

  public static ModbusLine rtu(String place, Transport transport) {
    return of(
        place,
        transport,
        new RtuFraming(),
        new OutstandingReplies(),
        Optional.empty(),
        LineClock.SYSTEM);
  }

  static ModbusLine of(
      String place,
      Transport transport,
      Framing framing,
      OutstandingReplies outstanding,
      Optional<DeadConnection> dead,
      LineClock clock) {
    return new ModbusLine(
        place, new FramedExchange(place, transport, framing, outstanding, clock), dead, clock);
  }

  /** A unit that a program reads itself, and waits for as long as it takes. */
  public static UnitClient unit(ModbusLine line, int number, Timing timing) {
    return unit(line, number, timing, () -> false, ReplyListener.NOBODY);
  }

  /** A unit that a program reads itself. */
  static UnitClient unit(
      ModbusLine line, int number, Timing timing, BooleanSupplier gone, ReplyListener listener) {
    return new UnitClient(line, number, timing, Caller.program(line, gone, listener));
  }
}
