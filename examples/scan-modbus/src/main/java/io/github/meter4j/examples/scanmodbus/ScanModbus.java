package io.github.meter4j.examples.scanmodbus;

import io.github.meter4j.examples.program.Program;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.modbus.map.RegisterMap;
import io.github.meter4j.spi.OptionSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds the meters on a Modbus line and says how to read them. It only reads. */
@Command(
    name = ScanModbus.NAME,
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
  static final String NAME = "scan-modbus";
  private static final int NOTHING_FOUND = 1;
  private static final OptionSpec<Duration> TIMEOUT =
      OptionSpec.duration("--timeout", "200ms", "how long a unit may take to answer");

  private final Program program;
  private volatile boolean stopped;

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
      description = "formats of a serial line to try, such as 8N1,8E1; 8N1 when not given")
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

  private ScanModbus(Program program) {
    this.program = program;
  }

  /**
   * Runs the program.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    Program program = Program.standard(NAME);
    ScanModbus scan = new ScanModbus(program);
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> scan.interrupt(ended), "stop"));
    int code = program.run(scan, args);
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
  static int run(String[] args, OutputStream out, PrintStream err) {
    Program program = Program.of(NAME, out, err);
    return program.run(new ScanModbus(program), args);
  }

  @Override
  public Integer call() throws IOException {
    if ((place == null) == (map == null)) {
      throw new IllegalArgumentException("give either a PLACE to scan or a map to --check");
    }
    if (map != null) {
      MapCheck.of(map).print(program.out());
      return 0;
    }
    return scan();
  }

  private int scan() throws MeterException {
    Place where = Place.parse(place);
    List<LineSetting> settings = settings(where);
    Scan scan = scan(where);
    Scan.Watcher watcher = Screen.isThere() ? new Bar(program.err()) : new Nobody();
    Findings findings = new Findings(where);
    int found = 0;
    for (LineSetting setting : settings) {
      for (FoundUnit unit : scan.run(setting, watcher)) {
        findings.print(unit, program.out());
        found++;
      }
      program.out().flush();
      if (stopped) {
        break;
      }
    }
    scan.unclear()
        .forEach(
            unit ->
                program.say(
                    unit
                        + ": something came that was no answer; two units with one number, "
                        + (where.isSerial()
                            ? "noise, or another speed?"
                            : "or a gateway that numbers its replies by itself?")));
    if (found == 0) {
      program.say("no unit answered on " + where + hint(where));
    }
    return found > 0 ? 0 : NOTHING_FOUND;
  }

  private static String hint(Place where) {
    return where.isSerial()
        ? ": try other --baud and --format, swap A and B, check the supply of the meter"
        : ": try a longer --timeout";
  }

  private Scan scan(Place where) {
    List<RegisterMap> maps = RegisterMap.builtIns().stream().map(RegisterMap::builtIn).toList();
    return new Scan(
        where, Units.parse(units), TIMEOUT.parse(timeout), new Recogniser(maps), () -> stopped);
  }

  private List<LineSetting> settings(Place where) {
    if (!where.isSerial()) {
      if (bauds != null || formats != null) {
        throw new IllegalArgumentException(
            "--baud and --format are for serial ports, not for " + where);
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
