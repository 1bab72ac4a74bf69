package io.github.meter4j.blinkt;

import java.io.IOException;
import java.util.HexFormat;

/** A program that ends without closing its Blinkt. */
final class ExitProgram {
  private ExitProgram() {}

  public static void main(String[] args) throws IOException {
    Blinkt blinkt =
        Blinkt.over(
            new Apa102Line() {
              @Override
              public void send(byte[] frame) {
                System.out.println(HexFormat.of().withUpperCase().formatHex(frame));
              }

              @Override
              public void close() {
                System.out.println("closed");
              }
            });
    blinkt.clearOnClose(Boolean.parseBoolean(args[0])).set(0, new Color(255, 0, 0)).show();
    System.exit(0);
  }
}
