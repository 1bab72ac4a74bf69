package io.github.meter4j.iec62056;

import java.time.Duration;

/**
 * How a meter is polled.
 *
 * @param mode A, B or C
 * @param address the device address, empty for any
 * @param wakeUp for how long NULs are sent before the request; zero for none
 * @param initialBaud the speed of the request
 * @param keepSpeed whether the line stays at the speed it was opened with
 * @param protocol the first character of the acknowledgement
 * @param function the last character of the acknowledgement
 * @param parity whether bytes are sent with parity in bit 7
 * @param finalAck whether a good readout is acknowledged
 * @param tries how often a sign-on is tried, and a block asked for
 * @param reopen after how many failed polls in a row a network connection is opened again; 0: never
 * @param timing pauses and patience
 */
record SessionSettings(
    Mode mode,
    String address,
    Duration wakeUp,
    int initialBaud,
    boolean keepSpeed,
    char protocol,
    char function,
    boolean parity,
    boolean finalAck,
    int tries,
    int reopen,
    Timing timing) {

  /**
   * Pauses and patience.
   *
   * @param ackPause from the identification to its acknowledgement
   * @param switchPause from writing the acknowledgement to the change of speed
   * @param reaction how long the meter may take to answer
   * @param gap how long it may pause within an answer
   * @param longest how long a whole readout may take
   */
  record Timing(
      Duration ackPause, Duration switchPause, Duration reaction, Duration gap, Duration longest) {}
}
