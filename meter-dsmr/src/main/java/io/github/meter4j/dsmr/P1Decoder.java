package io.github.meter4j.dsmr;

import io.github.meter4j.codec.Bytes;
import io.github.meter4j.codec.Layout;
import io.github.meter4j.codec.ObisKey;
import io.github.meter4j.codec.ObjectIndex;
import io.github.meter4j.codec.ObjectIndexer;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.spi.FrameDecoder;
import io.github.meter4j.spi.FrameLimits;
import io.github.meter4j.spi.ReadingSink;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a stream of P1 telegrams, plain or encrypted, of any dialect. Pure computation, for one
 * thread at a time; it learns from the stream which meters send checksums.
 */
public final class P1Decoder implements FrameDecoder<DsmrTelegram> {
  private static final int INITIAL_CAPACITY = 4096;

  private static final int SHORTEST_LAYOUT = 64;

  private static final int NO_CHECKSUM = -1;
  private static final int UNREADABLE_CHECKSUM = -2;

  /** A meter that declares at least this version of DSMR sends checksums. */
  private static final int FIRST_VERSION_WITH_CHECKSUM = 40;

  /** Old meters send none, so a version that has one is needed to know that it is missing. */
  private static final String BRIDGE =
      "; if a bridge leaves it out, checksum=ignore accepts them unchecked";

  private static final int DSMR_VERSION = ObisKey.of(1, 3, 0, 2, 8);
  private static final int EMUCS_VERSION = ObisKey.of(0, 0, 96, 1, 4);

  private static final ReadingSink<DsmrTelegram> NOWHERE =
      new ReadingSink<>() {
        @Override
        public void reading(DsmrTelegram reading, long offset, int length) {}

        @Override
        public void rejected(Fault fault) {}

        @Override
        public void skipped(long offset, int length) {}
      };

  private final DsmrSettings settings;
  private final P1Framer framer;
  private final ObjectIndexer indexer = new ObjectIndexer();
  private final @Nullable Decryption decryption;
  private ReadingSink<? super DsmrTelegram> sink = NOWHERE;
  private final ChecksumAdvice advice = new ChecksumAdvice();
  private final LocalTimeHint hint;
  private boolean checksumSeen;

  /** What telegrams of this meter have in common; they share one index then. */
  private @Nullable Layout layout;

  private int lastMark = -1;
  private int checksumIdent;

  /**
   * A decoder.
   *
   * @param settings how to decode
   */
  public P1Decoder(DsmrSettings settings) {
    this(settings, INITIAL_CAPACITY);
  }

  P1Decoder(DsmrSettings settings, int capacity) {
    this.settings = settings;
    this.framer = new P1Framer(settings.limits(), settings.sevenBit(), capacity, new Candidates());
    this.hint = new LocalTimeHint(settings);
    this.decryption = settings.key().map(Decryption::new).orElse(null);
  }

  @Override
  public void feed(ByteBuffer bytes, Instant receivedAt, ReadingSink<? super DsmrTelegram> sink) {
    this.sink = sink;
    framer.feed(bytes, receivedAt);
    this.sink = NOWHERE;
  }

  @Override
  public void silence(ReadingSink<? super DsmrTelegram> sink) {
    this.sink = sink;
    framer.silence();
    this.sink = NOWHERE;
  }

  @Override
  public void end(ReadingSink<? super DsmrTelegram> sink) {
    this.sink = sink;
    framer.end();
    this.sink = NOWHERE;
  }

  @Override
  public void reset() {
    framer.reset();
  }

  private void deliver(
      byte[] frame, int mark, Integrity integrity, int from, int to, List<Fault> notes) {
    Layout known = layout;
    int identEnd = Bytes.lineEnd(frame, 1, frame.length);
    if (known != null && known.length() == mark + 1 && known.matches(frame, 0)) {
      deliver(frame, identEnd, known.index(), integrity, from, to, notes);
      return;
    }
    ObjectIndex index = indexer.index(frame, Math.min(identEnd, mark), mark);
    if (index.size() == 0) {
      String message = "a telegram without an object";
      sink.rejected(
          new Fault(Fault.Kind.FRAMING, message, framer.offset(from), to - from, 0, 0, ""));
      return;
    }
    learnLayout(frame, mark, index);
    deliver(frame, identEnd, index, integrity, from, to, notes);
  }

