package io.github.meter4j.modbus.bus;

/** How requests and replies are packed: RTU with a checksum, or TCP with a header. */
interface Framing {

  /** The bytes of a request. */
  byte[] frame(Request request);

  /**
   * Looks for the answer to the request that was framed last.
   *
   * @param request the request
   * @param bytes what has come since it was sent
   * @param length how many bytes
   * @return what was found
   */
  Found find(Request request, byte[] bytes, int length);

  /** Whether frames have a checksum, and silence between them, as RTU has both. */
  boolean hasChecksum();

  /** Whether an answer says which request it belongs to. */
  boolean numbersAnswers();
}
