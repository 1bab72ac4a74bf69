package io.github.meter4j.internal.gpio;

import io.github.meter4j.fault.TransportException;
import java.io.Closeable;

/** An open output pin. One thread at a time sets it; any thread closes it. */
public interface GpioOutput extends Closeable {

  /** Sets it to 3.3 V. */
  void high() throws TransportException;

  /** Sets it to ground. */
  void low() throws TransportException;

  /** Gives the pin back, at the level it has. Never throws; closing twice does nothing. */
  @Override
  void close();
}
