package io.github.meter4j.internal.record;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a reader records, as the options of its address say. Held for as long as the reader is open,
 * so that a way that is opened again goes on in the same recording.
 */
public record Recordings(Optional<Recorder> recorder, Optional<FrameDump> dump)
    implements AutoCloseable {
  public static final OptionSpec<Path> RECORD =
      OptionSpec.of(
          "record",
          "a file such as meter.rec",
          "",
          "record what comes and what is sent; +file: plays it, pace=recorded at its times",
          Path::of);

  private static final OptionSpec<Long> SIZE =
      OptionSpec.of(
          "record-size",
          "10KB to 100GB",
          "10MB",
          "the most bytes of one file; the next one begins when it is full",
          Recordings::bytes);

  private static final OptionSpec<Integer> FILES =
      OptionSpec.integer(
          "record-files",
          1,
          1000,
          "5",
          "how many files are kept: meter.rec, meter.rec.1 and so on");

  private static final OptionSpec<Path> DUMP =
      OptionSpec.of(
          "dump",
          "a folder",
          "",
          "keep the bytes of rejected frames and why, 6 a minute and 100 at most",
          Path::of);

  public static final List<OptionSpec<?>> OPTIONS = List.of(RECORD, SIZE, FILES, DUMP);

  private static final Pattern BYTES = Pattern.compile("(\\d{1,6})(KB|MB|GB)");
  private static final long LEAST = 10_000;
  private static final long MOST = 100_000_000_000L;

  private static long bytes(String text) {
    Matcher matcher = BYTES.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text);
    }
    long factor =
        switch (matcher.group(2)) {
          case "KB" -> 1_000;
          case "MB" -> 1_000_000;
          default -> 1_000_000_000;
        };
    long bytes = Long.parseLong(matcher.group(1)) * factor;
    if (bytes < LEAST || bytes > MOST) {
      throw new IllegalArgumentException(text);
    }
    return bytes;
  }

  /** A recorder when one is wanted, to be closed by the caller. */
  public static Optional<Recorder> join(Options options, String scheme, String target)
      throws TransportException {
    Optional<Path> file = options.find(RECORD);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    Recorder.requireOther(file.get(), target);
    Recorder.Settings settings =
        new Recorder.Settings(file.get(), options.get(SIZE), options.get(FILES));
    return Optional.of(Recorder.join(settings, scheme + ':' + target));
  }

  /** All that is wanted. */
  public static Recordings open(Options options, String scheme, String target)
      throws TransportException {
    Optional<FrameDump> dump = dump(options);
    return new Recordings(join(options, scheme, target), dump);
  }

  private static Optional<FrameDump> dump(Options options) throws TransportException {
    Optional<Path> folder = options.find(DUMP);
    return folder.isEmpty()
        ? Optional.empty()
        : Optional.of(FrameDump.into(folder.get(), Clock.systemUTC()));
  }

  /** How many chunks and frames could not be written. */
  public long lost() {
    return recorder.map(Recorder::lost).orElse(0L) + dump.map(FrameDump::lost).orElse(0L);
  }

  @Override
  public void close() {
    dump.ifPresent(FrameDump::close);
    recorder.ifPresent(Recorder::close);
  }
}