  /** On second sight of a length, so that a stream of strangers does not make one layout each. */
  private void learnLayout(byte[] frame, int mark, ObjectIndex index) {
    boolean second = lastMark == mark;
    lastMark = mark;
    if (second && mark >= SHORTEST_LAYOUT) {
      byte[] text = Arrays.copyOf(frame, mark + 1);
      for (byte b : text) {
        if (b < 0) {
          return;
        }
      }
      layout = new Layout(text, index);
    }
  }

  private void deliver(
      byte[] frame,
      int identEnd,
      ObjectIndex index,
      Integrity integrity,
      int from,
      int to,
      List<Fault> notes) {
    advice.delivered();
    long offset = framer.offset(from);
    DsmrTelegram telegram =
        new DsmrTelegram(
            frame, identEnd, index, integrity, framer.frameAt(), offset, settings, notes);
    sink.reading(hint.isDue(index) ? hint.on(telegram, index) : telegram, offset, to - from);
  }

  private void reject(Fault.Kind kind, String message, byte[] buffer, int from, int to) {
    sink.rejected(Fault.ofSpan(kind, message, framer.offset(from), buffer, from, to - from));
  }

  /** Rejects a span up to where another frame may begin inside it, and says where that is. */
  private int rejectUpToNext(
      Fault.Kind kind, String message, byte[] buffer, int from, int to, boolean text) {
    int next = text ? nextCipher(buffer, from + 1, to) : nextFrame(buffer, from + 1, to);
    reject(kind, message, buffer, from, next);
    return next;
  }

