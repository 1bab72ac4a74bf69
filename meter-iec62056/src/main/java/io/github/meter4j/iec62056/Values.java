package io.github.meter4j.iec62056;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Measurement;
import java.util.List;

/** Everything that was read out of the values of one readout. */
record Values(List<Measurement> measurements, List<Fault> faults) {}
