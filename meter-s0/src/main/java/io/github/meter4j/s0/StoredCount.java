package io.github.meter4j.s0;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.reading.PulseGap;
import io.github.meter4j.reading.Quantity;
import java.time.Instant;
import java.util.Optional;

/** Decides whether, and how, counting goes on with what a count file holds. */
final class StoredCount {
  private static final System.Logger LOG = System.getLogger("io.github.meter4j.s0");

  private StoredCount() {}

  /** A count that begins, at 0 where the display was not told. */
  static SavedCount beginning(S0Meter meter, Optional<Quantity> offset, Instant now) {
    return SavedCount.beginning(
        meter, offset.orElseGet(() -> new Quantity(0, 0, meter.unit())), now);
  }

  /**
   * The count to go on with.
   *
   * @param file the count file
   * @param meter the meter of the address
   * @param offset the offset of the address, if it has one
   * @param now when counting begins
   * @throws TransportException when the file cannot be read, or holds the count of another meter or
   *     one that began with another offset
   */
  static SavedCount continued(CountFile file, S0Meter meter, Optional<Quantity> offset, Instant now)
      throws TransportException {
    CountFile.Found found = file.load();
    if (found.count().isEmpty()) {
      return beginning(meter, offset, now);
    }
    SavedCount saved = found.count().get();
    requireSame(file, saved, meter, offset);
    found
        .damage()
        .ifPresent(
            damage ->
                LOG.log(
                    System.Logger.Level.WARNING,
                    "the count of "
                        + saved.saved()
                        + " is used, which is not the newest: "
                        + damage));
    PulseGap.Cause cause =
        found.damage().isPresent()
            ? PulseGap.Cause.DAMAGED
            : saved.closed() ? PulseGap.Cause.CLOSED : PulseGap.Cause.KILLED;
    return saved.after(new PulseGap(cause, saved.saved(), now));
  }

  private static void requireSame(
      CountFile file, SavedCount saved, S0Meter meter, Optional<Quantity> offset)
      throws TransportException {
    Optional<String> difference = difference(saved, meter, offset);
    if (difference.isPresent()) {
      throw new TransportException(
          Kind.REFUSED, "the count file " + file.path() + ' ' + difference.get());
    }
  }

  private static Optional<String> difference(
      SavedCount saved, S0Meter meter, Optional<Quantity> offset) {
    S0Meter theirs = saved.meter();
    if (!theirs.name().equals(meter.name())) {
      return Optional.of(
          "is that of the meter \""
              + theirs.name()
              + "\", not \""
              + meter.name()
              + "\": name another file in state=, or say meter="
              + theirs.name()
              + " if it is the same one");
    }
    if (!theirs.equals(meter)) {
      return Optional.of(
          "counts "
              + theirs
              + " ("
              + theirs.medium()
              + ", "
              + theirs.direction()
              + "), and the address says "
              + meter
              + " ("
              + meter.medium()
              + ", "
              + meter.direction()
              + "): old pulses are not counted anew; if the meter was changed, begin with a new"
              + " file, or use S0.preset");
    }
    // a file that is there need not be told its offset
    if (offset.isPresent() && offset.get().compareTo(saved.firstOffset()) != 0) {
      return Optional.of(
          "began with offset="
              + saved.firstOffset().digits()
              + " and the address says offset="
              + offset.get().digits()
              + ": leave it as it was, or set the count to the display by S0.preset");
    }
    return Optional.empty();
  }
}
