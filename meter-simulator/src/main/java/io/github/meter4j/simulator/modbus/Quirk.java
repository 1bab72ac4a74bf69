package io.github.meter4j.simulator.modbus;

import java.time.Duration;

/** How a unit or its line misbehaves. */
public sealed interface Quirk {

  /** It hears, does what it is told, and says nothing. */
  record Silent() implements Quirk {}

  /** A bit is turned over: in RTU the CRC does not match, in TCP the transaction number. */
  record Damaged() implements Quirk {}

  /**
   * The answer carries another unit's number.
   *
   * @param unit the number
   */
  record OtherUnit(int unit) implements Quirk {}

  /**
   * The answer is one to another function.
   *
   * @param function its code
   */
  record OtherFunction(int function) implements Quirk {}

  /**
   * The answer comes late. The line goes on hearing meanwhile.
   *
   * @param by how late
   */
  record Late(Duration by) implements Quirk {}

  /**
   * The answer comes in two halves.
   *
   * @param pause the time between them
   */
  record InHalves(Duration pause) implements Quirk {}

  /**
   * Noise comes before the answer.
   *
   * @param hex the bytes of the noise
   */
  record Noise(String hex) implements Quirk {}

  /** Only the first half of the answer comes. */
  record Cut() implements Quirk {}

  /** The line is gone after the first half of the answer: somebody pulled the plug. */
  record Unplugged() implements Quirk {}

  /**
   * The unit refuses.
   *
   * @param code the exception code
   */
  record Refusal(int code) implements Quirk {}
}
