import io.github.meter4j.spi.MeterDriver;

/** Reads Current Cost energy displays: CC128 (EnviR) and Classic (CC02). */
@org.jspecify.annotations.NullMarked
module io.github.meter4j.currentcost {
  requires static org.jspecify;
  requires transitive io.github.meter4j.core;

  exports io.github.meter4j.currentcost;

  provides MeterDriver with
      io.github.meter4j.currentcost.Services.Driver;
}
