import io.github.meter4j.spi.PulseSourceProvider;
import io.github.meter4j.spi.TransportProvider;

/** Simulated meters, to test programs without hardware. */
@org.jspecify.annotations.NullMarked
module io.github.meter4j.simulator {
  requires static org.jspecify;
  requires transitive io.github.meter4j.core;
  // a meter is simulated where the module that reads it is there
  requires static io.github.meter4j.currentcost;
  requires static io.github.meter4j.dsmr;
  requires static io.github.meter4j.iec62056;

  exports io.github.meter4j.simulator;
  exports io.github.meter4j.simulator.modbus;

  provides PulseSourceProvider with
      io.github.meter4j.simulator.SimulatedPulses.Provider;
  provides TransportProvider with
      io.github.meter4j.simulator.SimulatedLines.Provider;
}
