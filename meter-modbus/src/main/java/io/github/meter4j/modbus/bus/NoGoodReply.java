package io.github.meter4j.modbus.bus;

import io.github.meter4j.fault.Fault;

/** A transaction that came to nothing: silence, or bytes that are no answer. */
public final class NoGoodReply extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Fault fault;
  private final int bytes;

  /** What is wrong, and how many bytes came. */
  public NoGoodReply(Fault fault, int bytes) {
    super(fault.message(), null, false, false);
    this.fault = fault;
    this.bytes = bytes;
  }

  Fault fault() {
    return fault;
  }

  /** How many bytes came. */
  int bytes() {
    return bytes;
  }
}
