package io.github.meter4j.simulator;

import io.github.meter4j.iec62056.D0Command;
import io.github.meter4j.iec62056.D0Encoder;
import io.github.meter4j.iec62056.Identification;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A meter that replies to a sign-on, IEC 62056-21 mode C: it identifies itself at 300 baud, changes
 * to the speed that is acknowledged, and sends its readout with a block check, again after a NAK.
 * It has no line of its own: give it the bytes that a reader sends, and send its replies back.
 *
 * <p>For one thread.
 */
public final class ModeCMeter {
  /**
   * What it sends.
   *
   * @param bytes text of seven bits, without parity
   * @param baud the speed at which it is sent
   */
  public record Reply(byte[] bytes, int baud) {}

  private static final int FIRST_BAUD = 300;
  private static final int ACKNOWLEDGEMENT_LENGTH = 6;
  private static final int LONGEST = 64;

  private final String ident;
  private final String address;
  private final Supplier<D0Encoder> readout;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private int baud = FIRST_BAUD;
  private Optional<byte[]> block = Optional.empty();
  private int damages;

  /**
   * A meter that waits for a request.
   *
   * @param ident its identification without the slash
   * @param address its device address; it replies to a request without one too
   * @param readout makes what it sends; called for every sign-on, a repeated block is the same
   */
  public ModeCMeter(String ident, String address, Supplier<D0Encoder> readout) {
    this.ident = ident;
    this.address = address;
    this.readout = readout;
  }

  /**
   * An Iskra MT174 in a household: its clock, registers of two tariffs, power and the highest
   * quarter hour. Its clock is that of the household's profile.
   *
   * @param household the household; nobody else may use it
   * @param clock gives the time of the household
   * @return the meter
   */
  public static ModeCMeter mt174(Household household, Supplier<Instant> clock) {
    Supplier<D0Encoder> readout =
        () -> {
          household.liveUntil(clock.get());
          return household.readout();
        };
    return new ModeCMeter(Mt174Readout.IDENT, household.deviceAddress(), readout);
  }

  /**
   * Damages blocks that it sends, as a bad line does.
   *
   * @param blocks how many, from the next one on
   */
  public void damage(int blocks) {
    damages = blocks;
  }

  /**
   * The speed at which it receives.
   *
   * @return bits per second
   */
  public int baud() {
    return baud;
  }

  /**
   * Takes a byte that was sent to it.
   *
   * @param b the byte, with or without a parity bit
   * @return its reply, when the byte completes something that it replies to
   */
  public Optional<Reply> receive(byte b) {
    byte character = (byte) (b & 0x7f);
    if (received.size() == 0 && character == D0Command.NAK) {
      return reply();
    }
    boolean starts = character == '/' || character == D0Command.ACK || character == 1;
    if (starts || received.size() >= LONGEST) {
      received.reset();
    }
    if (received.size() > 0 || starts) {
      received.write(character);
    }
    return replyTo(received.toByteArray());
  }

  private Optional<Reply> replyTo(byte[] all) {
    if (Arrays.equals(all, D0Command.request(""))
        || Arrays.equals(all, D0Command.request(address))) {
      received.reset();
      baud = FIRST_BAUD;
      return Optional.of(new Reply(D0Encoder.identificationLine(ident), FIRST_BAUD));
    } else if (Arrays.equals(all, D0Command.BREAK.encode())) {
      received.reset();
      baud = FIRST_BAUD;
    } else if (all.length == ACKNOWLEDGEMENT_LENGTH && all[0] == D0Command.ACK) {
      received.reset();
      baud = Identification.parse("ABC" + (char) all[2]).baud().orElse(FIRST_BAUD);
      block = Optional.of(readout.get().block());
      return reply();
    }
    return Optional.empty();
  }

  private Optional<Reply> reply() {
    return block.map(bytes -> new Reply(damages > 0 ? damaged(bytes) : bytes.clone(), baud));
  }

  private byte[] damaged(byte[] good) {
    damages--;
    byte[] bad = good.clone();
    bad[bad.length / 2] ^= 1;
    return bad;
  }
}
