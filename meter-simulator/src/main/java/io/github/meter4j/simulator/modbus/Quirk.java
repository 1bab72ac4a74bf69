package io.github.meter4j.simulator.modbus;

import java.time.Duration;
import java.util.HexFormat;

/** How a unit or its line misbehaves. */
public sealed interface Quirk {

  /** It does what it is told and sends no reply. */
  record Silent() implements Quirk {}

  /** One bit is wrong: in RTU the CRC does not match, in TCP the transaction number. */
  record Damaged() implements Quirk {}

  /**
   * The reply carries the number of another unit.
   *
   * @param unit the number
   */
  record OtherUnit(int unit) implements Quirk {}

  /**
   * The reply is one to another function.
   *
   * @param function its code
   */
  record OtherFunction(int function) implements Quirk {}

  /**
   * The reply comes late. Requests are served meanwhile.
   *
   * @param by how late
   */
  record Late(Duration by) implements Quirk {}

  /**
   * The reply comes in two halves.
   *
   * @param pause the time between them
   */
  record InHalves(Duration pause) implements Quirk {}

  /**
   * Noise comes before the reply.
   *
   * @param hex the bytes of the noise
   */
  record Noise(String hex) implements Quirk {
    /**
     * Checks the bytes.
     *
     * @param hex the bytes of the noise
     * @throws IllegalArgumentException when that is no hexadecimal text
     */
    public Noise {
      HexFormat.of().parseHex(hex);
    }
  }

  /** Only the first half of the reply comes. */
  record Cut() implements Quirk {}

  /** The connection breaks after the first half of the reply. */
  record Unplugged() implements Quirk {}

  /**
   * The unit refuses.
   *
   * @param code the exception code
   */
  record Refusal(int code) implements Quirk {}
}
