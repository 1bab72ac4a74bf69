package io.github.meter4j.examples.program;

import io.github.meter4j.fault.MeterException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** How a program ends: with a code by one rule, and a line that says why. */
public final class Program {
  /** All went well, or nobody reads the output any more. */
  public static final int OK = 0;

  /** Something could not be read or written. */
  public static final int FAILURE = 1;

  /** The command line is wrong. */
  public static final int WRONG_USAGE = 2;

  private final String name;
  private final Output out;
  private final PrintStream err;

  private Program(String name, Output out, PrintStream err) {
    this.name = name;
    this.out = out;
    this.err = err;
  }

  /** The program of this process. */
  public static Program standard(String name) {
    return new Program(name, Output.standard(), System.err);
  }

  /** A program that writes elsewhere. */
  public static Program of(String name, OutputStream out, PrintStream err) {
    return new Program(name, new Output(out, () -> false), err);
  }

  /** Where its results go. */
  public Output out() {
    return out;
  }

  /** Where its messages go. */
  public PrintStream err() {
    return err;
  }

  /** Says something under the name of the program. */
  public void say(String message) {
    err.println(name + ": " + message);
  }

  /** What a program does; gives its exit code. */
  @FunctionalInterface
  public interface Work {
    /** Does it. */
    int run() throws Exception;
  }

  /** Runs a command with options; gives the exit code. */
  public int run(Object command, String... args) {
    StringWriter help = new StringWriter(); // what its writer threw would be printed as a mistake
    CommandLine line =
        new CommandLine(command)
            .setOut(new PrintWriter(help))
            .setErr(new PrintWriter(err, true))
            .setParameterExceptionHandler((e, arguments) -> failed(e))
            .setExecutionExceptionHandler((e, commandLine, given) -> failed(e));
    return run(
        () -> {
          int code = line.execute(args);
          out.print(help.toString());
          return code;
        });
  }

  /** Does some work; gives the exit code. */
  public int run(Work work) {
    int code;
    try {
      code = work.run();
      out.flush();
    } catch (Exception e) {
      code = failed(e);
    }
    return out.failure().isEmpty() ? code : ended();
  }

  private int failed(Exception e) {
    flush(); // so that on a terminal the message stands behind what came before it
    if (e instanceof OutputEnded) {
      return FAILURE;
    }
    if (e instanceof ParameterException || e instanceof IllegalArgumentException) {
      say(e.getMessage());
      err.println(name + " --help shows how it is used");
      return WRONG_USAGE;
    }
    boolean forPeople = e instanceof MeterException || e.getClass() == IOException.class;
    say(forPeople ? e.getMessage() : e.toString());
    return FAILURE;
  }

  private void flush() {
    try {
      out.flush();
    } catch (OutputEnded e) {
      return; // said at the end
    }
  }

  private int ended() {
    if (out.isLeft()) {
      return OK;
    }
    say("cannot write the output: " + out.failure().get().getMessage());
    return FAILURE;
  }
}
