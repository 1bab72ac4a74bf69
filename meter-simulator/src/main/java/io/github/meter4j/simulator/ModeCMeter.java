package io.github.meter4j.simulator;

import io.github.meter4j.iec62056.D0Command;
import io.github.meter4j.iec62056.D0Encoder;
import io.github.meter4j.iec62056.Identification;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * A meter that has to be asked, IEC 62056-21 mode C: it identifies itself at 300 baud, changes to
 * the speed that is acknowledged, and sends its readout with a block check, again after a NAK. It
 * has no line of its own: give it the bytes that were sent to it, and send what it answers.
 *
 * <p>For one thread.
 */
public final class ModeCMeter {
  /**
   * What it says.
   *
   * @param bytes text of seven bits, without parity
   * @param baud the speed at which it says so
   */
  public record Answer(byte[] bytes, int baud) {}

  private static final int FIRST_BAUD = 300;
  private static final int ACKNOWLEDGEMENT_LENGTH = 6;
  private static final int LONGEST = 64;

  private final String ident;
  private final String address;
  private final D0Encoder readout;
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private int baud = FIRST_BAUD;
  private int damages;

  /**
   * A meter that waits.
   *
   * @param ident its identification without the slash
   * @param address its device address; it answers to none too
   * @param readout what it sends
   */
  public ModeCMeter(String ident, String address, D0Encoder readout) {
    this.ident = ident;
    this.address = address;
    this.readout = readout;
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
   * The speed that it listens at.
   *
   * @return bits per second
   */
  public int baud() {
    return baud;
  }

  /**
   * Hears a byte.
   *
   * @param b the byte, with or without a parity bit
   * @return what it answers, if it does
   */
  public Optional<Answer> hear(byte b) {
    byte character = (byte) (b & 0x7f);
    if (heard.size() == 0 && character == D0Command.NAK) {
      return Optional.of(block());
    }
    boolean starts = character == '/' || character == D0Command.ACK || character == 1;
    if (starts || heard.size() >= LONGEST) {
      heard.reset();
    }
    if (heard.size() > 0 || starts) {
      heard.write(character);
    }
    return understand(heard.toByteArray());
  }

  private Optional<Answer> understand(byte[] all) {
    if (Arrays.equals(all, D0Command.request(""))
        || Arrays.equals(all, D0Command.request(address))) {
      heard.reset();
      baud = FIRST_BAUD;
      return Optional.of(new Answer(D0Encoder.identificationLine(ident), FIRST_BAUD));
    } else if (Arrays.equals(all, D0Command.BREAK.encode())) {
      heard.reset();
      baud = FIRST_BAUD;
    } else if (all.length == ACKNOWLEDGEMENT_LENGTH && all[0] == D0Command.ACK) {
      heard.reset();
      baud = Identification.parse("ABC" + (char) all[2]).baud().orElse(FIRST_BAUD);
      return Optional.of(block());
    }
    return Optional.empty();
  }

  private Answer block() {
    byte[] block = readout.block();
    if (damages > 0) {
      damages--;
      block[block.length / 2] ^= 1;
    }
    return new Answer(block, baud);
  }
}
