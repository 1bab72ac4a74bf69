package io.github.meter4j.examples.decode;

import io.github.meter4j.MeterReader;
import io.github.meter4j.fault.MeterException;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import picocli.CommandLine.ParameterException;

/**
 * Decodes files of captured telegrams: a line of JSON for each, or with {@code --explain} what is
 * wrong with them.
 */
public final class Decode {
  private static final int OUTPUT_BUFFER = 1 << 16;

  private static final int OK = 0;
  private static final int FILE_FAILED = 1;
  private static final int WRONG_USAGE = 2;

  private final Arguments arguments;
  private final OutputStream out;
  private final PrintStream err;

  private Decode(Arguments arguments, OutputStream out, PrintStream err) {
    this.arguments = arguments;
    this.out = out;
    this.err = err;
  }

  /**
   * Runs the program and ends with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    // Not System.out: a PrintStream hides that nobody reads any more.
    System.exit(run(args, new FileOutputStream(FileDescriptor.out), System.err));
  }

  /** Runs the program and says its exit code. */
  static int run(String[] args, OutputStream out, PrintStream err) {
    OutputStream buffered = new BufferedOutputStream(out, OUTPUT_BUFFER);
    try {
      int code = run(args, buffered, out, err);
      buffered.flush();
      return code;
    } catch (UncheckedIOException e) {
      return outputFailed(e.getCause(), err);
    } catch (IOException e) {
      return outputFailed(e, err);
    }
  }

  private static int run(String[] args, OutputStream out, OutputStream plain, PrintStream err)
      throws IOException {
    try {
      Arguments arguments = Arguments.parse(args);
      if (arguments.help().isPresent()) {
        plain.write(Text.utf8(arguments.help().get()));
        return OK;
      }
      return new Decode(arguments, out, err).decodeAll();
    } catch (ParameterException e) {
      err.println("decode: " + e.getMessage());
      err.println("Try ./example decode --help");
    } catch (IllegalArgumentException e) {
      err.println("decode: " + e.getMessage());
    }
    return WRONG_USAGE;
  }

  private int decodeAll() throws IOException {
    int code = OK;
    for (String file : arguments.files()) {
      try {
        decode(file);
      } catch (MeterException e) {
        out.flush();
        String message = e.getMessage();
        err.println("decode: " + (message.contains(file) ? "" : file + ": ") + message);
        code = FILE_FAILED;
      }
      out.flush();
    }
    return code;
  }

  private void decode(String file) throws MeterException {
    Report report = arguments.explain() ? new ExplainReport(file, out) : new JsonReport(file, out);
    String driver = arguments.driver().name();
    CaptureFile.decode(
        MeterReader.decoder(driver, arguments.options(), driver + "+file:" + file), file, report);
  }

  /** That nobody reads any more, as behind {@code | head}, is no error. */
  private static int outputFailed(IOException cause, PrintStream err) {
    String message = String.valueOf(cause.getMessage());
    if (message.toLowerCase(Locale.ROOT).contains("pipe")) {
      return OK;
    }
    err.println("decode: cannot write the output: " + message);
    return FILE_FAILED;
  }
}
