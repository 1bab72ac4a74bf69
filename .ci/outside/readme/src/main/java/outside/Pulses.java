package outside;

import io.github.meter4j.MeterReader;
import io.github.meter4j.fault.TransportException;

public class Pulses {
  public static void main(String[] args) throws Exception {
    try (var meter = MeterReader.open("s0:gpio17?impulses=1000")) {
      System.out.println(meter.read());
    } catch (TransportException e) {
      System.out.println(e.getMessage().split(":")[0]);
    }
  }
}
