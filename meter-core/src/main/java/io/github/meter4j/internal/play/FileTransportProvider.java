package io.github.meter4j.internal.play;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.spi.LinkKind;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.Transport;
import io.github.meter4j.spi.TransportProvider;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Captured telegrams and recordings, plain or compressed with gzip. */
public final class FileTransportProvider implements TransportProvider {
  private static final String STANDARD_INPUT = "-";
  private static final OptionSpec<Pace> PACE =
      OptionSpec.of(
          "pace",
          "max, recorded or a time such as 1s",
          "max",
          "how fast to play: as fast as possible, as it was recorded, or a telegram each second",
          Pace::parse);
  private static final OptionSpec<Boolean> FOLLOW =
      OptionSpec.flag(
          "follow",
          "false",
          "true: at its end wait for what another program appends, as tail -F does");
  private static final OptionSpec<Boolean> LIVE =
      OptionSpec.flag(
          "live",
          "false",
          "true: what comes over a pipe comes from the meter now, and readings have the time of it");

  @Override
  public String scheme() {
    return "file";
  }

  @Override
  public LinkKind kind() {
    return LinkKind.FILE;
  }

  @Override
  public String targetForm() {
    return "a file such as capture.txt or capture.txt.gz, or - for standard input";
  }

  @Override
  public List<OptionSpec<?>> options() {
    return List.of(PACE, FOLLOW, LIVE);
  }

  @Override
  public void validate(String target) {
    if (target.isBlank()) {
      throw new IllegalArgumentException("the file is missing: name " + targetForm());
    }
    Path.of(target);
  }

  @Override
  public void validate(String target, Options options) {
    if (options.get(LIVE)
        && !target.equals(STANDARD_INPUT)
        && Files.isRegularFile(Path.of(target))) {
      throw new IllegalArgumentException(
          "live is for pipes; what is in a file came before: follow=true goes on with what comes");
    }
    if (!options.get(FOLLOW)) {
      return;
    }
    if (target.equals(STANDARD_INPUT)) {
      throw new IllegalArgumentException(
          "follow needs a file that has a name; standard input is read as it comes without follow");
    }
    if (isPaced(options)) {
      throw new IllegalArgumentException("follow goes with pace=max only");
    }
  }

  @Override
  public boolean canOpenAgain(Options options) {
    return options.get(FOLLOW);
  }

  @Override
  public Transport open(String target, Options options) throws TransportException {
    validate(target);
    validate(target, options);
    Pace pace = options.get(PACE);
    boolean paced = isPaced(options);
    boolean live = options.get(LIVE);
    if (target.equals(STANDARD_INPUT)) {
      return new FileTransport("standard input", pumpStandardInput(pace), paced, live);
    }
    Path path = Path.of(target);
    requireFile(path);
    if (options.get(FOLLOW)) {
      return follow(path);
    }
    return new FileTransport(
        target, Files.isRegularFile(path) ? play(path, pace) : pump(path, pace), paced, live);
  }

  private static boolean isPaced(Options options) {
    return options.get(PACE).kind() != Pace.Kind.MAX;
  }

  private static Transport follow(Path path) throws TransportException {
    try {
      return FollowedFile.open(path);
    } catch (AccessDeniedException e) {
      throw denied(path);
    } catch (IOException e) {
      throw FileTransport.broken(path.toString(), e);
    }
  }

  private static ChunkSource pumpStandardInput(Pace pace) {
    InputStream keptOpen =
        new FilterInputStream(System.in) {
          @Override
          public void close() {
            // It belongs to the program, not to this transport.
          }
        };
    return ChunkPump.start(STANDARD_INPUT, () -> Capture.play("standard input", keptOpen, pace));
  }

  private static void requireFile(Path path) throws TransportException {
    if (Files.isDirectory(path)) {
      throw new TransportException(Kind.NOT_FOUND, path + " is a directory: name a file inside it");
    }
    if (!Files.exists(path)) {
      throw new TransportException(Kind.NOT_FOUND, "no file " + path.toAbsolutePath());
    }
    if (!Files.isReadable(path)) {
      throw denied(path);
    }
  }

  private static TransportException denied(Path path) {
    return new TransportException(
        Kind.PERMISSION_DENIED, "permission denied on " + path + ": this user may not read it");
  }

  /** A named pipe or a device; the newer file API wants to seek in it. */
  private static ChunkSource pump(Path path, Pace pace) {
    return ChunkPump.start(
        path.toString(), () -> play(path, new FileInputStream(path.toFile()), pace));
  }

  private static ChunkSource play(Path path, Pace pace) throws TransportException {
    try {
      return play(path, Files.newInputStream(path), pace);
    } catch (AccessDeniedException e) {
      throw denied(path);
    } catch (IOException e) {
      throw FileTransport.broken(path.toString(), e);
    }
  }

  private static ChunkSource play(Path path, InputStream raw, Pace pace) throws IOException {
    try {
      return Capture.play(path.toString(), raw, pace);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }
}
