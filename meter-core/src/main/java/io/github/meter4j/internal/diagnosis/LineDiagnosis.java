package io.github.meter4j.internal.diagnosis;

import io.github.meter4j.fault.Fault;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Looks at bytes that gave no reading and says what they look like. */
public final class LineDiagnosis {

  /** Where the bytes come from, and so what can be tried. */
  public enum Way {
    /** A port whose speed and format the address sets. */
    PORT,
    /** A port of another machine, which is set there. */
    NETWORK,
    /** A file that another program writes. */
    FILE
  }

  /** Fewer bytes say nothing of a line. */
  private static final int ENOUGH = 32;

  /** Where the signs of a protocol are looked for. */
  private static final int KEPT = 2048;

  /** A byte of text changes the level of the line some five times, one read too fast hardly. */
  private static final int FEW_CHANGES = 2;

  /** Of a port that this machine does not set. */
  private static final String SET_TOO_FAST =
      "the meter sends slower than the port is set to where it is opened";

  private final Way way;
  private final ArrivedBytes first = new ArrivedBytes();
  private long bytes;
  private long zero;
  private long highBit;
  private long printable;
  private long printableWithoutHighBit;
  private long printableInverted;
  private long evenParity;
  private long evenText;
  private long changes;

  /** Has seen nothing yet. */
  public LineDiagnosis(Way way) {
    this.way = way;
  }

  /** The protocol that is not text of which these bytes have a frame. */
  public static Optional<String> protocol(byte[] bytes) {
    return BinaryProtocol.in(bytes).map(BinaryProtocol::toString);
  }

  /** Takes bytes into account. */
  public void add(ByteBuffer chunk) {
    while (chunk.hasRemaining()) {
      byte raw = chunk.get();
      if (first.size() < KEPT) {
        first.add(raw);
      }
      int b = raw & 0xff;
      bytes++;
      zero += b == 0 ? 1 : 0;
      highBit += b >> 7;
      printable += isText(b) ? 1 : 0;
      printableWithoutHighBit += isText(b & 0x7f) ? 1 : 0;
      printableInverted += isText(uninverted(b)) ? 1 : 0;
      boolean even = Integer.bitCount(b) % 2 == 0;
      evenParity += even ? 1 : 0;
      evenText += even && isText(b) ? 1 : 0;
      changes += changes(b);
    }
  }

  private static boolean isText(int b) {
    return (b >= ' ' && b <= '~') || b == '\r' || b == '\n';
  }

  /**
   * The character whose bits came upside down. Its start bit is then a one, and the stop bit before
   * it is taken for the start, so all bits are one place further up; -1 when it cannot be one.
   */
  private static int uninverted(int b) {
    return (b & 1) == 0 ? -1 : ~(b >> 1) & 0x7f;
  }

  /** How often the level changes between the start bit, which is 0, and the stop bit, a 1. */
  private static int changes(int b) {
    int line = 1 << 9 | b << 1;
    return Integer.bitCount((line ^ line >> 1) & 0x1ff);
  }

  /** How many bytes there were. */
  public long bytes() {
    return bytes;
  }

  /** Whether this is text, as far as it goes. */
  public boolean looksLikeText() {
    return isMost(printable, bytes);
  }

  /** Whether it has a sign of a protocol that is not text. */
  public boolean looksLikeFrames() {
    return BinaryProtocol.in(first.toArray()).isPresent();
  }

  /**
   * What it looks like and the next thing to try.
   *
   * @param faults what was wrong with the bytes
   * @param whenSilent what to look at when none came by a port of this machine, as a question
   */
  public String hint(List<Fault> faults, String whenSilent) {
    if (bytes == 0) {
      return "open, 0 bytes came: "
          + switch (way) {
            case FILE -> "does another program append to it?";
            case NETWORK -> "is it the right port, and is a meter connected at its other end?";
            case PORT -> "is the cable plugged in? " + whenSilent;
          };
    }
    String seen = bytes + (bytes == 1 ? " byte" : " bytes") + " came, ";
    Optional<String> line = bytes < ENOUGH ? Optional.empty() : line();
    if (line.isPresent()) {
      return seen + "no frame: " + line.get();
    }
    if (!faults.isEmpty()) {
      return seen + "none of it a good frame; the last fault was " + faults.get(faults.size() - 1);
    }
    if (bytes < ENOUGH) {
      return seen + "too few for a frame: wait longer than the meter's period";
    }
    return seen + withoutFaults();
  }

  private String withoutFaults() {
    if (!isText()) {
      return way == Way.PORT
          ? "mostly no text: wrong speed, or an encrypted or binary protocol?"
          : "mostly no text: an encrypted or binary protocol?";
    }
    return TextProtocol.in(first.toArray())
        .map(protocol -> "no frame: looks like " + protocol)
        .orElse(
            "text but no complete frame: another protocol, or a telegram longer than the"
                + " timeout?");
  }

  private boolean isText() {
    return printable * 10 >= bytes * 7;
  }

  /** Asked first: a decoder finds faults in such bytes too, which would not help anybody. */
  private Optional<String> line() {
    if (isMost(printable, bytes)) {
      return Optional.empty();
    }
    if (isMost(printableWithoutHighBit, bytes) && highBit * 5 > bytes) {
      return parityBit();
    }
    if (isMost(printableInverted, bytes)) {
      return Optional.of(
          "looks inverted; the port of a P1 meter is, so the cable or the adapter has to turn the"
              + " signal round");
    }
    if (isMost(evenText, bytes - zero) && zero * 5 > bytes && zero * 5 < bytes * 4) {
      return Optional.of("looks like 8N1 read as 7E1, " + set("8N1"));
    }
    Optional<String> binary = BinaryProtocol.in(first.toArray()).map(p -> "looks like " + p);
    return binary.isPresent() ? binary : speed();
  }

  private Optional<String> parityBit() {
    if (isMost(evenParity, bytes)) {
      return Optional.of("looks like 7E1 read as 8N1, " + set("7E1"));
    }
    return isMost(bytes - evenParity, bytes)
        ? Optional.of("looks like 7O1 read as 8N1, " + set("7O1"))
        : Optional.empty();
  }

  private String set(String format) {
    return way == Way.PORT
        ? "add format=" + format
        : "set the port to " + format + " where it is opened";
  }

  private Optional<String> speed() {
    if (isMost(zero, bytes)) {
      return Optional.of(
          way == Way.PORT
              ? "all bytes are zero: the meter sends slower than baud says, or the line is held low:"
                  + " is it inverted, has the adapter power?"
              : "all bytes are zero: " + SET_TOO_FAST);
    }
    return changes > FEW_CHANGES * bytes
        ? Optional.empty()
        : Optional.of(
            way == Way.PORT
                ? "looks like a wrong speed, the meter sends slower than baud says"
                : "looks like a wrong speed, " + SET_TOO_FAST);
  }

  /** Nineteen of twenty. */
  private static boolean isMost(long part, long all) {
    return all > 0 && part * 20 >= all * 19;
  }
}
