package io.github.meter4j.examples.blinkttest;

import io.github.meter4j.StatusIndicators;
import io.github.meter4j.blinkt.AddressScenes;
import io.github.meter4j.blinkt.Blinkt;
import io.github.meter4j.blinkt.Color;
import io.github.meter4j.blinkt.ScenePlayer;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.StatusIndicator;
import io.github.meter4j.spi.StatusIndicator.Activity;
import io.github.meter4j.spi.StatusIndicator.Condition;
import java.io.IOException;
import java.io.PrintStream;
import java.net.Inet4Address;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lights the LEDs of a Blinkt, to see that it works. */
@Command(
    name = "blinkt-test",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = "Lights the LEDs of a Blinkt, or shows them in the terminal.",
    footer = {
      "",
      "./example blinkt-test --led 3 --color red      one LED",
      "./example blinkt-test --address                the IP address of this machine",
      "./example blinkt-test --indicator blinkt:      the status lights, one after the other",
      "./example blinkt-test --demo --address         the same without a Blinkt",
      "",
      "Exit code: 0 when all went well, 1 when the LEDs cannot be lit, 2 for wrong usage."
    })
public final class Lights implements Callable<Integer> {
  private static final int FAILURE = 1;
  private static final OptionSpec<Duration> TIME =
      OptionSpec.duration("--time", "5s", "how long the LEDs stay lit");

  private final PrintStream out;
  private final PrintStream err;
  private final ScenePlayer.Pause pause;

  @Spec private CommandSpec spec;

  @Option(names = "--led", paramLabel = "N", description = "light LED 0 to 7; all when not given")
  private Integer led;

  @Option(
      names = "--color",
      paramLabel = "COLOR",
      description =
          "red, green, blue, yellow, cyan, purple, white, off or #c80000; white when not given")
  private String color;

  @Option(
      names = "--brightness",
      paramLabel = "N",
      defaultValue = "7",
      description = "0 to 31; 7 when not given")
  private int brightness;

  @Option(
      names = "--time",
      paramLabel = "TIME",
      defaultValue = "5s",
      description = "how long the LEDs stay lit: 500ms, 10s, 5m; 5s when not given")
  private String time;

  @Option(names = "--keep", description = "leave the LEDs lit at the end")
  private boolean keep;

  @Option(
      names = "--address",
      arity = "0..1",
      fallbackValue = "",
      paramLabel = "IP",
      description = "show an address, that of this machine when none is given")
  private String address;

  @Option(
      names = "--indicator",
      paramLabel = "ADDRESS",
      description =
          "show every status on blinkt: or console:, with options as in blinkt:?brightness=7")
  private String indicator;

  @Option(names = "--demo", description = "show the LEDs in the terminal")
  private boolean demo;

  @Option(names = "--help", usageHelp = true, description = "show this help")
  private boolean help;

  private Lights(PrintStream out, PrintStream err, ScenePlayer.Pause pause) {
    this.out = out;
    this.err = err;
    this.pause = pause;
  }

  /** Runs the program. */
  public static void main(String[] args) {
    // or else the logging library of Pi4J says that it has nowhere to log to
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    System.exit(run(args, System.out, System.err, time -> Thread.sleep(time.toMillis())));
  }

  /** Runs the program without ending this process; gives its exit code. */
  static int run(String[] args, PrintStream out, PrintStream err, ScenePlayer.Pause pause) {
    return new CommandLine(new Lights(out, err, pause))
        .setOut(new java.io.PrintWriter(out, true))
        .setErr(new java.io.PrintWriter(err, true))
        .setParameterExceptionHandler(
            (e, arguments) -> {
              err.println("blinkt-test: " + e.getMessage());
              err.println("blinkt-test --help shows how it is used");
              return CommandLine.ExitCode.USAGE;
            })
        .setExecutionExceptionHandler(
            (e, command, result) -> {
              err.println("blinkt-test: " + (e instanceof IOException ? e.getMessage() : e));
              if (e instanceof TransportException) {
                err.println("blinkt-test: --demo shows the LEDs in this terminal");
              }
              return FAILURE;
            })
        .execute(args);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try {
      if (indicator != null) {
        requireAlone();
        showStatus();
      } else {
        light();
      }
      return 0;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void requireAlone() {
    if (demo || led != null || color != null || address != null || keep) {
      throw new IllegalArgumentException(
          "--indicator goes with --time only; console: is its way without a Blinkt");
    }
  }

  private void light() throws IOException, InterruptedException {
    Duration lit = TIME.parse(time);
    Color wanted = Color.parse(color == null ? "white" : color);
    Inet4Address shown = address == null ? null : address(address);
    if (shown != null && (led != null || color != null)) {
      throw new IllegalArgumentException("--address has LEDs and colours of its own");
    }
    try (Blinkt blinkt = open()) {
      blinkt.brightness(brightness).clearOnClose(!keep);
      if (shown != null) {
        out.println("showing " + shown.getHostAddress());
        new ScenePlayer(blinkt, pause).play(AddressScenes.of(shown));
        return;
      }
      if (led == null) {
        blinkt.setAll(wanted);
      } else {
        blinkt.set(led, wanted);
      }
      blinkt.show();
      pause.pause(lit);
    }
  }

  private static Inet4Address address(String text) throws IOException {
    return text.isEmpty() ? OwnAddress.find() : OwnAddress.parse(text);
  }

  private Blinkt open() throws MeterException {
    return demo ? Blinkt.over(new TerminalLine(out, isColored())) : Blinkt.open();
  }

  private static boolean isColored() {
    return System.console() != null && System.getenv("NO_COLOR") == null;
  }

  /** What a program that reads meters would show, and what it would show when that fails. */
  private void showStatus() throws IOException, InterruptedException {
    Duration step = TIME.parse(time).dividedBy(5);
    try (StatusIndicator lights = StatusIndicators.open(indicator)) {
      lights.show(Activity.RUNNING, Condition.OK);
      show(lights, step, Activity.READING, Condition.OK, Condition.OFF);
      show(lights, step, Activity.WRITING, Condition.OK, Condition.OFF);
      show(lights, step, Activity.READING, Condition.FAILED, Condition.OFF);
      show(lights, step, Activity.WRITING, Condition.FAILED, Condition.OFF);
      show(lights, step, Activity.RUNNING, Condition.FAILED, Condition.OFF);
    }
  }

  private void show(
      StatusIndicator lights, Duration step, Activity activity, Condition... conditions)
      throws InterruptedException {
    for (Condition condition : conditions) {
      lights.show(activity, condition);
      pause.pause(step.dividedBy(conditions.length));
    }
  }
}
