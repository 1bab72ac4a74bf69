package io.github.meter4j.examples.blinkttest;

import io.github.meter4j.StatusIndicators;
import io.github.meter4j.blinkt.AddressScenes;
import io.github.meter4j.blinkt.Blinkt;
import io.github.meter4j.blinkt.Color;
import io.github.meter4j.blinkt.ScenePlayer;
import io.github.meter4j.examples.program.Program;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.StatusIndicator;
import io.github.meter4j.spi.StatusIndicator.Activity;
import io.github.meter4j.spi.StatusIndicator.Condition;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.Inet4Address;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lights the LEDs of a Blinkt, to see that it works. */
@Command(
    name = Lights.NAME,
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
  static final String NAME = "blinkt-test";
  private static final OptionSpec<Duration> TIME =
      OptionSpec.duration("--time", "5s", "how long the LEDs stay lit");

  private final Program program;
  private final ScenePlayer.Pause pause;

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
      description = "how long the LEDs stay lit: a time such as 10s; 5s when not given")
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

  private Lights(Program program, ScenePlayer.Pause pause) {
    this.program = program;
    this.pause = pause;
  }

  /** Runs the program. */
  public static void main(String[] args) {
    // or else the logging library of Pi4J says that it has nowhere to log to
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    Program program = Program.standard(NAME);
    System.exit(program.run(new Lights(program, time -> Thread.sleep(time.toMillis())), args));
  }

  /** Runs the program without ending this process; gives its exit code. */
  static int run(String[] args, OutputStream out, PrintStream err, ScenePlayer.Pause pause) {
    Program program = Program.of(NAME, out, err);
    return program.run(new Lights(program, pause), args);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (indicator != null) {
      requireAlone();
      showStatus();
      return Program.OK;
    }
    try {
      light();
      return Program.OK;
    } catch (TransportException e) {
      program.say(e.getMessage());
      program.say("--demo shows the LEDs in this terminal");
      return Program.FAILURE;
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
        program.out().println("showing " + shown.getHostAddress());
        program.out().flush();
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
    return demo ? Blinkt.over(new TerminalLine(program.out(), isColored())) : Blinkt.open();
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
