package io.github.meter4j.modbus.bus;

import io.github.meter4j.fault.Fault;

/**
 * Frames of Modbus TCP (Modbus Messaging on TCP/IP V1.0b, section 3.1.3): a header with the number
 * of the transaction, by which an answer that comes late is told from the one that is waited for.
 */
final class TcpFraming implements Framing {
  private static final int HEADER = 6;
  private static final int LONGEST = 254;

  private int transaction;

  @Override
  public byte[] frame(Request request) {
    transaction = transaction + 1 & 0xffff;
    byte[] pdu = request.pdu();
    int length = 1 + pdu.length;
    byte[] frame = new byte[HEADER + length];
    frame[0] = (byte) (transaction >>> 8);
    frame[1] = (byte) transaction;
    frame[5] = (byte) length;
    frame[HEADER] = (byte) request.unit();
    System.arraycopy(pdu, 0, frame, HEADER + 1, pdu.length);
    return frame;
  }

  @Override
  public Found find(Request request, byte[] bytes, int length) {
    int at = 0;
    while (length - at >= HEADER) {
      int size = Request.word(bytes, at + 4);
      if (Request.word(bytes, at + 2) != 0 || size < 3 || size > LONGEST) {
        return wrong("no Modbus TCP header: does the gateway speak RTU (rtutcp)?", true);
      }
      int next = at + HEADER + size;
      if (next > length) {
        return wrong(
            "the answer broke off after " + (length - at) + " of " + (next - at) + " bytes", false);
      }
      if (Request.word(bytes, at) == transaction) {
        return reply(request, bytes, at + HEADER, next);
      }
      at = next; // an answer to a request that was given up
    }
    return at == length
        ? new Found.Nothing(Fault.Kind.NO_ANSWER, "no answer", false)
        : wrong("the answer broke off after " + (length - at) + " bytes", false);
  }

  private static Found reply(Request request, byte[] bytes, int from, int end) {
    int unit = bytes[from] & 0xff;
    if (unit != request.unit() && request.unit() != 0) {
      return wrong("unit " + unit + " answered instead of " + request.unit(), true);
    }
    if (request.answerLength(bytes, from + 1, end) != end - from - 1) {
      return wrong("an answer to something else", true);
    }
    byte[] pdu = new byte[end - from - 1];
    System.arraycopy(bytes, from + 1, pdu, 0, pdu.length);
    return new Found.Reply(pdu);
  }

  private static Found.Nothing wrong(String why, boolean over) {
    return new Found.Nothing(Fault.Kind.FRAMING, why, over);
  }

  @Override
  public int endOfReply(Request request, byte[] bytes, int from, int length) {
    return 0; // a late reply is told by its number
  }

  @Override
  public boolean hasChecksum() {
    return false;
  }

  @Override
  public boolean numbersReplies() {
    return true;
  }
}
