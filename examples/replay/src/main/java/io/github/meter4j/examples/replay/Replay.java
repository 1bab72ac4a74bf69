package io.github.meter4j.examples.replay;

import io.github.meter4j.MeterReader;
import io.github.meter4j.examples.program.Program;
import io.github.meter4j.reading.Reading;
import io.github.meter4j.spi.FrameDecoder;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Transport;
import io.github.meter4j.transport.Recording;
import io.github.meter4j.transport.Transports;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Goes through years of captured telegrams and says what is in them. */
@Command(
    name = Replay.NAME,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = "Goes through archives of telegrams and says what is in them.",
    footer = {
      "",
      "./example replay 2024-*.gz 2025.zip            all of two years, in the order given",
      "./example replay --plot power.png house.zip    with a picture",
      "",
      "Exit code: 0 when every file was read to its end, 1 when one was not, 2 for wrong usage."
    })
public final class Replay implements Callable<Integer> {
  static final String NAME = "replay";
  private static final long MEBIBYTE = 1 << 20;
  private static final OptionSpec<Duration> GAP =
      OptionSpec.duration("--gap", "5m", "how far apart telegrams lie before it is a gap");

  private final Program program;

  @Option(
      names = "--driver",
      paramLabel = "NAME",
      defaultValue = "dsmr",
      description = "what meter sent them: dsmr, iec62056 or cc128; dsmr when not given")
  private String driver;

  @Option(
      names = {"-o", "--option"},
      paramLabel = "NAME=VALUE",
      description = "an option of the driver, as in a meter address")
  private Map<String, String> options = new LinkedHashMap<>();

  @Option(
      names = "--gap",
      paramLabel = "TIME",
      defaultValue = "5m",
      description = "how far apart telegrams lie before it is a gap; 5m when not given")
  private String gap;

  @Option(
      names = "--plot",
      paramLabel = "FILE.png",
      description = "draw power and energy over time")
  private Path plot;

  @Option(
      names = "--progress",
      negatable = true,
      fallbackValue = "true",
      description = "show how far it is, on standard error; by itself on a terminal")
  private Boolean progress;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "print this")
  private boolean help;

  @Parameters(
      paramLabel = "ARCHIVE",
      arity = "1..*",
      description = "captured bytes: plain, gzip, or a ZIP archive of such files")
  private List<Path> files;

  private Replay(Program program) {
    this.program = program;
  }

  /**
   * Runs the program and ends with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    Program program = Program.standard(NAME);
    System.exit(program.run(new Replay(program), args));
  }

  /** Runs the program and says its exit code. */
  static int run(OutputStream out, PrintStream err, String... args) {
    Program program = Program.of(NAME, out, err);
    return program.run(new Replay(program), args);
  }

  @Override
  public Integer call() throws IOException {
    System.setProperty("java.awt.headless", "true");
    if (plot != null) {
      requirePicture(plot);
    }
    decoder(""); // so that a wrong option is found before the files are read
    Duration longest = GAP.parse(gap);
    Verdict verdict =
        new Verdict(longest, Optional.ofNullable(plot).map(file -> new Plot(file, longest)));
    long bytes = size();
    long start = System.nanoTime();
    int code = readAll(verdict, bytes);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    verdict.print(program.out());
    program
        .out()
        .printf(
            "%-21s %d files, %.1f MiB as stored, in %.1f s: %.0f frames/s%n",
            "read",
            files.size(),
            bytes / (double) MEBIBYTE,
            took.toMillis() / 1000.0,
            verdict.frames() * 1e9 / Math.max(1, took.toNanos()));
    return Math.max(code, draw(verdict));
  }

  /** Years of telegrams are not read for a picture that cannot be written. */
  private static void requirePicture(Path plot) {
    Path folder = plot.toAbsolutePath().getParent();
    if (!plot.toString().endsWith(".png")) {
      throw new IllegalArgumentException("the picture is a PNG: name it so, not \"" + plot + '"');
    }
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("--plot " + plot + ": there is no folder " + folder);
    }
    if (Files.isDirectory(plot) || !Files.isWritable(Files.exists(plot) ? plot : folder)) {
      throw new IllegalArgumentException("--plot " + plot + ": this user cannot write that file");
    }
  }

  private FrameDecoder<Reading> decoder(String name) {
    return MeterReader.decoder(driver, options, driver + "+file:" + name);
  }

  /** Of the files that are there; the others are told of when it is their turn. */
  private long size() throws IOException {
    long size = 0;
    for (Path file : files) {
      size += Files.isRegularFile(file) ? Files.size(file) : 0;
    }
    return size;
  }

  private int readAll(Verdict verdict, long bytes) {
    boolean shown = progress == null ? System.console() != null : progress;
    if (!shown) {
      return readAll(verdict, read -> {});
    }
    try (ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName("replay")
            .setInitialMax(bytes)
            .setUnit(" MiB", MEBIBYTE)
            .setStyle(ProgressBarStyle.ASCII)
            .showSpeed()
            .setConsumer(new ConsoleProgressBarConsumer(program.err(), 100))
            .build()) {
      return readAll(verdict, bar::stepBy);
    }
  }

  private int readAll(Verdict verdict, LongConsumer read) {
    for (Path file : files) {
      Archive.read(
          file,
          read,
          (name, in) -> decode(verdict, file, name, in),
          (name, e) -> {
            program.say("cannot read " + name + ": " + why(name, e));
            verdict.unread();
          });
    }
    return verdict.isUnread() ? Program.FAILURE : Program.OK;
  }

  private static String why(String name, IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    } else if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    return message.startsWith(name + ": ") ? message.substring(name.length() + 2) : message;
  }

  private void decode(Verdict verdict, Path file, String name, BufferedInputStream in)
      throws IOException {
    if (!isRecording(in)) {
      StoredBytes.decode(decoder(name), in::read, verdict);
      return;
    }
    if (!name.equals(file.toString())) {
      throw new IOException("it is a recording; unpack the archive to read it");
    }
    try (Transport recording = play(file)) {
      StoredBytes.decode(decoder(name), target -> read(recording, target), verdict);
    }
  }

  private static boolean isRecording(BufferedInputStream in) throws IOException {
    byte[] mark = Recording.MARK.getBytes(StandardCharsets.US_ASCII);
    in.mark(mark.length);
    byte[] first = in.readNBytes(mark.length);
    in.reset();
    return Arrays.equals(first, mark);
  }

  /** The library plays recordings back, of which the time stamps are no bytes of the meter. */
  private static Transport play(Path file) throws IOException {
    return Transports.open("file", file.toString(), Map.of());
  }

  private static int read(Transport recording, byte[] target) throws IOException {
    int count = 0;
    while (count == 0) {
      count = recording.read(ByteBuffer.wrap(target), Duration.ofSeconds(1));
    }
    return count;
  }

  private int draw(Verdict verdict) {
    if (verdict.plot().isEmpty()) {
      return 0;
    }
    Plot picture = verdict.plot().get();
    if (picture.isEmpty()) {
      program.say("no power or energy with a time, so there is no picture");
      return Program.FAILURE;
    }
    try {
      Files.write(picture.file(), picture.draw());
    } catch (IOException e) {
      String name = picture.file().toString();
      program.say("cannot write " + name + ": " + why(name, e));
      return Program.FAILURE;
    } catch (RuntimeException | Error e) {
      // what a JRE without fonts throws differs from version to version
      program.say(
          "cannot draw (" + e + "): on Debian, apt-get install fontconfig fonts-dejavu-core");
      return Program.FAILURE;
    }
    program.out().printf("%-21s %s%n", "picture", picture.file());
    return Program.OK;
  }
}
