package io.github.meter4j.codec;

import io.github.meter4j.reading.Obis;

/**
 * An OBIS code in one {@code int}: A and B with four bits each, C, D and E with eight. Codes that
 * do not fit, and those of historic values, are {@link #WIDE}: their text has to be looked at.
 */
public final class ObisKey {
  /** No code, or one that does not fit. */
  public static final int WIDE = -1;

  private ObisKey() {}

  /** The key of five groups, each within its bits. */
  public static int of(int a, int b, int c, int d, int e) {
    return a << 28 | b << 24 | c << 16 | d << 8 | e;
  }

  /** The key of a code. */
  public static int of(Obis obis) {
    if (obis.a() > 14 || obis.b() > 15 || obis.f() != Obis.NO_HISTORY) {
      return WIDE;
    }
    return of(obis.a(), obis.b(), obis.c(), obis.d(), obis.e());
  }

  /** The code of a key other than {@link #WIDE}. */
  public static Obis obis(int key) {
    return Obis.of(a(key), b(key), key >>> 16 & 0xff, key >>> 8 & 0xff, key & 0xff);
  }

  /** The medium. */
  public static int a(int key) {
    return key >>> 28;
  }

  /** The channel. */
  public static int b(int key) {
    return key >>> 24 & 15;
  }

  /** Groups C, D and E alone. */
  public static int cde(int key) {
    return key & 0xffffff;
  }

  /** Groups C, D and E in the form of {@link #cde(int)}. */
  public static int cde(int c, int d, int e) {
    return c << 16 | d << 8 | e;
  }
}
