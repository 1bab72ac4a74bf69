import io.github.meter4j.spi.StatusIndicatorProvider;

/** Lights the eight LEDs of a Blinkt. */
@org.jspecify.annotations.NullMarked
module io.github.meter4j.blinkt {
  requires static org.jspecify;
  requires transitive io.github.meter4j.core;
  requires com.pi4j; // the core only uses it where it is there

  exports io.github.meter4j.blinkt;

  provides StatusIndicatorProvider with
      io.github.meter4j.blinkt.Services.Indicator;
}
