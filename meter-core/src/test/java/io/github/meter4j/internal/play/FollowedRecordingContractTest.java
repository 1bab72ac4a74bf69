package io.github.meter4j.internal.play;

import io.github.meter4j.spi.Transport;
import io.github.meter4j.testkit.TransportContract;
import io.github.meter4j.transport.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;

/** A recording that another program writes is a transport like a port. */
class FollowedRecordingContractTest extends TransportContract {
  @TempDir private Path folder;

  @Override
  protected Rig openRig() throws Exception {
    Path file = folder.resolve("meter.rec");
    Recording.Writer writer =
        Recording.to(Files.newOutputStream(file), Instant.parse("2026-01-31T12:00:00Z"));
    return new WritingRig(file, writer, FollowedFile.open(file));
  }

  private record WritingRig(Path file, Recording.Writer writer, Transport transport)
      implements Rig {
    @Override
    public void send(byte[] bytes) throws IOException {
      writer.write(bytes, 0);
    }

    @Override
    public byte[] receive(int count) {
      throw new UnsupportedOperationException("nothing can be sent to a recording");
    }

    @Override
    public boolean isForReadingOnly() {
      return true;
    }

    @Override
    public void hangUp() throws IOException {
      Files.delete(file);
    }

    @Override
    public void close() throws IOException {
      writer.close();
    }
  }
}
