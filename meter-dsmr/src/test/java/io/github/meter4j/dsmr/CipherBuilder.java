package io.github.meter4j.dsmr;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Builds encrypted frames with the JDK's own AES-GCM. */
final class CipherBuilder {
  static final String KEY = "000102030405060708090A0B0C0D0E0F";
  static final String LUXEMBOURG = "00112233445566778899AABBCCDDEEFF";

  private String key = KEY;
  private byte[] associated = HexFormat.of().parseHex("30" + LUXEMBOURG);
  private int security = 0x30;
  private int counter = 7;
  private String maker = "ABC";

  CipherBuilder key(String hexadecimal) {
    key = hexadecimal;
    return this;
  }

  CipherBuilder authenticationKey(String hexadecimal) {
    associated = HexFormat.of().parseHex("30" + hexadecimal);
    return this;
  }

  CipherBuilder withoutAssociatedData() {
    associated = new byte[0];
    return this;
  }

  CipherBuilder security(int value) {
    security = value;
    return this;
  }

  CipherBuilder counter(int value) {
    counter = value;
    return this;
  }

  CipherBuilder maker(String letters) {
    maker = letters;
    return this;
  }

  /** As Elgama meters send it: behind their identification, the title is not sent. */
  byte[] behind(String ident, byte[] title, byte[] plain) {
    byte[] content = encrypted(title, plain);
    ByteBuffer out = ByteBuffer.allocate(9 + content.length);
    out.put((byte) 0).put((byte) 0x82).putShort((short) (5 + content.length));
    out.put((byte) security).putInt(counter).put(content);
    return TelegramBuilder.concat(TelegramBuilder.bytes(ident + "\r\n\r\n"), out.array());
  }

  byte[] frame(byte[] plain) {
    byte[] title =
        TelegramBuilder.concat(
            maker.getBytes(StandardCharsets.US_ASCII), new byte[] {1, 2, 3, 4, 5});
    byte[] content = security == 0 ? plain : encrypted(title, plain);
    int length = 5 + content.length;
    ByteBuffer out = ByteBuffer.allocate(16 + length);
    out.put((byte) 0xdb).put((byte) 8).put(title);
    if (length < 0x80) {
      out.put((byte) length);
    } else if (length < 0x100) {
      out.put((byte) 0x81).put((byte) length);
    } else {
      out.put((byte) 0x82).putShort((short) length);
    }
    out.put((byte) security).putInt(counter).put(content);
    byte[] frame = new byte[out.position()];
    out.flip().get(frame);
    return frame;
  }

  private byte[] encrypted(byte[] title, byte[] plain) {
    try {
      byte[] vector = ByteBuffer.allocate(12).put(title).putInt(counter).array();
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      SecretKeySpec secret = new SecretKeySpec(HexFormat.of().parseHex(key), "AES");
      cipher.init(Cipher.ENCRYPT_MODE, secret, new GCMParameterSpec(96, vector));
      cipher.updateAAD(associated);
      byte[] all = cipher.doFinal(plain);
      return security == 0x20 ? java.util.Arrays.copyOf(all, all.length - 12) : all;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
