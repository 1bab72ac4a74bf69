package io.github.meter4j.modbus;

import io.github.meter4j.MeterSource;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.modbus.bus.Caller;
import io.github.meter4j.modbus.bus.SharedLines;
import io.github.meter4j.modbus.bus.Timing;
import io.github.meter4j.modbus.bus.UnitClient;
import io.github.meter4j.modbus.map.ModbusSnapshot;
import io.github.meter4j.spi.Endpoint;
import java.io.Closeable;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A port or a host with Modbus units behind it, for programs that look for units or write to them;
 * meters are read with {@link io.github.meter4j.MeterReader}. All meters and buses of this program
 * on one port share it: one transaction at a time, in turn. Safe to share between threads.
 */
public final class ModbusBus implements Closeable {
  private final SharedLines.Use use;
  private final Timing timing;
  private final Caller program;
  private final AtomicBoolean closed = new AtomicBoolean();

  private ModbusBus(SharedLines.Use use, Timing timing) {
    this.use = use;
    this.timing = timing;
    this.program = Caller.program(use.line(), closed::get);
  }

  /**
   * Opens a bus.
   *
   * @param address the address of any meter on it, of a driver of this module: {@code
   *     modbus:/dev/ttyUSB0?baud=9600}, {@code modbus+tcp://gateway:502}; unit and map do not
   *     matter
   * @return the open bus
   * @throws IllegalArgumentException when the address is wrong, or the port is open with other
   *     settings
   * @throws TransportException when it cannot be opened
   */
  public static ModbusBus open(String address) throws TransportException {
    Objects.requireNonNull(address, "address");
    MeterSource<?> source = MeterSource.parse(address);
    if (!source.driver().readingType().equals(ModbusSnapshot.class)) {
      throw new IllegalArgumentException(
          source.driver().name() + " is no driver of Modbus meters: write modbus:" + "PORT");
    }
    Endpoint endpoint = source.endpoint();
    return new ModbusBus(SharedLines.join(endpoint), ModbusOptions.timing(endpoint.options()));
  }

  /**
   * A unit, whether it is there or not.
   *
   * @param number 0 to 255; 1 to 247 on a serial line, where 0 reaches the only meter that is there
   * @return the unit
   * @throws IllegalArgumentException when there is no such number
   */
  public ModbusUnit unit(int number) {
    if (number < 0 || number > 255) {
      throw new IllegalArgumentException("unit " + number + ": 0 to 255 are possible");
    }
    return new ModbusUnit(new UnitClient(use.line(), number, timing, program));
  }

  /** Closes it; a transaction that is waiting ends with {@link TransportException}. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      use.end().run();
    }
  }

  @Override
  public String toString() {
    return use.line().place();
  }
}
