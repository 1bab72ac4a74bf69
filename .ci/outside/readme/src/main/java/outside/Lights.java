package outside;

import io.github.meter4j.StatusIndicators;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.spi.StatusIndicator.Activity;
import io.github.meter4j.spi.StatusIndicator.Condition;

public class Lights {
  public static void main(String[] args) throws Exception {
    try (var lights = StatusIndicators.open("blinkt:")) {
      lights.show(Activity.RUNNING, Condition.OK);
      System.out.println("lit");
    } catch (TransportException e) {
      System.out.println(e.getMessage().split(":")[0]);
    }
  }
}
