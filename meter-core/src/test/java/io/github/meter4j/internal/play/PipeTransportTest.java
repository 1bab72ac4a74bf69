package io.github.meter4j.internal.play;

import static io.github.meter4j.internal.Failures.assertFails;
import static io.github.meter4j.internal.play.FileTransportTest.all;
import static io.github.meter4j.internal.play.FileTransportTest.gzip;
import static io.github.meter4j.internal.play.FileTransportTest.once;
import static io.github.meter4j.internal.play.FileTransportTest.open;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.spi.Transport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Standard input and named pipes, which may keep a reader waiting for ever. */
@Timeout(60)
class PipeTransportTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Path STANDARD_INPUT = Path.of("-");

  private final InputStream standardInput = System.in;

  @AfterEach
  void restoreStandardInput() {
    System.setIn(standardInput);
  }

  @Test
  void playsStandardInputToItsEnd() throws IOException {
    System.setIn(new ByteArrayInputStream("/one\r\n!\r\n".getBytes(US_ASCII)));

    try (Transport transport = open(STANDARD_INPUT, "max")) {
      assertThat(once(transport, PATIENCE)).isEqualTo("/one\r\n!\r\n");
      assertThat(once(transport, PATIENCE)).isEqualTo("the end");
    }
  }

  @Test
  void unpacksStandardInput() throws IOException {
    byte[] content = "/one\r\n!\r\n".repeat(10_000).getBytes(US_ASCII);
    System.setIn(new ByteArrayInputStream(gzip(content)));

    try (Transport transport = open(STANDARD_INPUT, "max")) {
      assertThat(all(transport, new ByteArrayOutputStream())).isEqualTo(content);
    }
  }

  @Test
  void givesBytesWhileThePipeIsStillOpen() throws IOException {
    try (PipedOutputStream pipe = new PipedOutputStream()) {
      System.setIn(new PipedInputStream(pipe));
      try (Transport transport = open(STANDARD_INPUT, "max")) {
        assertThat(once(transport, Duration.ofMillis(20))).isEmpty();
        pipe.write("/one\r\n".getBytes(US_ASCII));
        pipe.flush();

        assertThat(once(transport, PATIENCE)).isEqualTo("/one\r\n");
        assertThat(once(transport, Duration.ofMillis(20))).isEmpty();
      }
    }
  }

  @Test
  void endsAWaitForASilentPipeWhenItIsClosed() throws IOException {
    try (PipedOutputStream pipe = new PipedOutputStream()) {
      System.setIn(new PipedInputStream(pipe));
      Transport transport = open(STANDARD_INPUT, "max");
      CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS).execute(transport::close);

      assertFails(Kind.CLOSED, () -> once(transport, Duration.ofMinutes(1)));
    }
  }

  @Test
  void endsAWaitAlsoWhenThePipeCannotBeInterrupted() throws IOException {
    CompletableFuture<Integer> deaf = new CompletableFuture<>();
    System.setIn(
        new InputStream() {
          @Override
          public int read() {
            while (!deaf.isDone()) {
              Thread.onSpinWait(); // as the system call does: nothing ends it but a byte
            }
            return deaf.join();
          }
        });
    Transport transport = open(STANDARD_INPUT, "max");
    CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS).execute(transport::close);

    assertFails(Kind.CLOSED, () -> once(transport, Duration.ofSeconds(30)));

    assertThat(deaf.complete(-1)).isTrue();
  }

  @Test
  void waitsForTheNextMemberOfGzipOverAPipe() throws IOException {
    byte[] first = gzip("first".getBytes(US_ASCII));
    byte[] second = gzip("second".getBytes(US_ASCII));
    // After the first there is nothing available, as in a pipe whose writer takes its time.
    System.setIn(
        new SequenceInputStream(new ByteArrayInputStream(first), new ByteArrayInputStream(second)));

    try (Transport transport = open(STANDARD_INPUT, "max")) {
      assertThat(all(transport, new ByteArrayOutputStream()))
          .isEqualTo("firstsecond".getBytes(US_ASCII));
    }
  }

  @Test
  void leavesStandardInputOpen() throws IOException {
    CountDownLatch closed = new CountDownLatch(1);
    System.setIn(
        new ByteArrayInputStream(new byte[1]) {
          @Override
          public void close() {
            closed.countDown();
          }
        });

    try (Transport transport = open(STANDARD_INPUT, "max")) {
      assertThat(all(transport, new ByteArrayOutputStream())).hasSize(1);
    }

    assertThat(closed.getCount()).isEqualTo(1);
  }

  @Test
  void saysWhenReadThatStandardInputHasNoRecordedTimes() throws IOException {
    System.setIn(new ByteArrayInputStream("/one".getBytes(US_ASCII)));

    try (Transport transport = open(STANDARD_INPUT, "recorded")) {
      assertFails(Kind.REFUSED, () -> once(transport, PATIENCE))
          .hasMessage("standard input: this file has no recorded times; use pace=1s");
    }
  }

  @Test
  void saysThatStandardInputIsTruncatedGzip() throws IOException {
    byte[] packed = gzip("/one".getBytes(US_ASCII));
    System.setIn(new ByteArrayInputStream(packed, 0, packed.length - 4));

    try (Transport transport = open(STANDARD_INPUT, "max")) {
      assertFails(Kind.DISCONNECTED, () -> all(transport, new ByteArrayOutputStream()))
          .hasMessageStartingWith("standard input: truncated gzip");
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void waitsForTheWriterOfANamedPipe(@TempDir Path folder) throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    try (Transport transport = open(pipe, "max")) {
      assertThat(once(transport, Duration.ofMillis(20))).isEmpty();
      try (OutputStream writer = Files.newOutputStream(pipe)) {
        writer.write("/one".getBytes(US_ASCII));
      }
      assertThat(once(transport, PATIENCE)).isEqualTo("/one");
      assertThat(once(transport, PATIENCE)).isEqualTo("the end");
    }
  }
}
