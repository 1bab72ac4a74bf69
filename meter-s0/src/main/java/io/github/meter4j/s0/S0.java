package io.github.meter4j.s0;

import io.github.meter4j.MeterSource;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.reading.Quantity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;

/** Where to start with pulse outputs: a source to open, and setting a count by the display. */
public final class S0 {
  private static final S0Driver DRIVER = new S0Driver();

  private S0() {}

  /**
   * A meter at a GPIO pin. More options by {@link MeterSource#with}, as in {@code
   * .with(S0Options.STATE, Path.of("s0.count"))}.
   *
   * @param pin the BCM number of the pin
   * @param impulses the pulse constant on the face of the meter, in impulses a kWh
   * @return the source
   * @throws IllegalArgumentException when the constant is not at least 1 or there is no such pin
   */
  public static MeterSource<S0Reading> gpio(int pin, long impulses) {
    return MeterSource.of(DRIVER, "gpio", "gpio" + pin).with(S0Options.IMPULSES, impulses);
  }

  /**
   * Sets a kept count by what the display of the meter shows now. It begins with 0 pulses and no
   * gaps; the address with which it is opened stays as it was.
   *
   * @param state the count file; no reader may have it open
   * @param display what the display shows, in the unit of the count, as in {@code 13756.570}
   * @throws IllegalArgumentException when the display is no such number
   * @throws TransportException when there is no such file, it is in use or it cannot be written
   */
  public static void preset(Path state, String display) throws TransportException {
    preset(state, display, Optional.empty());
  }

  /**
   * Sets a kept count by what the display of another meter shows, one with another pulse constant.
   *
   * @param state the count file; no reader may have it open
   * @param display what the display shows, in the unit of the count, as in {@code 0.000}
   * @param impulses the new pulse constant
   * @throws IllegalArgumentException when the display is no such number or the constant is wrong
   * @throws TransportException when there is no such file, it is in use or it cannot be written
   */
  public static void preset(Path state, String display, long impulses) throws TransportException {
    preset(state, display, Optional.of(impulses));
  }

  private static void preset(Path state, String display, Optional<Long> impulses)
      throws TransportException {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(display, "display");
    String digits = S0Options.parseOffset(display);
    try (CountFile file = CountFile.open(state)) {
      SavedCount saved =
          file.load()
              .count()
              .orElseThrow(
                  () ->
                      new TransportException(
                          Kind.NOT_FOUND,
                          "there is no count in " + state + ": open it with offset=" + digits));
      S0Meter old = saved.meter();
      S0Meter meter =
          new S0Meter(
              old.name(),
              impulses.orElse(old.impulses()),
              old.unit(),
              old.medium(),
              old.direction());
      SavedCount preset =
          saved.preset(meter, Quantity.of(digits, meter.unit()), Clock.systemUTC().instant());
      try {
        file.save(preset.next(saved.generation() + 1, preset.since(), true));
      } catch (IOException e) {
        throw CountFile.refused(file.path(), e);
      }
    }
  }
}
