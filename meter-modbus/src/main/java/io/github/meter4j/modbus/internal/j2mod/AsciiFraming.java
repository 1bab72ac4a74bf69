package io.github.meter4j.modbus.internal.j2mod;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.modbus.bus.Found;
import io.github.meter4j.modbus.bus.Framing;
import io.github.meter4j.modbus.bus.Request;
import java.util.Optional;

/**
 * ASCII frames (Modbus over Serial Line V1.02, section 2.5.2), encoded and decoded by j2mod: a
 * colon, two digits for each byte, a check byte and the end of the line. What stands before a colon
 * is noise, and so is an echo of the request.
 */
public final class AsciiFraming implements Framing {
  private static final byte START = ':';
  private static final byte END = '\n';

  private final AsciiCodec codec = new AsciiCodec();

  @Override
  public byte[] frame(Request request) {
    return codec.encode(Messages.request(request));
  }

  @Override
  public Found find(Request request, byte[] bytes, int length) {
    Found.Nothing worst =
        length == 0
            ? nothing(Fault.Kind.NO_ANSWER, "no answer", false)
            : nothing(Fault.Kind.FRAMING, length + " bytes that are no answer", false);
    int at = echoEnd(request, bytes, length);
    if (at > 0 && at == length) {
      return nothing(Fault.Kind.NO_ANSWER, "no answer, only the request itself came back", false);
    }
    for (int start = next(START, bytes, at, length);
        start >= 0;
        start = next(START, bytes, start + 1, length)) {
      int end = end(bytes, start, length);
      if (end < 0) {
        return nothing(
            Fault.Kind.FRAMING, "the answer broke off after " + (length - start) + " bytes", false);
      }
      Optional<AsciiCodec.Reply> reply = codec.decode(bytes, start, end);
      if (reply.isEmpty()) {
        worst = nothing(Fault.Kind.CHECKSUM, "the check byte of the answer does not match", true);
      } else if (isReply(request, reply.get())) {
        return new Found.Reply(reply.get().pdu());
      } else if (!isUnit(request, reply.get())) {
        worst =
            nothing(
                Fault.Kind.FRAMING,
                "unit " + reply.get().unit() + " answered instead of " + request.unit(),
                true);
      } else {
        worst = nothing(Fault.Kind.FRAMING, "an answer to something else", true);
      }
    }
    return worst;
  }

  @Override
  public int endOfReply(Request request, byte[] bytes, int from, int length) {
    for (int start = next(START, bytes, from, length);
        start >= 0;
        start = next(START, bytes, start + 1, length)) {
      int end = end(bytes, start, length);
      if (end > 0
          && codec.decode(bytes, start, end).filter(reply -> isReply(request, reply)).isPresent()) {
        return end;
      }
    }
    return 0;
  }

  private static boolean isReply(Request request, AsciiCodec.Reply reply) {
    byte[] pdu = reply.pdu();
    return isUnit(request, reply) && request.answerLength(pdu, 0, pdu.length) == pdu.length;
  }

  /** Unit 0 reaches any meter; the reply has the meter's own number. */
  private static boolean isUnit(Request request, AsciiCodec.Reply reply) {
    return request.unit() == reply.unit() || request.unit() == 0;
  }

  /** A two-wire adapter may hear what it says: where that ends, 0 when it did not. */
  private int echoEnd(Request request, byte[] bytes, int length) {
    byte[] sent = frame(request);
    if (length < sent.length) {
      return 0;
    }
    for (int i = 0; i < sent.length; i++) {
      if (bytes[i] != sent[i]) {
        return 0;
      }
    }
    return sent.length;
  }

  private static int next(byte wanted, byte[] bytes, int from, int length) {
    for (int i = from; i < length; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** The place behind the frame that begins at a colon, if no other begins before that. */
  private static int end(byte[] bytes, int start, int length) {
    int end = next(END, bytes, start, length);
    return end < 0 ? -1 : end + 1;
  }

  private static Found.Nothing nothing(Fault.Kind kind, String why, boolean over) {
    return new Found.Nothing(kind, why, over);
  }

  @Override
  public String networkAdvice(boolean silent) {
    return silent ? "; is the unit number right, and does it speak Modbus ASCII?" : "";
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
