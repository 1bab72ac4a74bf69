package io.github.meter4j.dsmr;

import io.github.meter4j.codec.Bytes;
import io.github.meter4j.codec.DataNotification;
import io.github.meter4j.reading.Integrity;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Opens an encrypted frame and judges what is inside. */
final class CipherText {
  /**
   * What came of it.
   *
   * @param text the telegram, or null when it is not delivered
   * @param mark where the end mark of the telegram stands
   * @param integrity how far the telegram can be trusted
   * @param message why it is not delivered, or what is odd about it; empty when all is well
   */
  record Outcome(byte @Nullable [] text, int mark, Integrity integrity, String message) {
    static Outcome rejected(String message) {
      return new Outcome(null, 0, Integrity.UNCHECKED, message);
    }
  }

  private static final String COSEM =
      "DLMS/COSEM data, no P1 telegram, which this library does not read";

  private CipherText() {}

  static Outcome open(
      CipherFrame frame, byte[] buffer, @Nullable Decryption decryption, DsmrSettings settings) {
    if (!frame.isEncrypted()) {
      byte[] plain = Arrays.copyOfRange(buffer, frame.contentFrom(), frame.contentTo());
      return isCosem(plain)
          ? Outcome.rejected("the frame is not encrypted and holds " + COSEM)
          : judge(plain, false, settings, "the frame is not encrypted and holds no telegram");
    }
    if (decryption == null) {
      return Outcome.rejected(
          "encrypted telegram"
              + frame.sender()
              + ", and no key is set: key=env:NAME or key=file:PATH"
              + (frame.hasTitle() ? "" : ", and title=HEX, the system title of the meter"));
    }
    Decryption.Result result = decryption.open(buffer, frame);
    byte[] text = whole(frame, result.text());
    String wrong = wrongKey(frame, decryption);
    if (isCosem(text)) {
      boolean unsure = frame.isAuthenticated() && !result.tagMatches();
      return Outcome.rejected(
          "the frame opens and holds "
              + COSEM
              + (unsure ? " (the authentication tag does not match: auth-key)" : ""));
    }
    if (frame.isAuthenticated() && !result.tagMatches()) {
      return withoutTag(text, settings, wrong);
    }
    String none =
        result.tagMatches() || looksLikeText(text)
            ? "the frame opens and holds no telegram"
            : wrong;
    return judge(text, result.tagMatches(), settings, none);
  }

  private static boolean isCosem(byte[] plain) {
    return DataNotification.startsAt(plain, 0, plain.length);
  }

  /** Where the identification stands before the frame in clear, the text goes on behind it. */
  private static byte[] whole(CipherFrame frame, byte[] text) {
    byte[] ident = frame.identification();
    if (ident.length == 0 || !looksLikeText(text) || startsLikeTelegram(text)) {
      return text;
    }
    byte[] whole = Arrays.copyOf(ident, ident.length + text.length);
    System.arraycopy(text, 0, whole, ident.length, text.length);
    return whole;
  }

  private static String wrongKey(CipherFrame frame, Decryption decryption) {
    if (!decryption.knowsTitle(frame)) {
      return "encrypted telegram without a system title: set title=HEX, the eight bytes that the"
          + " operator knows, or the key is wrong";
    }
    return frame.hasTitle() ? "wrong key" : "wrong key or wrong title";
  }

  /** The tag is wrong: the key, the authentication key, or a bit on the way. */
  private static Outcome withoutTag(byte[] text, DsmrSettings settings, String wrong) {
    if (!looksLikeText(text)) {
      return Outcome.rejected(
          wrong + ": what it opens is no telegram, and the authentication tag does not match");
    }
    int mark = mark(text);
    if (mark < 0 || checksum(text, mark) != settings.checksum().compute(text, 0, mark + 1)) {
      return Outcome.rejected(
          "damaged frame: the key is right, the authentication tag does not match");
    }
    if (settings.tag() == TagPolicy.IGNORE) {
      return new Outcome(text, mark, Integrity.UNCHECKED, "the authentication tag does not match");
    }
    return Outcome.rejected(
        "wrong authentication key: the telegram opens and its checksum matches, its tag does not"
            + " (or the tag alone is damaged); set auth-key, or tag=ignore to accept it");
  }

  private static Outcome judge(byte[] text, boolean tag, DsmrSettings settings, String none) {
    int mark = startsLikeTelegram(text) ? mark(text) : -1;
    if (mark < 0) {
      return Outcome.rejected(none);
    }
    int sent = checksum(text, mark);
    boolean matches =
        sent >= 0
            && sent == settings.checksum().compute(text, 0, mark + 1)
            && endsBehind(text, mark);
    if (tag) {
      // The tag proves more than the checksum could, whatever the meter computed that over.
      String odd = sent < 0 || matches ? "" : "the checksum inside does not match; the tag does";
      return new Outcome(text, mark, Integrity.VERIFIED, odd);
    }
    if (settings.checksum() == ChecksumPolicy.IGNORE) {
      return new Outcome(text, mark, Integrity.UNCHECKED, "");
    }
    return matches
        ? new Outcome(text, mark, Integrity.VERIFIED, "")
        : Outcome.rejected("neither a tag nor a checksum vouches for this frame");
  }

  /** Three of four bytes print: of random bytes fewer than two of five do. */
  private static boolean looksLikeText(byte[] text) {
    int length = Math.min(text.length, 64);
    int good = 0;
    for (int i = 0; i < length; i++) {
      good += (text[i] >= ' ' && text[i] <= '~') || text[i] == '\r' || text[i] == '\n' ? 1 : 0;
    }
    return 4 * good >= 3 * length;
  }

  private static boolean startsLikeTelegram(byte[] text) {
    if (text.length < 8 || text[0] != '/') {
      return false;
    }
    for (int i = 1; i < 8; i++) {
      if ((text[i] < ' ' || text[i] > '~') && text[i] != '\r' && text[i] != '\n') {
        return false;
      }
    }
    return true;
  }

  /** The last exclamation mark at the start of a line, or -1. */
  private static int mark(byte[] text) {
    for (int i = text.length - 1; i > 0; i--) {
      if (text[i] == '!' && (text[i - 1] == '\n' || text[i - 1] == '\r' || text[i - 1] == ')')) {
        return i;
      }
    }
    return -1;
  }

  /** Whether nothing but line ends and fill stands behind the checksum: no tag taken for text. */
  private static boolean endsBehind(byte[] text, int mark) {
    int i = mark + 1;
    while (i < text.length && i - mark <= 4 && Bytes.hexDigit(text[i]) >= 0) {
      i++;
    }
    while (i < text.length
        && (text[i] == '\r' || text[i] == '\n' || text[i] == ' ' || text[i] == 0)) {
      i++;
    }
    return i == text.length;
  }

  private static int checksum(byte[] text, int mark) {
    int value = 0;
    int i = mark + 1;
    while (i < text.length && i - mark <= 4 && Bytes.hexDigit(text[i]) >= 0) {
      value = value << 4 | Bytes.hexDigit(text[i]);
      i++;
    }
    return i == mark + 1 ? -1 : value;
  }
}
