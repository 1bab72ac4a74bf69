import io.github.meter4j.spi.MeterDriver;
import io.github.meter4j.spi.PulseSourceProvider;

/** Counts the pulses of meters with an S0 output. */
@org.jspecify.annotations.NullMarked
module io.github.meter4j.s0 {
  requires static org.jspecify;
  requires transitive io.github.meter4j.core;
  requires com.pi4j; // the core only uses it where it is there

  exports io.github.meter4j.s0;

  provides MeterDriver with
      io.github.meter4j.s0.Services.Driver;
  provides PulseSourceProvider with
      io.github.meter4j.s0.Services.GpioPulses;
}
