package io.github.meter4j.blinkt;

import io.github.meter4j.fault.TransportException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A line that keeps the frames it gets, as hex digits. */
final class Frames implements Apa102Line {
  /** All LEDs off at the brightness of pimoroni's library. */
  static final String DARK = frame("E7000000".repeat(8));

  private final List<String> sent = new ArrayList<>();
  private boolean broken;
  private int closed;

  static String frame(String leds) {
    return "00000000" + leds + "0000000000";
  }

  void breakDown(boolean now) {
    broken = now;
  }

  List<String> sent() {
    return List.copyOf(sent);
  }

  int closed() {
    return closed;
  }

  @Override
  public void send(byte[] frame) throws TransportException {
    if (broken) {
      throw new TransportException(TransportException.Kind.DISCONNECTED, "test: no line");
    }
    sent.add(HexFormat.of().withUpperCase().formatHex(frame));
  }

  @Override
  public void close() {
    closed++;
  }
}
