import io.github.meter4j.spi.MeterDriver;

/** Reads the P1 and H1 customer ports of electricity meters: DSMR, e-MUCS and their relatives. */
@org.jspecify.annotations.NullMarked
module io.github.meter4j.dsmr {
  requires static org.jspecify;
  requires transitive io.github.meter4j.core;

  exports io.github.meter4j.dsmr;

  provides MeterDriver with
      io.github.meter4j.dsmr.Services.Driver;
}
