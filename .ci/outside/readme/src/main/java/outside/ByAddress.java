package outside;

import io.github.meter4j.MeterReader;
import io.github.meter4j.reading.Measurand;

public class ByAddress {
  public static void main(String[] args) throws Exception {
    try (var meter = MeterReader.open(args[0])) {
      var reading = meter.read();
      System.out.println(
          reading.get(Measurand.ACTIVE_ENERGY_IMPORT).orElse(reading.measurements().get(1).quantity()));
    }
  }
}
