package io.github.meter4j.simulator.modbus;

import java.util.List;

/**
 * Finds requests in the bytes of one connection, and frames replies. For one thread, except {@link
 * #frame}.
 */
interface Framing {
  /** The longest PDU (V1.1b3, section 4.1). */
  int LONGEST_PDU = 253;

  /** A request and the number of its transaction, which only TCP has. */
  record Framed(int transaction, Request request) {}

  /** The bytes of a connection are no frames, and nothing tells where the next one starts. */
  final class BrokenException extends Exception {
    private static final long serialVersionUID = 1;

    BrokenException(String message) {
      super(message);
    }
  }

  /** Adds bytes, and returns the requests that are complete now. */
  List<Framed> feed(byte[] bytes, int count) throws BrokenException;

  /** The frame of a reply. */
  byte[] frame(int transaction, int unit, byte[] pdu);

  /** The index of a byte that spoils the whole frame when a bit of it is wrong. */
  int weakSpot(byte[] frame);
}
