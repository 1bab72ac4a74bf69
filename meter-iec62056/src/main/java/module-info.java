import io.github.meter4j.spi.MeterDriver;

/** Reads meters with a D0 port or an optical head: the text protocol of IEC 62056-21. */
@org.jspecify.annotations.NullMarked
module io.github.meter4j.iec62056 {
  requires static org.jspecify;
  requires transitive io.github.meter4j.core;

  exports io.github.meter4j.iec62056;

  provides MeterDriver with
      io.github.meter4j.iec62056.Services.Driver;
}
