package io.github.meter4j.examples.readmeter;

import io.github.meter4j.DriverInfo;
import io.github.meter4j.LinkInfo;
import io.github.meter4j.MeterReader;
import io.github.meter4j.MeterSource;
import io.github.meter4j.examples.program.Output;
import io.github.meter4j.examples.program.Program;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.transport.SerialPortInfo;
import java.util.List;

/** What there is to read. */
final class Lists {
  private Lists() {}

  static void ports(Program program) throws MeterException {
    List<SerialPortInfo> ports = MeterReader.ports();
    if (ports.isEmpty()) {
      program.say("this machine has no serial port");
    }
    for (SerialPortInfo port : ports) {
      program.out().println(port.path() + "  " + port.description());
      port.stablePath().ifPresent(path -> program.out().println("  always " + path));
    }
  }

  static void drivers(Output out) {
    for (DriverInfo driver : MeterReader.drivers()) {
      out.println(driver.name() + ": " + driver.description());
      out.println("  address " + driver.name() + ":TARGET, over " + driver.defaultTransport());
      driver.options().forEach(option -> option(out, option));
    }
    MeterReader.transports().forEach(link -> link(out, link));
    MeterReader.pulseSources().forEach(link -> link(out, link));
    out.println("");
    out.println("with any of them:");
    MeterSource.readerOptions().forEach(option -> option(out, option));
  }

  private static void link(Output out, LinkInfo link) {
    out.println("");
    out.println("over " + link.scheme() + ": " + link.targetForm());
    link.options().forEach(option -> option(out, option));
  }

  private static void option(Output out, OptionSpec<?> option) {
    String by = option.defaultText().map(text -> ", otherwise " + text).orElse("");
    out.println("  " + option.name() + "=" + option.form() + by);
    out.println("      " + option.meaning());
  }
}
