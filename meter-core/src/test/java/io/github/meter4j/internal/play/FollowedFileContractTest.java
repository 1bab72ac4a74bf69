package io.github.meter4j.internal.play;

import io.github.meter4j.spi.Transport;
import io.github.meter4j.testkit.TransportContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.io.TempDir;

/** A file that another program appends to is a transport like a port. */
class FollowedFileContractTest extends TransportContract {
  @TempDir private Path folder;

  @Override
  protected Rig openRig() throws Exception {
    Path file = Files.createFile(folder.resolve("p1.log"));
    return new AppendingRig(file, FollowedFile.open(file));
  }

  private record AppendingRig(Path file, Transport transport) implements Rig {
    @Override
    public void send(byte[] bytes) throws IOException {
      Files.write(file, bytes, StandardOpenOption.APPEND);
    }

    @Override
    public byte[] receive(int count) {
      throw new UnsupportedOperationException("nothing can be sent to a file");
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
    public void close() {
      // the folder goes with the test
    }
  }
}
