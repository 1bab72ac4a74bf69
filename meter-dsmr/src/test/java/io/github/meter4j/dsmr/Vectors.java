package io.github.meter4j.dsmr;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The worked examples of our own, byte for byte. */
final class Vectors {
  /** The key of the encrypted ones. */
  static final DsmrKey KEY = DsmrKey.of("000102030405060708090A0B0C0D0E0F");

  static final List<String> PLAIN =
      List.of("p1_tiny", "p1_v50", "p1_be", "p1_v3", "p1_se", "p1_at", "p1_zero");

  private Vectors() {}

  static byte[] bytes(String name) {
    try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + name + ".bin")) {
      if (in == null) {
        throw new AssertionError("no vector " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static DsmrTelegram telegram(String name) {
    return Dsmr.decode(bytes(name));
  }
}
