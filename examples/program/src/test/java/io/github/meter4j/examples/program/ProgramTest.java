package io.github.meter4j.examples.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.TransportException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class ProgramTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream messages = new PrintStream(err, true, StandardCharsets.UTF_8);

  private static OutputStream failing(String why) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(why);
      }
    };
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  @Command(name = "test", description = "A test.")
  private static final class Sums implements Callable<Integer> {
    @Option(names = "--number", description = "a number")
    private int number;

    @Option(names = "--help", usageHelp = true, description = "print this")
    private boolean help;

    @Override
    public Integer call() {
      return number;
    }
  }

  @Test
  void writesUtf8WithLf() {
    Program program = Program.of("test", out, messages);

    int code =
        program.run(
            () -> {
              program.out().printf("%s%n", "21 °C");
              program.out().println("Zähler");
              program.out().print("end");
              return 0;
            });

    assertThat(code).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("21 °C\nZähler\nend");
    assertThat(err()).isEmpty();
  }

  @Test
  void endsQuietlyWhenNobodyReads() {
    Program program = Program.of("test", failing("Broken pipe"), messages);

    assertThat(program.run(() -> endlessly(program.out()))).isZero();
    assertThat(err()).isEmpty();
  }

  /** What the system says is in the language of the user, and need not have the word. */
  @Test
  void aPipeCannotFailForAnotherReason() {
    Output output = new Output(failing("Tubería rota"), () -> true);
    Output file = new Output(failing("Tubería rota"), () -> false);

    assertThat(ends(output)).isTrue();
    assertThat(output.isLeft()).isTrue();
    assertThat(ends(file)).isTrue();
    assertThat(file.isLeft()).isFalse();
  }

  private static boolean ends(Output output) {
    try {
      endlessly(output);
      return false;
    } catch (OutputEnded e) {
      return true;
    }
  }

  /** Until it throws, which it does at every later write as well. */
  private static int endlessly(Output output) {
    for (int i = 0; i < 1_000_000; i++) {
      output.println("line " + i);
    }
    return 0;
  }

  @Test
  void saysWhyItCannotWrite() {
    Program program = Program.of("test", failing("No space left on device"), messages);

    assertThat(program.run(() -> endlessly(program.out()))).isEqualTo(1);
    assertThat(err()).isEqualTo("test: cannot write the output: No space left on device\n");
  }

  /** The last lines are in a buffer when the work is done. */
  @Test
  void noticesAtTheEndWhatWasNotWritten() {
    Program program = Program.of("test", failing("No space left on device"), messages);

    int code =
        program.run(
            () -> {
              program.out().println("one line");
              return 0;
            });

    assertThat(code).isEqualTo(1);
    assertThat(err()).contains("No space left");
  }

  @Test
  void noticesThatItsHelpCannotBeWritten() {
    Program program = Program.of("test", failing("No space left on device"), messages);

    assertThat(program.run(new Sums(), "--help")).isEqualTo(1);
    assertThat(err()).isEqualTo("test: cannot write the output: No space left on device\n");
  }

  @Test
  void givesTheCodeOfACommand() {
    assertThat(Program.of("test", out, messages).run(new Sums(), "--number=7")).isEqualTo(7);
    assertThat(err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--number=x", "--numbr=1", "--number", "1"})
  void wrongUsageEndsWithTwo(String argument) {
    assertThat(Program.of("test", out, messages).run(new Sums(), argument)).isEqualTo(2);
    assertThat(err()).startsWith("test: ").endsWith("test --help shows how it is used\n");
    assertThat(out.size()).isZero();
  }

  @Test
  void tellsWrongUsageFromFailures() {
    assertThat(codeOf(new IllegalArgumentException("no such option"))).isEqualTo(2);
    assertThat(
            codeOf(
                new TransportException(TransportException.Kind.NOT_FOUND, "no port /dev/ttyUSB0")))
        .isEqualTo(1);
    assertThat(codeOf(new IOException("no network"))).isEqualTo(1);
    assertThat(codeOf(new IllegalStateException("a mistake"))).isEqualTo(1);
    assertThat(err())
        .isEqualTo(
            """
            test: no such option
            test --help shows how it is used
            test: no port /dev/ttyUSB0
            test: no network
            test: java.lang.IllegalStateException: a mistake
            """);
  }

  private int codeOf(Exception e) {
    return Program.of("test", out, messages)
        .run(
            () -> {
              throw e;
            });
  }
}
