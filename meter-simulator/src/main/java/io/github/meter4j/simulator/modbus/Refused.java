package io.github.meter4j.simulator.modbus;

/** A unit refuses a request, with an exception code (V1.1b3, section 7). */
final class Refused extends Exception {
  static final int FUNCTION = 1;
  static final int ADDRESS = 2;
  static final int VALUE = 3;

  private static final long serialVersionUID = 1;

  private final int code;

  Refused(int code) {
    super("exception " + code);
    this.code = code;
  }

  /** The exception code. */
  int code() {
    return code;
  }
}
