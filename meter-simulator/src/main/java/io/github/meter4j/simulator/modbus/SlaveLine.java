package io.github.meter4j.simulator.modbus;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A slave on one connection: serves requests until the connection breaks, well or badly as its
 * units are told to. Late replies are sent by another thread, so that requests are served
 * meanwhile.
 */
final class SlaveLine {
  /** What fails when the connection breaks. */
  private interface Sending {
    void run() throws IOException;
  }

  private final ModbusSlave slave;
  private final Framing framing;
  private final ByteChannel channel;
  private final Closeable plug;
  private final ScheduledExecutorService later;

  SlaveLine(
      ModbusSlave slave,
      Framing framing,
      ByteChannel channel,
      Closeable plug,
      ScheduledExecutorService later) {
    this.slave = slave;
    this.framing = framing;
    this.channel = channel;
    this.plug = plug;
    this.later = later;
  }

  /** Serves until the connection breaks or carries what is no Modbus. */
  void serve() {
    try (channel) {
      ByteBuffer chunk = ByteBuffer.allocate(512);
      int count = channel.read(chunk.clear());
      while (count >= 0) {
        for (Framing.Framed framed : framing.feed(chunk.array(), count)) {
          Optional<ModbusSlave.Reply> reply = slave.reply(framed.request());
          if (reply.isPresent()) {
            send(framed.transaction(), reply.get());
          }
        }
        count = channel.read(chunk.clear());
      }
    } catch (IOException | Framing.BrokenException e) {
      return; // nobody is left to reply to
    }
  }

  private void send(int transaction, ModbusSlave.Reply reply) throws IOException {
    byte[] frame = framing.frame(transaction, reply.unit(), reply.pdu());
    byte[] half = Arrays.copyOf(frame, frame.length / 2);
    byte[] rest = Arrays.copyOfRange(frame, half.length, frame.length);
    Quirk quirk = reply.quirk().orElse(null);
    if (quirk == null) {
      write(frame);
    } else if (quirk instanceof Quirk.Damaged) {
      frame[framing.weakSpot(frame)] ^= 1;
      write(frame);
    } else if (quirk instanceof Quirk.OtherUnit other) {
      write(framing.frame(transaction, other.unit(), reply.pdu()));
    } else if (quirk instanceof Quirk.OtherFunction other) {
      byte[] pdu = reply.pdu().clone();
      pdu[0] = (byte) other.function();
      write(framing.frame(transaction, reply.unit(), pdu));
    } else if (quirk instanceof Quirk.Noise noise) {
      write(HexFormat.of().parseHex(noise.hex()));
      write(frame);
    } else if (quirk instanceof Quirk.Cut) {
      write(half);
    } else if (quirk instanceof Quirk.Late late) {
      after(late.by(), () -> write(frame));
    } else if (quirk instanceof Quirk.InHalves halves) {
      write(half);
      after(halves.pause(), () -> write(rest));
    } else if (quirk instanceof Quirk.Unplugged) {
      write(half);
      plug.close();
    }
  }

  private void after(Duration pause, Sending sending) {
    later.schedule(
        () -> {
          try {
            sending.run();
          } catch (IOException e) {
            return; // nobody is left to reply to
          }
        },
        TimeUnit.NANOSECONDS.convert(pause),
        TimeUnit.NANOSECONDS);
  }

  private synchronized void write(byte[] bytes) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    while (left.hasRemaining()) {
      channel.write(left);
    }
  }
}
