package io.github.meter4j.examples.program;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What a program writes its results to, in UTF-8 with LF, whatever the locale. Unlike a {@code
 * PrintStream} it hides nothing: what cannot be written throws {@link OutputEnded}, then and at
 * every later write. For one thread.
 */
public final class Output extends OutputStream {
  private static final int BUFFER = 1 << 16;
  private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");

  /** The bits of a mode that tell what a file is, and two of their values. */
  private static final int TYPE = 0xf000;

  private static final int PIPE = 0x1000;
  private static final int SOCKET = 0xc000;

  private final OutputStream out;
  private final BooleanSupplier leadsToAProgram;
  private Optional<IOException> failure = Optional.empty();

  Output(OutputStream out, BooleanSupplier leadsToAProgram) {
    this.out = new BufferedOutputStream(out, BUFFER);
    this.leadsToAProgram = leadsToAProgram;
  }

  static Output standard() {
    return new Output(new FileOutputStream(FileDescriptor.out), Output::isPipeOrSocket);
  }

  /** Writes text as it is. */
  public void print(CharSequence text) {
    write(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a line. */
  public void println(String line) {
    print(line + '\n');
  }

  /** Writes formatted text; {@code %n} ends a line. */
  public void printf(String format, Object... values) {
    print(String.format(Locale.ROOT, format, values).replace(System.lineSeparator(), "\n"));
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b});
  }

  @Override
  public void write(byte[] bytes) {
    write(bytes, 0, bytes.length);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    attempt(() -> out.write(bytes, from, length));
  }

  /** Hands everything to the operating system. */
  @Override
  public void flush() {
    attempt(out::flush);
  }

  /** Standard output stays open until the program ends. */
  @Override
  public void close() {
    flush();
  }

  private interface Writing {
    void run() throws IOException;
  }

  private void attempt(Writing writing) {
    if (failure.isEmpty()) {
      try {
        writing.run();
      } catch (IOException e) {
        failure = Optional.of(e);
      }
    }
    if (failure.isPresent()) {
      throw new OutputEnded(failure.get());
    }
  }

  /** Why it ended, if it did. */
  Optional<IOException> failure() {
    return failure;
  }

  /**
   * Whether it ended because nobody reads any more, as behind {@code | head}. The message is in the
   * language of the user, so what the output leads to counts: a pipe has no other way to fail.
   */
  boolean isLeft() {
    return failure.isPresent()
        && (String.valueOf(failure.get().getMessage()).toLowerCase(Locale.ROOT).contains("pipe")
            || leadsToAProgram.getAsBoolean());
  }

  private static boolean isPipeOrSocket() {
    try {
      int type = (Integer) Files.getAttribute(STANDARD_OUTPUT, "unix:mode") & TYPE;
      return type == PIPE || type == SOCKET;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false; // not Linux
    }
  }
}
