package io.github.meter4j.internal.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;

/** A disk that has room for so many bytes more; what fits is written before it fails. */
final class SmallDisk implements RecordingFile.Disk {
  private long room;

  SmallDisk(long room) {
    this.room = room;
  }

  synchronized void room(long bytes) {
    room = bytes;
  }

  private synchronized int take(int wanted) {
    int taken = (int) Math.min(wanted, room);
    room -= taken;
    return taken;
  }

  @Override
  public SeekableByteChannel create(Path file) throws IOException {
    return new Limited(RecordingFile.REAL.create(file));
  }

  private final class Limited implements SeekableByteChannel {
    private final SeekableByteChannel channel;

    Limited(SeekableByteChannel channel) {
      this.channel = channel;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      int count = take(bytes.remaining());
      boolean all = count == bytes.remaining();
      int written = channel.write(bytes.slice(bytes.position(), count));
      bytes.position(bytes.position() + written);
      if (!all) {
        throw new IOException("No space left on device");
      }
      return written;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      return channel.read(target);
    }

    @Override
    public long position() throws IOException {
      return channel.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
      channel.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
      channel.truncate(size);
      return this;
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
