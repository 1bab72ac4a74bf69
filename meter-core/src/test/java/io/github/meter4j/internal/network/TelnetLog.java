package io.github.meter4j.internal.network;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Notes what a Telnet decoder finds. */
final class TelnetLog implements TelnetDecoder.Sink {
  final ByteArrayOutputStream data = new ByteArrayOutputStream();
  final List<String> commands = new ArrayList<>();

  /** What a decoder finds in bytes that come in chunks of this size. */
  static TelnetLog of(byte[] bytes, int chunk) {
    TelnetLog log = new TelnetLog();
    TelnetDecoder decoder = new TelnetDecoder();
    for (int i = 0; i < bytes.length; i += chunk) {
      decoder.feed(ByteBuffer.wrap(bytes, i, Math.min(chunk, bytes.length - i)), log);
    }
    return log;
  }

  @Override
  public void data(byte b) {
    data.write(b);
  }

  @Override
  public void command(int verb, int option) {
    commands.add(verb + " " + option);
  }

  @Override
  public void subnegotiation(int option, byte[] content) {
    commands.add(option + ": " + HexFormat.of().formatHex(content));
  }
}
