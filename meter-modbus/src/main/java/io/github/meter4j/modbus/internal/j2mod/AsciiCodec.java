package io.github.meter4j.modbus.internal.j2mod;

import com.ghgande.j2mod.modbus.ModbusIOException;
import com.ghgande.j2mod.modbus.io.ModbusASCIITransport;
import com.ghgande.j2mod.modbus.msg.ModbusRequest;
import com.ghgande.j2mod.modbus.msg.ModbusResponse;
import java.io.IOException;
import java.util.Optional;

/** The ASCII frames of j2mod, over bytes in memory: none of its waiting is used. */
final class AsciiCodec extends ModbusASCIITransport {
  /** Colon, unit, check byte and end of line. */
  private static final int FRAME = 1 + 2 + 2 + 2;

  private final MemoryPort port = new MemoryPort();

  /**
   * A reply.
   *
   * @param unit the unit that sent it
   * @param pdu function code and data
   */
  record Reply(int unit, byte[] pdu) {}

  AsciiCodec() {
    try {
      setCommPort(port);
    } catch (IOException e) {
      throw new IllegalStateException(e); // it is in memory
    }
  }

  byte[] encode(ModbusRequest request) {
    try {
      writeMessageOut(request);
      return port.takeWritten();
    } catch (ModbusIOException e) {
      throw new IllegalStateException(e); // it is in memory
    }
  }

  /**
   * A frame from its colon to the end of its line; empty when its check byte does not match. j2mod
   * would read more data than a frame has.
   */
  Optional<Reply> decode(byte[] bytes, int from, int end) {
    port.give(bytes, from, end);
    try {
      ModbusResponse response = readResponseIn();
      byte[] pdu = Messages.pdu(response);
      boolean whole = end - from == FRAME + 2 * pdu.length;
      return whole ? Optional.of(new Reply(response.getUnitID(), pdu)) : Optional.empty();
    } catch (ModbusIOException e) {
      return Optional.empty();
    }
  }
}
