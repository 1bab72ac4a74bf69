package io.github.meter4j.iec62056;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.output.ReadingJson;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A decoder that knows the layout of its meter finds what one finds that does not. */
class LayoutProperties {
  private static final byte[] EBZ = Bits.vector("ebz");

  private static D0Decoder trained() {
    D0Decoder decoder = Iec62056.decoder(D0Settings.DEFAULT);
    Events before = new Events();
    for (int i = 0; i < 3; i++) {
      decoder.feed(ByteBuffer.wrap(EBZ), Events.NOW, before);
    }
    assertThat(before.readouts()).hasSize(3);
    return decoder;
  }

  /** One that knows the identification, as a line without its slash needs, but not the layout. */
  private static D0Decoder fresh() {
    D0Decoder decoder = Iec62056.decoder(D0Settings.DEFAULT);
    byte[] other = D0Encoder.of("EBZ5DD32R06ETA_107").object("1.8.0", "1*kWh").encode();
    decoder.feed(ByteBuffer.wrap(other), Events.NOW, new Events());
    return decoder;
  }

  private static List<String> found(D0Decoder decoder, byte[] bytes) {
    Events events = new Events();
    decoder.reset();
    decoder.feed(ByteBuffer.wrap(bytes), Events.NOW, events);
    decoder.feed(ByteBuffer.wrap(EBZ), Events.NOW, events);
    decoder.end(events);
    return events.readouts().stream()
        .map(readout -> withoutOffsets(ReadingJson.of(readout)) + readout)
        .toList();
  }

  private static String withoutOffsets(String json) {
    return json.replaceAll("\"offset\":[0-9]+", "");
  }

  @Property(tries = 2000)
  void damagedTelegramsAreReadAsByAFreshDecoder(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] damaged = EBZ.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(damaged.length);
      damaged[at] =
          random.nextBoolean()
              ? (byte) random.nextInt(128)
              : (byte) "()!/*\r\n\3\2.9F".charAt(random.nextInt(12));
    }
    assertThat(found(trained(), damaged)).isEqualTo(found(fresh(), damaged));
  }

  @Example
  void everyByteReplacedByEveryMarkIsReadAsByAFreshDecoder() {
    for (int at = 0; at < EBZ.length; at++) {
      for (char mark : "()!/\r\n\3\0001".toCharArray()) {
        byte[] damaged = EBZ.clone();
        damaged[at] = (byte) mark;
        assertThat(found(trained(), damaged))
            .as("byte %d is %d", at, (int) mark)
            .isEqualTo(found(fresh(), damaged));
      }
    }
  }
}
