package io.github.meter4j.iec62056;

import io.github.meter4j.output.ReadingJson;
import io.github.meter4j.reading.Measurand.Phase;
import java.util.ArrayList;
import java.util.List;

/** Asks a readout for everything. */
final class Accessors {
  private Accessors() {}

  static String everything(D0Readout readout) {
    List<Object> all = new ArrayList<>();
    all.add(readout.ident());
    all.add(readout.identification().baud());
    all.add(readout.objects());
    all.add(readout.unparsed());
    all.add(readout.receivedAt());
    all.add(readout.meterTime());
    all.add(readout.measurements());
    all.add(readout.faults());
    all.add(readout.importEnergy());
    all.add(readout.importEnergy(1));
    all.add(readout.exportEnergy());
    all.add(readout.exportEnergy(1));
    all.add(readout.power());
    all.add(readout.power(Phase.L1));
    all.add(readout.voltage(Phase.L1));
    all.add(readout.statusWord());
    all.add(readout.secondsIndex());
    all.add(readout.serialNumber());
    all.add(readout.propertyNumber());
    all.add(readout.errorRegister());
    readout.numbers((object, group, unscaled, scale, unit) -> all.add(unscaled));
    all.add(ReadingJson.of(readout));
    return all + readout.toString();
  }
}
