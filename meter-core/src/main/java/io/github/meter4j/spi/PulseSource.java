package io.github.meter4j.spi;

import java.io.Closeable;

/** An open input whose edges are told to an {@link EdgeListener} until it is closed. */
public interface PulseSource extends Closeable {

  /** Closes it; no edge is told afterwards. Never throws; closing twice does nothing. */
  @Override
  void close();
}
