package io.github.meter4j.examples.readmeter;

import io.github.meter4j.MeterSource;
import io.github.meter4j.examples.program.OutputEnded;
import io.github.meter4j.examples.program.Program;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.spi.OptionSpec;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints what a meter says, live. */
@Command(
    name = ReadMeter.NAME,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = "Prints the readings of a meter.",
    footer = {
      "",
      "Addresses: dsmr:/dev/ttyUSB0, dsmr+tcp://192.168.1.20:23, dsmr+file:capture.txt",
      "Exit code: 0 when all went well, 1 when the meter cannot be read, 2 for wrong usage."
    })
public final class ReadMeter implements Callable<Integer> {
  /** How readings are printed. */
  enum Format {
    /** A block for a person. */
    text,
    /** A line of JSON a reading. */
    json,
    /** A header and a line a reading (RFC 4180). */
    csv
  }

  static final String NAME = "read-meter";

  /**
   * Logs the changes of a reader's state, which this program tells itself. Kept: a level is weak.
   */
  private static final Logger LIBRARY = Logger.getLogger("io.github.meter4j.reader");

  private final Program program;
  private final Stop stop = new Stop();

  @Parameters(arity = "0..1", paramLabel = "ADDRESS", description = "the address of the meter")
  private String address;

  @Option(
      names = "--demo",
      arity = "0..1",
      fallbackValue = Demo.DEFAULT,
      paramLabel = "NAME",
      description = "read a simulated meter instead, with options as in 'dsmr?rate=60'")
  private String demo;

  @Option(names = "--count", paramLabel = "N", description = "end after so many readings")
  private Long count;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      converter = Interval.class,
      description = "a fresh reading at this interval, a time such as 10s; otherwise every reading")
  private Duration interval;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES}; text when not given")
  private Format format;

  @Option(
      names = "--columns",
      paramLabel = "NAMES",
      description =
          "the columns of --format csv, as in active_power_import,gas_volume_ch1; active_power_ch1-9"
              + " are nine, a name may have its unit behind it, as in voltage_l1_V; those of the first reading when not given")
  private String columns;

  @Option(names = "--ports", description = "list the serial ports of this machine")
  private boolean ports;

  @Option(names = "--drivers", description = "list what meters can be read, and how")
  private boolean drivers;

  @Option(names = "--stats", description = "say at the end what was counted")
  private boolean stats;

  @Option(names = "--verbose", description = "explain faults and errors")
  private boolean verbose;

  @Option(names = "--help", usageHelp = true, description = "show this help")
  private boolean help;

  private ReadMeter(Program program) {
    this.program = program;
  }

  /** Runs the program. */
  public static void main(String[] args) {
    if (System.getProperty("java.util.logging.config.file") == null) {
      LIBRARY.setLevel(Level.WARNING);
    }
    Program program = Program.standard(NAME);
    ReadMeter meter = new ReadMeter(program);
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> meter.interrupt(ended), "stop"));
    int code = program.run(meter, args);
    ended.countDown();
    System.exit(code);
  }

  /** Ctrl-C: what is running ends, and says what it has to say, before the process is gone. */
  private void interrupt(CountDownLatch ended) {
    stop.now();
    try {
      ended.await(3, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs the program without ending this process; gives its exit code. */
  static int run(String[] args, OutputStream out, PrintStream err) {
    Program program = Program.of(NAME, out, err);
    return program.run(new ReadMeter(program), args);
  }

  @Override
  public Integer call() throws MeterException {
    try {
      if (ports || drivers) {
        list();
        return Program.OK;
      }
      ReadingPrinter printer = printer();
      return new Session(source(), printer, new Session.Limits(count, interval), stop)
          .withStats(stats)
          .withVerbose(verbose)
          .run(program);
    } catch (MeterException | RuntimeException e) {
      if (verbose && !(e instanceof OutputEnded)) {
        e.printStackTrace(program.err());
      }
      throw e;
    }
  }

  private void list() throws MeterException {
    if (ports) {
      Lists.ports(program);
    }
    if (drivers) {
      Lists.drivers(program.out());
    }
  }

  private MeterSource<?> source() {
    if ((address == null) == (demo == null)) {
      throw new IllegalArgumentException(
          address == null
              ? "name a meter, or try --demo; --drivers and --ports list what there is"
              : "an address and --demo do not go together");
    }
    if (count != null && count < 1) {
      throw new IllegalArgumentException("--count takes a number from 1");
    }
    return MeterSource.parse(address != null ? address : Demo.address(demo));
  }

  private ReadingPrinter printer() {
    if (columns != null && format != Format.csv) {
      throw new IllegalArgumentException("--columns goes with --format csv");
    }
    return switch (format) {
      case text -> new TextPrinter(program.out(), ZoneId.systemDefault());
      case json -> new JsonPrinter(program.out());
      case csv -> new CsvPrinter(program, columns == null ? List.of() : Column.parse(columns));
    };
  }

  /** Reads a time of {@code --interval}. */
  private static final class Interval implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      Duration time = null;
      try {
        time = OptionSpec.parseDuration(text);
      } catch (IllegalArgumentException e) {
        // said below
      }
      if (time == null || time.isZero()) {
        throw new CommandLine.TypeConversionException(
            "\"" + text + "\" is no interval; it takes a time such as 10s");
      }
      return time;
    }
  }
}
