package io.github.meter4j.internal.gpio;

import io.github.meter4j.fault.TransportException;
import java.io.Closeable;

/** An open input pin. Safe to share between threads. */
public interface GpioInput extends Closeable {

  /** The level at this moment. */
  boolean isHigh() throws TransportException;

  /** Gives the pin back; no edge is told any more. Never throws; closing twice does nothing. */
  @Override
  void close();
}
