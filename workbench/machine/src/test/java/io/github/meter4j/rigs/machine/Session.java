package io.github.meter4j.rigs.machine;

import java.util.List;

/**
 * What happened from plugging the adapter in to pulling it out.
 *
 * @param step the step of the scenario
 * @param telegrams what was sent meanwhile, in order
 * @param line how the adapter's line was programmed while telegrams came
 */
record Session(String step, List<Sent> telegrams, LineTrace line) {

  /**
   * A telegram that was sent.
   *
   * @param crc the checksum of its bytes, by which it is known
   * @param open whether the program had said that the port was open before it began
   * @param whole whether all of it was sent; otherwise the adapter was pulled out in the middle
   */
  record Sent(String crc, boolean open, boolean whole) {

    /** It has to be delivered. */
    boolean due() {
      return open && whole;
    }
  }

  List<String> due() {
    return telegrams.stream().filter(Sent::due).map(Sent::crc).toList();
  }
}
