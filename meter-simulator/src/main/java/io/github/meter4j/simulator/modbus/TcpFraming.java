package io.github.meter4j.simulator.modbus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Modbus TCP: a header with a length before each PDU (Messaging on TCP/IP V1.0b, section 3.1). */
final class TcpFraming implements Framing {
  private static final int HEADER = 7;
  private static final int BEFORE_LENGTH_COUNTS = 6;

  private byte[] received = new byte[0];

  @Override
  public List<Framed> feed(byte[] bytes, int count) throws BrokenException {
    byte[] all = Arrays.copyOf(received, received.length + count);
    System.arraycopy(bytes, 0, all, received.length, count);
    List<Framed> requests = new ArrayList<>();
    int at = 0;
    while (at + HEADER <= all.length) {
      int length = word(all, at + 4);
      if (word(all, at + 2) != 0 || length < 2 || length > LONGEST_PDU + 1) {
        throw new BrokenException("no header of Modbus TCP");
      }
      int end = at + BEFORE_LENGTH_COUNTS + length;
      if (end > all.length) {
        break;
      }
      byte[] pdu = Arrays.copyOfRange(all, at + HEADER, end);
      requests.add(new Framed(word(all, at), new Request(all[at + 6] & 0xff, pdu)));
      at = end;
    }
    received = Arrays.copyOfRange(all, at, all.length);
    return requests;
  }

  private static int word(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }

  @Override
  public byte[] frame(int transaction, int unit, byte[] pdu) {
    byte[] frame = new byte[HEADER + pdu.length];
    frame[0] = (byte) (transaction >>> 8);
    frame[1] = (byte) transaction;
    frame[5] = (byte) (pdu.length + 1);
    frame[6] = (byte) unit;
    System.arraycopy(pdu, 0, frame, HEADER, pdu.length);
    return frame;
  }

  @Override
  public int weakSpot(byte[] frame) {
    return 1;
  }
}
