package headend;

import io.github.meter4j.MeterReader;
import io.github.meter4j.reading.Reading;
import io.github.meter4j.spi.ReadingSink;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Instant;

public class Feed {
  public static void main(String[] args) throws Exception {
    var decoder = MeterReader.decoder(args[1]);
    ReadingSink<Reading> sink =
        ReadingSink.of(reading -> System.out.println(reading.netPower().orElseThrow()), System.err::println);
    try (var socket = SocketChannel.open(new InetSocketAddress("localhost", Integer.parseInt(args[0])))) {
      for (var chunk = ByteBuffer.allocate(4096); socket.read(chunk.clear()) >= 0; ) {
        decoder.feed(chunk.flip(), Instant.now(), sink);
      }
      decoder.end(sink);
    }
  }
}
