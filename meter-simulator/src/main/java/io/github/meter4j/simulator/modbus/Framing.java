package io.github.meter4j.simulator.modbus;

import java.util.List;

/**
 * Finds requests in the bytes of one connection, and makes frames of answers. It trusts nothing
 * that comes. For one thread, except {@link #frame}.
 */
interface Framing {
  /** The longest PDU (V1.1b3, section 4.1). */
  int LONGEST_PDU = 253;

  /** A request and the number of its transaction, which only TCP has. */
  record Framed(int transaction, Request request) {}

  /** A connection whose bytes cannot be understood any more. */
  final class BrokenException extends Exception {
    private static final long serialVersionUID = 1;

    BrokenException(String message) {
      super(message);
    }
  }

  /** Takes bytes, and gives the requests that are complete now. */
  List<Framed> feed(byte[] bytes, int count) throws BrokenException;

  /** The frame of an answer. */
  byte[] frame(int transaction, int unit, byte[] pdu);

  /** Where the byte is that makes the frame worthless when it is turned over. */
  int weakSpot(byte[] frame);
}