  private static int checksum(byte[] buffer, int from, int to) {
    int start = Bytes.trimStart(buffer, from, to);
    int end = Bytes.trimEnd(buffer, start, to);
    if (start == end) {
      return NO_CHECKSUM;
    }
    if (end - start > 4) {
      return UNREADABLE_CHECKSUM;
    }
    int value = 0;
    for (int i = start; i < end; i++) {
      int digit = Bytes.hexDigit(buffer[i]);
      if (digit < 0) {
        return UNREADABLE_CHECKSUM;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private int ident(byte[] buffer, int from, int to) {
    int end = Bytes.lineEnd(buffer, from, to);
    int hash = 1;
    for (int i = from; i < end; i++) {
      hash = 31 * hash + buffer[i];
    }
    return hash;
  }

  private int telegram(byte[] buffer, int from, int mark, int crcFrom, int crcTo, int to) {
    int sent = checksum(buffer, crcFrom, crcTo);
    if (settings.checksum() == ChecksumPolicy.IGNORE) {
      Integrity integrity = sent == NO_CHECKSUM ? Integrity.ABSENT : Integrity.UNCHECKED;
      deliver(Arrays.copyOfRange(buffer, from, to), mark - from, integrity, from, to, List.of());
      return to;
    } else if (sent == NO_CHECKSUM) {
      return withoutChecksum(buffer, from, mark, to);
    } else if (sent == UNREADABLE_CHECKSUM) {
      String text = Fault.visible(buffer, crcFrom, crcTo - crcFrom);
      String message = "the checksum \"" + text + "\" is not up to four hexadecimal digits";
      return wrongChecksum(message, buffer, from, mark, to);
    }
    int computed = settings.checksum().compute(buffer, from, mark + 1 - from);
    if (computed == sent) {
      verified(buffer, from, mark, to);
      return to;
    }
    return damaged(buffer, from, mark, to, sent, computed);
  }

  /** Rejects a telegram for its checksum, with what those before it let suppose. */
  private int wrongChecksum(String message, byte[] buffer, int from, int mark, int to) {
    byte[] frame = Arrays.copyOfRange(buffer, from, mark);
    int identEnd = Bytes.lineEnd(frame, 1, frame.length);
    boolean whole = ChecksumAdvice.isWhole(frame, indexer.index(frame, identEnd, frame.length));
    String all = message + advice.rejected(whole, isKnown(buffer, from, to));
    return rejectUpToNext(Fault.Kind.CHECKSUM, all, buffer, from, to, true);
  }

  /** Whether this meter has sent a right checksum before. */
  private boolean isKnown(byte[] buffer, int from, int to) {
    return checksumSeen && ident(buffer, from, to) == checksumIdent;
  }

  private void verified(byte[] buffer, int from, int mark, int to) {
    checksumSeen = true;
    checksumIdent = ident(buffer, from, mark);
    byte[] frame = Arrays.copyOfRange(buffer, from, to);
    deliver(frame, mark - from, Integrity.VERIFIED, from, to, List.of());
  }

  private int withoutChecksum(byte[] buffer, int from, int mark, int to) {
    byte[] frame = Arrays.copyOfRange(buffer, from, to);
    int identEnd = Bytes.lineEnd(frame, 1, frame.length);
    int last = mark - from;
    ObjectIndex index = indexer.index(frame, Math.min(identEnd, last), last);
    Optional<String> reason = whyChecksumIsNeeded(buffer, from, to, frame, index);
    if (reason.isPresent()) {
      String message = "no checksum, " + reason.get();
      return message.endsWith(BRIDGE)
          ? rejectUpToNext(Fault.Kind.CHECKSUM, message, buffer, from, to, true)
          : wrongChecksum(message, buffer, from, mark, to);
    }
    if (index.size() == 0) {
      String message = "neither an object nor a checksum";
      return rejectUpToNext(Fault.Kind.FRAMING, message, buffer, from, to, true);
    }
    deliver(frame, identEnd, index, Integrity.ABSENT, from, to, List.of());
    return to;
  }

  private Optional<String> whyChecksumIsNeeded(
      byte[] buffer, int from, int to, byte[] frame, ObjectIndex index) {
    if (settings.checksum() == ChecksumPolicy.REQUIRE) {
      return Optional.of("and one is required");
    }
    if (settings.checksum() == ChecksumPolicy.X25) {
      return Optional.of("and checksum=x25 requires one");
    }
    if (isKnown(buffer, from, to)) {
      return Optional.of("though this meter sends one");
    }
    if (index.find(EMUCS_VERSION) >= 0) {
      return Optional.of("though e-MUCS telegrams have one" + BRIDGE);
    }
    int version = index.find(DSMR_VERSION);
    if (version >= 0 && version(frame, index, version) >= FIRST_VERSION_WITH_CHECKSUM) {
      return Optional.of("though its version of DSMR has one" + BRIDGE);
    }
    return Optional.empty();
  }

  private static int version(byte[] frame, ObjectIndex index, int object) {
    int value = 0;
    for (int i = index.groups(object); i < index.end(object); i++) {
      if (frame[i] == '(') {
        value = 0;
      } else if (Bytes.isDigit(frame[i]) && value < 1000) {
        value = 10 * value + frame[i] - '0';
      }
    }
    return value;
  }

  /** A checksum that does not match: something may still be saved. */
  private int damaged(byte[] buffer, int from, int mark, int to, int sent, int computed) {
    int inner = InnerTelegram.find(buffer, from, mark, sent, settings.checksum());
    if (inner > 0) {
      reject(Fault.Kind.CHECKSUM, "cut off by the next telegram", buffer, from, inner);
      verified(buffer, inner, mark, to);
      return to;
    }
    String message = "checksum sent " + hex(sent) + ", computed " + hex(computed);
    byte[] repaired = LineEndRepair.repair(buffer, from, mark);
    boolean tooLong = repaired.length + to - mark > FrameLimits.MAX_FRAME;
    if (tooLong || settings.checksum().compute(repaired, 0, repaired.length) != sent) {
      String other = otherChecksum(buffer, from, mark, sent);
      return other.isEmpty()
          ? wrongChecksum(message, buffer, from, mark, to)
          : rejectUpToNext(Fault.Kind.CHECKSUM, message + other, buffer, from, to, true);
    } else if (settings.lineEnds() == LineEnds.REPAIR) {
      String what = "line ends were changed on the way; the checksum matches without the change";
      Fault note = new Fault(Fault.Kind.FRAMING, what, framer.offset(from), to - from, 0, 0, "");
      byte[] frame = Arrays.copyOf(repaired, repaired.length + to - mark - 1);
      System.arraycopy(buffer, mark + 1, frame, repaired.length, to - mark - 1);
      deliver(frame, repaired.length - 1, Integrity.VERIFIED, from, to, List.of(note));
    } else {
      String hint = "; with CR LF line ends it matches, something changed them: line-ends=repair";
      reject(Fault.Kind.CHECKSUM, message + hint, buffer, from, to);
    }
    return to;
  }

  /** What to say where the checksum is right by the other polynomial. */
  private String otherChecksum(byte[] buffer, int from, int mark, int sent) {
    boolean x25 = settings.checksum() == ChecksumPolicy.X25;
    ChecksumPolicy other = x25 ? ChecksumPolicy.AUTO : ChecksumPolicy.X25;
    if (other.compute(buffer, from, mark + 1 - from) != sent) {
      return "";
    }
    return x25
        ? "; it is right as CRC-16/ARC, so leave checksum=auto"
        : "; it is right as CRC-16/X-25, which some meters compute: checksum=x25 accepts them,"
            + " checksum=ignore does so unchecked";
  }

  private static String hex(int checksum) {
    String digits = Integer.toHexString(checksum).toUpperCase(java.util.Locale.ROOT);
    return "0".repeat(4 - digits.length()) + digits;
  }

  /** Ended by the next telegram or by the end of the input: some old meters send no end mark. */
  private int unmarked(byte[] buffer, int from, int to) {
    byte[] frame = Arrays.copyOfRange(buffer, from, to);
    int identEnd = Bytes.lineEnd(frame, 1, frame.length);
    ObjectIndex index = indexer.index(frame, identEnd, frame.length);
    String what = "no end mark: cut off, or the meter sends none";
    boolean whole = index.size() > 0 && endsWithObject(frame);
    boolean ignore = settings.checksum() == ChecksumPolicy.IGNORE;
    boolean trusted =
        ignore || (whole && whyChecksumIsNeeded(buffer, from, to, frame, index).isEmpty());
    if (index.size() == 0 || !trusted) {
      return rejectUpToNext(Fault.Kind.FRAMING, what, buffer, from, to, true);
    }
    Fault note =
        Fault.ofSpan(Fault.Kind.FRAMING, what, framer.offset(from), frame, 0, frame.length);
    Integrity integrity = ignore ? Integrity.UNCHECKED : Integrity.ABSENT;
    deliver(frame, identEnd, index, integrity, from, to, List.of(note));
    return to;
  }

  private static boolean endsWithObject(byte[] frame) {
    int end = frame.length;
    while (end > 0 && (frame[end - 1] == '\r' || frame[end - 1] == '\n')) {
      end--;
    }
    return end < frame.length && end > 0 && frame[end - 1] == ')';
  }

  /** An encrypted frame; says how far its bytes are used up. */
  private int encrypted(byte[] buffer, int from, int to) {
    CipherText.Outcome outcome =
        CipherText.open(new CipherFrame(buffer, from, to), buffer, decryption, settings);
    byte[] text = outcome.text();
    if (text == null) {
      return rejectUpToNext(Fault.Kind.DECRYPTION, outcome.message(), buffer, from, to, false);
    }
    List<Fault> notes =
        outcome.message().isEmpty()
            ? List.of()
            : List.of(
                new Fault(
                    Fault.Kind.CHECKSUM,
                    outcome.message(),
                    framer.offset(from),
                    to - from,
                    0,
                    0,
                    ""));
    deliver(text, outcome.mark(), outcome.integrity(), from, to, notes);
    return to;
  }

  /** Where an encrypted frame may begin in a span that is no frame, or the end. */
  private int nextCipher(byte[] buffer, int from, int to) {
    for (int i = Bytes.indexOf(CipherFrame.TAG, buffer, from, to);
        i < to;
        i = Bytes.indexOf(CipherFrame.TAG, buffer, i + 1, to)) {
      if (CipherFrame.length(buffer, i, to, settings.limits().frame()) != CipherFrame.NONE) {
        return i;
      }
    }
    return to;
  }

  /** Where a frame of either kind may begin in an encrypted one that does not open, or the end. */
  private int nextFrame(byte[] buffer, int from, int to) {
    int cipher = nextCipher(buffer, from, to);
    for (int i = from; i < cipher; i++) {
      if (buffer[i] == '/' && P1Framer.mayIdentify(buffer, i, cipher)) {
        return i;
      }
    }
    return cipher;
  }

  private final class Candidates implements FrameCandidates {
    @Override
    public int telegram(byte[] buffer, int from, int mark, int crcFrom, int crcTo, int to) {
      return P1Decoder.this.telegram(buffer, from, mark, crcFrom, crcTo, to);
    }

    @Override
    public int unmarked(byte[] buffer, int from, int to) {
      return P1Decoder.this.unmarked(buffer, from, to);
    }

    @Override
    public int encrypted(byte[] buffer, int from, int to) {
      return P1Decoder.this.encrypted(buffer, from, to);
    }

    @Override
    public void skipped(long offset, int length) {
      sink.skipped(offset, length);
    }

    @Override
    public void rejected(Fault fault) {
      sink.rejected(fault);
    }
  }
}
