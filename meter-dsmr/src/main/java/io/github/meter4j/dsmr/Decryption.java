package io.github.meter4j.dsmr;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Opens encrypted frames: AES-128-GCM with a tag of 96 bits over the security byte and the
 * authentication key (Luxmetering P1 1.1.3, section 3.2.5).
 */
final class Decryption {
  /** What came of a frame. */
  record Result(byte[] text, boolean tagMatches) {}

  private static final int TAG_BITS = 96;

  private final SecretKeySpec key;
  private final DsmrKey keys;

  Decryption(DsmrKey keys) {
    this.keys = keys;
    this.key = new SecretKeySpec(keys.encryption(), "AES");
  }

  /**
   * The text of a frame, with whether its tag matches. Where neither the frame nor anybody names
   * the system title, eight zeros are tried, with which some Elgama meters encrypt.
   */
  Result open(byte[] buffer, CipherFrame frame) {
    byte[] vector = frame.vector(keys.title().orElseGet(() -> new byte[DsmrKey.TITLE_BYTES]));
    if (frame.isAuthenticated()) {
      for (byte[] associated : associatedData(frame.security())) {
        Optional<byte[]> text = authenticated(buffer, frame, vector, associated);
        if (text.isPresent()) {
          return new Result(text.get(), true);
        }
      }
    }
    return new Result(withoutTag(buffer, frame, vector), false);
  }

  /** Whether the system title of the frame, or one that is given, is known. */
  boolean knowsTitle(CipherFrame frame) {
    return frame.hasTitle() || keys.title().isPresent();
  }

  /**
   * What the tag may have been made over. The authentication key of Luxembourg is public and the
   * same for all; some meters leave it out. Trying both is safe: a tag that matches proves its
   * input.
   */
  private List<byte[]> associatedData(byte security) {
    List<byte[]> all = new ArrayList<>();
    all.add(prefixed(security, keys.authentication().orElse(DsmrKey.LUXEMBOURG_AUTHENTICATION)));
    if (keys.authentication().isEmpty()) {
      all.add(new byte[0]);
      all.add(new byte[] {security});
    }
    return all;
  }

  private static byte[] prefixed(byte first, byte[] rest) {
    byte[] all = new byte[rest.length + 1];
    all[0] = first;
    System.arraycopy(rest, 0, all, 1, rest.length);
    return all;
  }

  private Optional<byte[]> authenticated(
      byte[] buffer, CipherFrame frame, byte[] vector, byte[] associated) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, vector));
      cipher.updateAAD(associated);
      int from = frame.contentFrom();
      return Optional.of(cipher.doFinal(buffer, from, frame.to() - from));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no AES-GCM", e);
    }
  }

  /** GCM without its tag is counter mode, whose counter starts at 2 for the first block. */
  private byte[] withoutTag(byte[] buffer, CipherFrame frame, byte[] vector) {
    try {
      byte[] counter = Arrays.copyOf(vector, 16);
      counter[15] = 2;
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(counter));
      int from = frame.contentFrom();
      return cipher.doFinal(buffer, from, frame.contentTo() - from);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no AES", e);
    }
  }
}
