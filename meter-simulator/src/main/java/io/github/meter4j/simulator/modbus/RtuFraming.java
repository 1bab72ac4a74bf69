package io.github.meter4j.simulator.modbus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * RTU frames (Modbus over Serial Line V1.02, section 2.5.1). A frame ends by its length and its
 * CRC, not by silence, which a byte stream does not keep: the first position from which a whole
 * request with a good CRC can be read is a request, and the bytes before it were noise. A request
 * with an unknown function has no known length: it is one when all bytes so far make a good frame.
 */
final class RtuFraming implements Framing {
  private static final int LONGEST = 256;
  private static final int SHORTEST = 4;
  private static final int POLYNOMIAL = 0xA001;

  private byte[] received = new byte[0];

  @Override
  public List<Framed> feed(byte[] bytes, int count) {
    byte[] all = Arrays.copyOf(received, received.length + count);
    System.arraycopy(bytes, 0, all, received.length, count);
    List<Framed> requests = new ArrayList<>();
    int done = 0;
    int at = 0;
    while (at + SHORTEST <= all.length) {
      int length = lengthAt(all, at);
      if (length > 0) {
        requests.add(request(all, at, length));
        done = at + length;
        at = done;
      } else {
        at++;
      }
    }
    int rest = all.length - done;
    if (rest >= SHORTEST
        && rest <= LONGEST
        && isUnknown(all[done + 1])
        && isGood(all, done, rest)) {
      requests.add(request(all, done, rest));
      done = all.length;
    }
    received = Arrays.copyOfRange(all, Math.max(done, all.length - LONGEST), all.length);
    return requests;
  }

  private static Framed request(byte[] all, int at, int length) {
    byte[] pdu = Arrays.copyOfRange(all, at + 1, at + length - 2);
    return new Framed(0, new Request(all[at] & 0xff, pdu));
  }

  private static boolean isUnknown(byte function) {
    return lengthOf(function, 0) == 0;
  }

  /** The length of a request; 0 when the function is not known. */
  private static int lengthOf(byte function, int written) {
    return switch (function) {
      case 1, 2, 3, 4, 5, 6 -> 8;
      case 15, 16 -> 9 + written;
      case Identification.FUNCTION -> 7;
      default -> 0;
    };
  }

  /** The length of the request that starts there; 0 when none does, or not all of it is there. */
  private static int lengthAt(byte[] all, int at) {
    int there = Math.min(all.length - at, LONGEST);
    int length = lengthOf(all[at + 1], there < 7 ? LONGEST : all[at + 6] & 0xff);
    return length > 0 && length <= there && isGood(all, at, length) ? length : 0;
  }

  private static boolean isGood(byte[] all, int at, int length) {
    int end = at + length - 2;
    return crc(all, at, length - 2) == ((all[end] & 0xff) | (all[end + 1] & 0xff) << 8);
  }

  private static int crc(byte[] bytes, int from, int count) {
    int crc = 0xFFFF;
    for (int i = from; i < from + count; i++) {
      crc ^= bytes[i] & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 1 ? crc >>> 1 ^ POLYNOMIAL : crc >>> 1;
      }
    }
    return crc;
  }

  @Override
  public byte[] frame(int transaction, int unit, byte[] pdu) {
    byte[] frame = new byte[pdu.length + 3];
    frame[0] = (byte) unit;
    System.arraycopy(pdu, 0, frame, 1, pdu.length);
    int crc = crc(frame, 0, pdu.length + 1);
    frame[pdu.length + 1] = (byte) crc;
    frame[pdu.length + 2] = (byte) (crc >>> 8);
    return frame;
  }

  @Override
  public int weakSpot(byte[] frame) {
    return frame.length - 1;
  }
}
