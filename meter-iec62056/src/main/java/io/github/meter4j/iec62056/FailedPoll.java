package io.github.meter4j.iec62056;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.ReadTimeoutException;
import java.util.List;

/**
 * Says why a poll gave no readout, and what to try next.
 *
 * @param source the address of the meter
 * @param settings how it was polled
 * @param remote whether the line is one of another machine, which is set there
 * @param bytes how many bytes came
 * @param faults what was wrong with them, the newest last
 */
record FailedPoll(
    String source, SessionSettings settings, boolean remote, long bytes, List<Fault> faults) {

  /**
   * The meter did not answer the sign-on.
   *
   * @param echoed whether what was sent came back
   */
  ReadTimeoutException noIdentification(boolean echoed) {
    String message =
        source
            + " does not identify itself: /?"
            + settings.address()
            + "! was sent "
            + times(settings.tries())
            + " at "
            + settings.initialBaud()
            + " baud, and "
            + bytes
            + " bytes came within "
            + settings.timing().reaction().toMillis()
            + " ms each";
    return failure(message, bytes == 0 ? silent() : echoed ? echo() : garbled());
  }

  private String silent() {
    return "is the optical head on the meter and the right way round? " + otherMeter();
  }

  private String echo() {
    return "what was sent came back, as optical heads do: the meter does not hear it or does not"
        + " answer; is the head the right way round? "
        + otherMeter();
  }

  private String otherMeter() {
    String address =
        settings.address().isEmpty() ? "" : "is its device-address " + settings.address() + "? ";
    String speed =
        remote
            ? "is the port of the serial server set to its speed? "
            : "does it take " + settings.initialBaud() + " baud (initial-baud)? ";
    return address
        + speed
        + "a meter with a battery needs wake-up=true, or a longer time such as wake-up=3s, one"
        + " that sends by itself mode=D";
  }

  private String garbled() {
    return remote
        ? "is the port of the serial server set as the meter is? most take 300 baud and 7E1, or"
            + " parity=check on a port set to 8N1"
        : "wrong speed or character format? most meters take initial-baud=300 and format=7E1, or"
            + " parity=check on a port set to 8N1";
  }

  /** The meter answered the sign-on, and no good readout followed. */
  ReadTimeoutException noReadout() {
    String message =
        source
            + " identifies itself, but no good readout came in "
            + settings.tries()
            + (settings.tries() == 1 ? " try, " : " tries, ")
            + bytes
            + " bytes in all";
    String last = faults.isEmpty() ? "" : faults.get(faults.size() - 1).message() + "; ";
    return failure(
        message,
        last
            + "if that happens each time, look at the optical head and try speed=keep, ack=01, or a"
            + " longer switch-pause or gap");
  }

  private ReadTimeoutException failure(String message, String hint) {
    return new ReadTimeoutException(message, bytes, faults, hint);
  }

  private static String times(int count) {
    return count == 1 ? "once" : count + " times";
  }
}
