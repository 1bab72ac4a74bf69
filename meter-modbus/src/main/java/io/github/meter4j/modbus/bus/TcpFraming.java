package io.github.meter4j.modbus.bus;

import io.github.meter4j.fault.Fault;

/**
 * Frames of Modbus TCP (Modbus Messaging on TCP/IP V1.0b, section 3.1.3): a header with the number
 * of the transaction, by which a late reply is told from the one that is waited for. The number may
 * be ignored, for gateways that number their replies by themselves.
 */
final class TcpFraming implements Framing {
  private static final int HEADER = 6;
  private static final int LONGEST = 254;

  /** Numbers of requests that lie further back do not count as requests of this connection. */
  private static final int REMEMBERED = 16;

  private final boolean anyTransaction;
  private int transaction;
  private int sent;

  /** Whether the other end was seen to use a number that no request had. */
  private boolean numbersByItself;

  /**
   * Frames of one connection.
   *
   * @param anyTransaction whether a reply may have any number, as long as unit, function and length
   *     are those of the request
   */
  TcpFraming(boolean anyTransaction) {
    this.anyTransaction = anyTransaction;
  }

  @Override
  public byte[] frame(Request request) {
    transaction = transaction + 1 & 0xffff;
    sent = Math.min(REMEMBERED, sent + 1);
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
    Found other = new Found.Nothing(Fault.Kind.NO_ANSWER, "no answer", false);
    int at = 0;
    while (length - at >= HEADER) {
      int size = Request.word(bytes, at + 4);
      if (!isHeader(bytes, at)) {
        return wrong("no Modbus TCP header: does the gateway speak RTU (rtutcp)?", true);
      }
      int next = at + HEADER + size;
      if (next > length) {
        return wrong(
            "the answer broke off after " + (length - at) + " of " + (next - at) + " bytes", false);
      }
      int number = Request.word(bytes, at);
      if (number == transaction && !anyTransaction) {
        return reply(request, bytes, at + HEADER, next);
      }
      if (!(other instanceof Found.Reply)) {
        other = anyTransaction ? reply(request, bytes, at + HEADER, next) : mismatch(number);
      }
      at = next;
    }
    return at == length || other instanceof Found.Reply
        ? other
        : wrong("the answer broke off after " + (length - at) + " bytes", false);
  }

  private static boolean isHeader(byte[] bytes, int at) {
    int size = Request.word(bytes, at + 4);
    return Request.word(bytes, at + 2) == 0 && size >= 3 && size <= LONGEST;
  }

  /** A reply to a request that was given up, or one of a gateway with numbers of its own. */
  private Found.Nothing mismatch(int number) {
    int behind = transaction - number & 0xffff;
    numbersByItself |= behind >= sent;
    return numbersByItself
        ? wrong(
            "reply to transaction "
                + number
                + " came instead of "
                + transaction
                + ": the gateway numbers its replies by itself; set transaction=ignore, or let it"
                + " pass RTU frames and use rtutcp",
            false)
        : wrong(
            "reply to transaction "
                + number
                + ", an earlier request, came instead of "
                + transaction
                + ": the gateway is late or one reply behind; a longer reply-timeout helps where it"
                + " is only late",
            false);
  }

  private static Found reply(Request request, byte[] bytes, int from, int end) {
    int unit = bytes[from] & 0xff;
    if (unit != request.unit() && request.unit() != 0) {
      return wrong(
          "unit "
              + unit
              + " answered instead of "
              + request.unit()
              + ": set unit="
              + unit
              + " if that is the meter",
          true);
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

  /** Frames follow each other without a gap, so one begins where the one before ended. */
  @Override
  public int endOfReply(Request request, byte[] bytes, int from, int length) {
    int at = from;
    while (length - at >= HEADER && isHeader(bytes, at)) {
      int next = at + HEADER + Request.word(bytes, at + 4);
      if (next <= length && reply(request, bytes, at + HEADER, next) instanceof Found.Reply) {
        return next;
      }
      at = next;
    }
    return 0;
  }

  @Override
  public String networkAdvice(boolean silent) {
    return silent
        ? "; is the unit number right, does the gateway reach the unit, and does it speak Modbus"
            + " TCP? Use rtutcp where it passes RTU frames"
        : "";
  }

  @Override
  public boolean hasChecksum() {
    return false;
  }

  @Override
  public boolean numbersReplies() {
    return !anyTransaction;
  }
}
