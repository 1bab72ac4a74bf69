package io.github.meter4j.modbus.bus;

import io.github.meter4j.codec.Crc16;
import io.github.meter4j.fault.Fault;

/**
 * RTU frames (Modbus over Serial Line V1.02, section 2.5.1): unit, function, data and a checksum,
 * low byte first. An answer is found by its unit, its length and its checksum and not by pauses,
 * which operating systems and bridges do not keep; so noise and an echo of the request in front of
 * it do no harm.
 */
public final class RtuFraming implements Framing {
  private static final int CRC = 2;

  @Override
  public byte[] frame(Request request) {
    byte[] pdu = request.pdu();
    byte[] frame = new byte[1 + pdu.length + CRC];
    frame[0] = (byte) request.unit();
    System.arraycopy(pdu, 0, frame, 1, pdu.length);
    int crc = Crc16.modbus(frame, 0, frame.length - CRC);
    frame[frame.length - 2] = (byte) crc;
    frame[frame.length - 1] = (byte) (crc >>> 8);
    return frame;
  }

  @Override
  public Found find(Request request, byte[] bytes, int length) {
    int start = echo(request, bytes, length);
    Found.Nothing worst = start == length ? nothing(length > 0) : noise(length - start);
    for (int at = start; at < length; at++) {
      int size = request.answerLength(bytes, at + 1, length);
      if (size == Request.NONE) {
        continue;
      }
      boolean whole = size != Request.UNKNOWN && at + 1 + size + CRC <= length;
      if (!whole) {
        if (isUnit(request, bytes[at]) && !worst.over()) {
          worst = broken(length - at, size);
        }
        continue;
      }
      boolean good = Crc16.modbus(bytes, at, 1 + size + CRC) == 0;
      if (good && isUnit(request, bytes[at])) {
        byte[] pdu = new byte[size];
        System.arraycopy(bytes, at + 1, pdu, 0, size);
        return new Found.Reply(pdu);
      }
      if (good) {
        worst = wrongUnit(request, bytes[at] & 0xff);
      } else if (isUnit(request, bytes[at]) && worst.kind() != Fault.Kind.CHECKSUM) {
        worst = checksum(bytes, at, 1 + size);
      }
    }
    return worst;
  }

  @Override
  public int endOfReply(Request request, byte[] bytes, int from, int length) {
    for (int at = from; at < length; at++) {
      int size = request.answerLength(bytes, at + 1, length);
      int end = at + 1 + size + CRC;
      if (size > 0
          && end <= length
          && isUnit(request, bytes[at])
          && Crc16.modbus(bytes, at, 1 + size + CRC) == 0) {
        return end;
      }
    }
    return 0;
  }

  /** Unit 0 reaches any meter; the answer has the meter's own number. */
  private static boolean isUnit(Request request, byte unit) {
    return request.unit() == (unit & 0xff) || request.unit() == 0;
  }

  /** A two-wire adapter may hear what it says: where the bytes behind that begin. */
  private int echo(Request request, byte[] bytes, int length) {
    byte[] sent = frame(request);
    int same = 0;
    while (same < sent.length && same < length && sent[same] == bytes[same]) {
      same++;
    }
    return same == sent.length ? same : 0;
  }

  private static Found.Nothing nothing(boolean echoed) {
    String why = echoed ? "no answer, only the request itself came back" : "no answer";
    return new Found.Nothing(Fault.Kind.NO_ANSWER, why, false);
  }

  private static Found.Nothing noise(int length) {
    return new Found.Nothing(Fault.Kind.FRAMING, length + " bytes that are no answer", false);
  }

  private static Found.Nothing broken(int length, int size) {
    String of = size == Request.UNKNOWN ? "" : " of " + (1 + size + CRC);
    return new Found.Nothing(
        Fault.Kind.FRAMING, "the answer broke off after " + length + of + " bytes", false);
  }

  private static Found.Nothing wrongUnit(Request request, int unit) {
    return new Found.Nothing(
        Fault.Kind.FRAMING, "unit " + unit + " answered instead of " + request.unit(), true);
  }

  private static Found.Nothing checksum(byte[] bytes, int from, int length) {
    int crc = Crc16.modbus(bytes, from, length);
    int sent = bytes[from + length] & 0xff | (bytes[from + length + 1] & 0xff) << 8;
    return new Found.Nothing(
        Fault.Kind.CHECKSUM,
        String.format(java.util.Locale.ROOT, "checksum sent %04X, computed %04X", sent, crc),
        true);
  }

  @Override
  public String networkAdvice(boolean silent) {
    return silent
        ? "; is the unit number right, does the serial server reach the unit, and does it pass RTU"
            + " frames? Use tcp where it speaks Modbus TCP"
        : "; an answer that came too late, or two units with one number";
  }

  @Override
  public boolean hasChecksum() {
    return true;
  }

  @Override
  public boolean numbersReplies() {
    return false;
  }
}
