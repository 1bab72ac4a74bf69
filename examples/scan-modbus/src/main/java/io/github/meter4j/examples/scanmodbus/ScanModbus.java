package io.github.meter4j.examples.scanmodbus;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.modbus.map.RegisterMap;
import io.github.meter4j.spi.OptionSpec;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds the meters on a Modbus line and says how to read them. It only reads. */
@Command(
    name = "scan-modbus",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = "Finds the meters on a Modbus line. It only reads and never writes.",
    footer = {
      "",
      "All units at one setting take two to three minutes.",
      "An SDM120 comes with 2400 8N1, an iEM often with 19200 8E1:",
      "--baud 9600,2400,19200 --format 8N1,8E1 finds them all.",
      "Exit code: 0 when a unit was found or the map is good, 1 when none was,",
      "the line cannot be opened or the map is wrong, 2 for wrong usage."
    })
public final class ScanModbus implements Callable<Integer> {
  private static final int NOTHING_FOUND = 1;

  private final PrintStream out;
  private final PrintStream err;
  private volatile boolean stopped;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "PLACE",
      description =
          "/dev/ttyUSB0, COM3, tcp://host:502, rtutcp://host:4001, or sim:rs485 to try it")
  private String place;

  @Option(
      names = "--units",
      paramLabel = "UNITS",
      defaultValue = "1-247",
      description = "which units to ask, as in 1-10,17; all when not given")
  private String units;

  @Option(
      names = "--baud",
      split = ",",
      paramLabel = "BAUD",
      description = "speeds of a serial line to try; 9600 when not given")
  private List<Integer> bauds;

  @Option(
      names = "--format",
      split = ",",
      paramLabel = "FORMAT",
      description = "formats of a serial line to try: 8N1, 8E1, 8O1, 8N2; 8N1 when not given")
  private List<String> formats;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "200ms",
      description = "how long a unit may take to answer; 200ms when not given")
  private String timeout;

  @Option(
      names = "--check",
      paramLabel = "MAP",
      description =
          "check a register map, a file or one of the library, without a meter:"
              + " shows its rows and how they are read, or what is wrong")
  private String map;

  @Option(names = "--help", usageHelp = true, description = "show this help")
  private boolean help;

  private ScanModbus(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /**
   * Runs the program.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    ScanModbus program = new ScanModbus(System.out, System.err);
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> program.interrupt(ended), "stop"));
    int code = program.execute(args);
    ended.countDown();
    System.exit(code);
  }

  /** Ctrl-C: what was found so far is said before the process is gone. */
  private void interrupt(CountDownLatch ended) {
    stopped = true;
    try {
      ended.await(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs the program without ending this process; gives its exit code. */
  static int run(String[] args, PrintStream out, PrintStream err) {
    return new ScanModbus(out, err).execute(args);
  }

  private int execute(String... args) {
    try {
      return new CommandLine(this)
          .setOut(new PrintWriter(out, true))
          .setErr(new PrintWriter(err, true))
          .setParameterExceptionHandler((e, arguments) -> misuse(e))
          .setExecutionExceptionHandler((e, command, result) -> failure(e))
          .execute(args);
    } finally {
      out.flush();
      err.flush();
    }
  }

  private int misuse(ParameterException e) {
    err.println("scan-modbus: " + e.getMessage());
    err.println("scan-modbus --help shows how it is used");
    return CommandLine.ExitCode.USAGE;
  }

  private int failure(Exception e) {
    boolean forPeople = e instanceof IOException || e instanceof IllegalArgumentException;
    err.println("scan-modbus: " + (forPeople ? e.getMessage() : e.toString()));
    return NOTHING_FOUND;
  }

  @Override
  public Integer call() throws IOException {
    if ((place == null) == (map == null)) {
      throw new ParameterException(
          spec.commandLine(), "give either a PLACE to scan or a map to --check");
    }
    if (map != null) {
      MapCheck.of(map).print(out);
      return 0;
    }
    return scan();
  }

  private int scan() throws MeterException {
    Place where = Place.parse(place);
    List<LineSetting> settings = settings(where);
    Scan scan = scan(where);
    Scan.Watcher watcher = Screen.isThere() ? new Bar(err) : new Nobody();
    Findings findings = new Findings(where);
    int found = 0;
    for (LineSetting setting : settings) {
      for (FoundUnit unit : scan.run(setting, watcher)) {
        findings.print(unit, out);
        found++;
      }
      out.flush();
      if (stopped) {
        break;
      }
    }
    scan.unclear()
        .forEach(
            unit ->
                err.println(
                    unit
                        + ": something came that was no answer;"
                        + " two units with one number, noise, or another speed?"));
    if (found == 0) {
      err.println("no unit answered on " + where + hint(where));
    }
    return found > 0 ? 0 : NOTHING_FOUND;
  }

  private static String hint(Place where) {
    return where.isSerial()
        ? ": try other --baud and --format, swap A and B, check the supply of the meter"
        : ": try a longer --timeout";
  }

  private Scan scan(Place where) {
    try {
      List<RegisterMap> maps = RegisterMap.builtIns().stream().map(RegisterMap::builtIn).toList();
      return new Scan(where, Units.parse(units), patience(), new Recogniser(maps), () -> stopped);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  private Duration patience() {
    try {
      return OptionSpec.parseDuration(timeout);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException('"' + timeout + "\" is no time: 200ms or 1s for example");
    }
  }

  private List<LineSetting> settings(Place where) {
    if (!where.isSerial()) {
      if (bauds != null || formats != null) {
        throw new ParameterException(
            spec.commandLine(), "--baud and --format are for serial ports, not for " + where);
      }
      return List.of(LineSetting.NONE);
    }
    List<LineSetting> settings = new ArrayList<>();
    for (int baud : bauds == null ? List.of(9600) : bauds) {
      for (String format : formats == null ? List.of("8N1") : formats) {
        settings.add(new LineSetting(baud, format));
      }
    }
    return settings;
  }

  /** Watches nothing. */
  private static final class Nobody implements Scan.Watcher {
    @Override
    public void begins(LineSetting setting, int units) {
      // nobody looks
    }

    @Override
    public void asked(int unit, int found) {
      // nobody looks
    }

    @Override
    public void ends() {
      // nobody looks
    }
  }
}
