package io.github.meter4j.examples.decode;

import io.github.meter4j.MeterReader;
import io.github.meter4j.examples.program.Output;
import io.github.meter4j.examples.program.Program;
import io.github.meter4j.fault.MeterException;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Decodes files of captured telegrams: a line of JSON for each, or with {@code --explain} what is
 * wrong with them.
 */
public final class Decode {
  private static final String NAME = "decode";

  private final Arguments arguments;
  private final Program program;

  private Decode(Arguments arguments, Program program) {
    this.arguments = arguments;
    this.program = program;
  }

  /**
   * Runs the program and ends with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    System.exit(run(args, Program.standard(NAME)));
  }

  /** Runs the program and says its exit code. */
  static int run(String[] args, OutputStream out, PrintStream err) {
    return run(args, Program.of(NAME, out, err));
  }

  private static int run(String[] args, Program program) {
    return program.run(
        () -> {
          Arguments arguments = Arguments.parse(args);
          if (arguments.help().isPresent()) {
            program.out().print(arguments.help().get().replace(System.lineSeparator(), "\n"));
            return Program.OK;
          }
          return new Decode(arguments, program).decodeAll();
        });
  }

  private int decodeAll() {
    int code = Program.OK;
    for (String file : arguments.files()) {
      try {
        decode(file);
      } catch (MeterException e) {
        program.out().flush();
        String message = e.getMessage();
        program.say((message.contains(file) ? "" : file + ": ") + message);
        code = Program.FAILURE;
      }
      program.out().flush();
    }
    return code;
  }

  private void decode(String file) throws MeterException {
    Output out = program.out();
    Report report = arguments.explain() ? new ExplainReport(file, out) : new JsonReport(file, out);
    String driver = arguments.driver().name();
    CaptureFile.decode(
        MeterReader.decoder(driver, arguments.options(), driver + "+file:" + file), file, report);
  }
}
