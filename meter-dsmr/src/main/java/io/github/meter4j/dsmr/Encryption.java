package io.github.meter4j.dsmr;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Makes what {@link Decryption} opens: AES-128-GCM with a tag of 96 bits. */
final class Encryption {
  private static final int TITLE = 8;
  private static final int MAKER = 3;
  private static final int TAG = 12;
  private static final int MAX_LENGTH = 0xffff;
  private static final byte SECURITY = (byte) (CipherFrame.AUTHENTICATED | CipherFrame.ENCRYPTED);

  private Encryption() {}

  static byte[] seal(byte[] telegram, DsmrKey key, byte[] title, int counter) {
    requireTitle(title);
    int length = 1 + Integer.BYTES + telegram.length + TAG;
    if (length > MAX_LENGTH) {
      throw new IllegalArgumentException("too long for a frame: " + telegram.length + " bytes");
    }
    byte[] vector = ByteBuffer.allocate(TITLE + Integer.BYTES).put(title).putInt(counter).array();
    ByteBuffer frame = ByteBuffer.allocate(2 + TITLE + 3 + length);
    frame.put(CipherFrame.TAG).put((byte) TITLE).put(title);
    putLength(frame, length);
    frame.put(SECURITY).putInt(counter).put(cipherText(telegram, key, vector));
    byte[] sealed = new byte[frame.position()];
    frame.flip().get(sealed);
    return sealed;
  }

  /** A decoder tells a frame from noise by the letters of its maker. */
  private static void requireTitle(byte[] title) {
    boolean good = title.length == TITLE;
    for (int i = 0; good && i < MAKER; i++) {
      good = title[i] > 0 && Character.isLetterOrDigit(title[i]);
    }
    if (!good) {
      throw new IllegalArgumentException(
          "a system title has eight bytes and starts with three letters");
    }
  }

  /** BER: one byte up to 7F, otherwise how many bytes follow, then those. */
  private static void putLength(ByteBuffer frame, int length) {
    if (length > 0xff) {
      frame.put((byte) 0x82).putShort((short) length);
    } else if (length > 0x7f) {
      frame.put((byte) 0x81).put((byte) length);
    } else {
      frame.put((byte) length);
    }
  }

  private static byte[] cipherText(byte[] telegram, DsmrKey key, byte[] vector) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(key.encryption(), "AES"),
          new GCMParameterSpec(8 * TAG, vector));
      cipher.updateAAD(new byte[] {SECURITY});
      cipher.updateAAD(key.authentication().orElse(DsmrKey.LUXEMBOURG_AUTHENTICATION));
      return cipher.doFinal(telegram);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no AES-GCM", e);
    }
  }
}
