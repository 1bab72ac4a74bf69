package io.github.meter4j.modbus.bus;

import io.github.meter4j.fault.Fault;

/** What was found in the bytes that came after a request. */
public sealed interface Found {

  /**
   * The answer.
   *
   * @param pdu function code and data
   */
  record Reply(byte[] pdu) implements Found {}

  /**
   * No answer so far.
   *
   * @param kind what is wrong, if nothing more comes
   * @param why the same in words
   * @param over whether the unit has said what it had to say, so that waiting is of little use
   */
  record Nothing(Fault.Kind kind, String why, boolean over) implements Found {}
}
