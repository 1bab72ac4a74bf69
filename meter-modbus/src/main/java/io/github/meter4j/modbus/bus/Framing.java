package io.github.meter4j.modbus.bus;

/** How requests and replies are packed: RTU with a checksum, or TCP with a header. */
public interface Framing {

  /** The bytes of a request. */
  byte[] frame(Request request);

  /**
   * Looks for the reply to the request that was framed last.
   *
   * @param request the request
   * @param bytes what has come since it was sent
   * @param length how many bytes
   * @return what was found
   */
  Found find(Request request, byte[] bytes, int length);

  /**
   * Where the next whole reply to a request ends, wherever it begins; asked only where replies have
   * no number.
   *
   * @param from where to begin to look
   * @return the place behind it, 0 when there is none
   */
  int endOfReply(Request request, byte[] bytes, int from, int length);

  /** Whether frames have a checksum, and silence between them, as RTU has both. */
  boolean hasChecksum();

  /**
   * What to look at when no good reply came and the line is none that this machine has.
   *
   * @param silent whether nothing came at all
   * @return a phrase to put behind the reason, beginning with a semicolon, or nothing
   */
  String networkAdvice(boolean silent);

  /** Whether a reply says which request it belongs to. */
  boolean numbersReplies();
}
