package io.github.meter4j.examples.readmeter;

import io.github.meter4j.MeterSource;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.spi.OptionSpec;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what a meter says, live. */
@Command(
    name = "read-meter",
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

  private static final int FAILURE = 1;

  private final PrintStream out;
  private final PrintStream err;
  private final Stop stop = new Stop();

  @Spec private CommandSpec spec;

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
      description = "a fresh reading every 10s, 5m or 1h; otherwise every reading")
  private Duration interval;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES}; text when not given")
  private Format format;

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

  private ReadMeter(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Runs the program. */
  public static void main(String[] args) {
    PrintStream out =
        new PrintStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)), false);
    ReadMeter program = new ReadMeter(out, System.err);
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> program.interrupt(ended), "stop"));
    int code = program.execute(args);
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
  static int run(String[] args, PrintStream out, PrintStream err) {
    return new ReadMeter(out, err).execute(args);
  }

  private int execute(String... args) {
    try {
      return new CommandLine(this)
          .setOut(new java.io.PrintWriter(out, true))
          .setErr(new java.io.PrintWriter(err, true))
          .setParameterExceptionHandler((e, arguments) -> misuse(e))
          .setExecutionExceptionHandler((e, command, result) -> failure(e))
          .execute(args);
    } finally {
      out.flush();
      err.flush();
    }
  }

  private int failure(Exception e) {
    err.println("read-meter: " + (isForPeople(e) ? e.getMessage() : e.toString()));
    if (verbose) {
      e.printStackTrace(err);
    }
    return FAILURE;
  }

  private static boolean isForPeople(Exception e) {
    return e instanceof MeterException || e instanceof IllegalArgumentException;
  }

  @Override
  public Integer call() throws MeterException {
    if (ports || drivers) {
      list();
      return 0;
    }
    MeterSource<?> source = source();
    return new Session(source, printer(), new Session.Limits(count, interval), stop)
        .withStats(stats)
        .withVerbose(verbose)
        .run(out, err);
  }

  private void list() throws MeterException {
    if (ports) {
      Lists.ports(out, err);
    }
    if (drivers) {
      Lists.drivers(out);
    }
  }

  private MeterSource<?> source() {
    if ((address == null) == (demo == null)) {
      throw usage(
          address == null
              ? "name a meter, or try --demo; --drivers and --ports list what there is"
              : "an address and --demo do not go together");
    }
    if (count != null && count < 1) {
      throw usage("--count takes a number from 1");
    }
    try {
      return MeterSource.parse(address != null ? address : Demo.address(demo));
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
  }

  private ReadingPrinter printer() {
    return switch (format) {
      case text -> new TextPrinter(out, ZoneId.systemDefault());
      case json -> new JsonPrinter(out);
      case csv -> new CsvPrinter(out, err);
    };
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** The message says what to do; the whole help would only push it off the screen. */
  private int misuse(ParameterException e) {
    err.println("read-meter: " + e.getMessage());
    err.println("read-meter --help shows how it is used");
    return CommandLine.ExitCode.USAGE;
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
            "\"" + text + "\" is no interval: 500ms, 10s, 5m, 1h");
      }
      return time;
    }
  }
}
