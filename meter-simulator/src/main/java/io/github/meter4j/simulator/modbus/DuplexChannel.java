package io.github.meter4j.simulator.modbus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** One channel out of two: one to read from, one to write to. */
record DuplexChannel(ReadableByteChannel in, WritableByteChannel out) implements ByteChannel {
  @Override
  public int read(ByteBuffer target) throws IOException {
    return in.read(target);
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return out.write(source);
  }

  @Override
  public boolean isOpen() {
    return in.isOpen() && out.isOpen();
  }

  @Override
  public void close() throws IOException {
    try (in;
        out) {
      return;
    }
  }
}
