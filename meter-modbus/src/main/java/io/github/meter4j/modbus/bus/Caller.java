package io.github.meter4j.modbus.bus;

import java.util.function.BooleanSupplier;

/** Who sends requests over a line. */
public final class Caller {
  private final LineTurn.Party party;
  private final boolean polls;
  private final BooleanSupplier gone;
  private final ReplyListener listener;

  /** For how long it had the line since {@link #takeCost}; only counted for polls. */
  private long cost;

  private Caller(
      LineTurn.Party party, boolean polls, BooleanSupplier gone, ReplyListener listener) {
    this.party = party;
    this.polls = polls;
    this.gone = gone;
    this.listener = listener;
  }

  /**
   * A program that reads and writes units itself; each transaction is a turn.
   *
   * @param gone whether it does not want a reply any more
   */
  public static Caller program(ModbusLine line, BooleanSupplier gone) {
    return program(line, gone, ReplyListener.NOBODY);
  }

  static Caller program(ModbusLine line, BooleanSupplier gone, ReplyListener listener) {
    return new Caller(line.newParty(), false, gone, listener);
  }

  /**
   * A meter that is polled by one thread at a time; a poll, with all its transactions, is a turn.
   */
  static Caller polls(ModbusLine line, BooleanSupplier gone, ReplyListener listener) {
    return new Caller(line.newParty(), true, gone, listener);
  }

  LineTurn.Party party() {
    return party;
  }

  boolean polls() {
    return polls;
  }

  BooleanSupplier gone() {
    return gone;
  }

  ReplyListener listener() {
    return listener;
  }

  /** It had the line. */
  void had(long nanos) {
    if (polls) {
      cost += nanos;
    }
  }

  /** For how long it had the line since the last call. */
  long takeCost() {
    long all = cost;
    cost = 0;
    return all;
  }
}
