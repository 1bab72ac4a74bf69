package io.github.meter4j.iec62056;

import io.github.meter4j.codec.Bytes;
import io.github.meter4j.codec.Layout;
import io.github.meter4j.codec.ObisKey;
import io.github.meter4j.codec.ObjectIndex;
import io.github.meter4j.codec.ObjectIndexer;
import io.github.meter4j.codec.ReadingObjects;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.spi.FrameDecoder;
import io.github.meter4j.spi.ReadingSink;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a stream of readouts: telegrams that a meter pushes (mode D), and blocks with their check
 * (modes A, B and C). Pure computation, for one thread at a time; it learns from the stream which
 * meters send block checks.
 */
public final class D0Decoder implements FrameDecoder<D0Readout> {
  private static final int INITIAL_CAPACITY = 2048;

  /** As in 6.8: the letters F and FF are in noise too. */
  private static final int SHORTEST_CODE = 3;

  private static final ReadingSink<D0Readout> NOWHERE =
      new ReadingSink<>() {
        @Override
        public void reading(D0Readout reading, long offset, int length) {}

        @Override
        public void rejected(Fault fault) {}

        @Override
        public void skipped(long offset, int length) {}
      };

  private final D0Settings settings;
  private final D0Framer framer;
  private final ObjectIndexer indexer = ObjectIndexer.ofReadouts();
  private final @Nullable PlausibilityGuard guard;
  private ReadingSink<? super D0Readout> sink = NOWHERE;

  /** The identification of the meter that sent a block check, for the blocks it repeats. */
  private byte[] checkedIdent = {};

  private String lastIdent = "";

  /** An identification that came without its slash, or without more of its start. */
  private String withoutSlash = "";

  /** The last readout that was delivered, which starts with an identification of this length. */
  private byte[] lastFrame = {};

  private int lastIdentEnd;

  /** That of the last two telegrams of one length without a block: most often of all to come. */
  private @Nullable Layout layout;

  private int layoutIdentEnd;
  private int lastLength;

  /**
   * A decoder.
   *
   * @param settings how to decode
   */
  public D0Decoder(D0Settings settings) {
    this(settings, INITIAL_CAPACITY);
  }

  D0Decoder(D0Settings settings, int capacity) {
    this.settings = settings;
    this.framer = new D0Framer(settings.limits(), capacity, new Candidates());
    this.guard = settings.guard().map(PlausibilityGuard::new).orElse(null);
  }

  @Override
  public void feed(ByteBuffer bytes, Instant receivedAt, ReadingSink<? super D0Readout> sink) {
    this.sink = sink;
    framer.feed(bytes, receivedAt);
    this.sink = NOWHERE;
  }

  @Override
  public void silence(ReadingSink<? super D0Readout> sink) {
    this.sink = sink;
    framer.silence();
    this.sink = NOWHERE;
  }

  @Override
  public void end(ReadingSink<? super D0Readout> sink) {
    this.sink = sink;
    framer.end();
    this.sink = NOWHERE;
  }

  @Override
  public void reset() {
    framer.reset();
  }

  private int frame(D0Span span) {
    byte[] text = framer.text();
    int identEnd =
        text[span.from()] == D0Framer.STX ? span.from() : identEnd(span.from(), span.mark());
    if (isCut(span.from(), identEnd)) {
      return span.from();
    }
    boolean carriesParity = false;
    if (settings.parity() != Parity.IGNORE) {
      int wrong = parityError(span);
      if (wrong >= 0) {
        keepIdent(span.from(), identEnd);
        rejectAt(span, wrong);
        return span.to();
      }
      carriesParity = settings.parity() == Parity.CHECK || hasParity(span);
    }
    String problem = checkProblem(span);
    if (problem != null) {
      return reject(Fault.Kind.CHECKSUM, problem, span, identEnd);
    }
    if (identEnd > span.from() && !isStandard(span.from(), identEnd)) {
      return rejectIdent(span, identEnd);
    }
    int data = span.stx() >= 0 ? span.stx() + 1 : identEnd;
    byte[] frame = Arrays.copyOfRange(text, span.from(), span.to());
    Layout known = layout;
    boolean sameLayout = known != null && known.length() == frame.length && known.matches(frame, 0);
    ObjectIndex index =
        sameLayout
            ? known.index()
            : placed(frame, indexer.index(frame, data - span.from(), span.mark() - span.from()));
    Integrity integrity = integrity(span);
    boolean identified = identEnd > span.from() && integrity == Integrity.VERIFIED;
    if (!hasData(frame, index, identified)) {
      String what = identEnd > span.from() ? "an identification" : "a block";
      return reject(Fault.Kind.FRAMING, what + " without data", span, identEnd);
    }
    if (span.hasBlockCheck()) {
      keepIdent(span.from(), identEnd);
      if (identEnd > span.from()) {
        checkedIdent = Arrays.copyOfRange(text, span.from(), identEnd);
      }
    }
    if (!sameLayout && span.stx() < 0 && text[span.from()] == '/') {
      learnLayout(frame, identEnd - span.from(), index);
    }
    deliver(frame, identEnd - span.from(), index, integrity, carriesParity, span.from());
    return span.to();
  }

  /** The objects under the medium that was set. */
  private ObjectIndex placed(byte[] frame, ObjectIndex index) {
    Optional<Medium> medium = settings.medium().filter(set -> set != Medium.ELECTRICITY);
    return medium.isPresent() ? index.onMedium(frame, medium.get().code()) : index;
  }

  private Integrity integrity(D0Span span) {
    if (!span.hasBlockCheck()) {
      return Integrity.ABSENT;
    }
    return settings.checksum() == ChecksumPolicy.IGNORE ? Integrity.UNCHECKED : Integrity.VERIFIED;
  }

  /**
   * Whether there is an object; one with a code where not both an identification and a block check
   * tell that it is no noise, which has any text in parentheses.
   */
  private static boolean hasData(byte[] frame, ObjectIndex index, boolean identified) {
    if (identified) {
      return index.size() > 0;
    }
    for (int i = 0; i < index.size(); i++) {
      boolean code = index.key(i) != ObisKey.WIDE || index.obis(frame, i).isPresent();
      if (code && index.groups(i) - index.start(frame, i) >= SHORTEST_CODE) {
        return true;
      }
    }
    return false;
  }

  /** On second sight of a length, so that a stream of strangers does not make one layout each. */
  private void learnLayout(byte[] frame, int identEnd, ObjectIndex index) {
    if (frame.length == lastLength) {
      layout = new Layout(frame, index);
      layoutIdentEnd = identEnd;
    }
    lastLength = frame.length;
  }

  /**
   * Delivers a telegram of the known layout, without looking for its end and its objects, and says
   * where it ends; -1 when it is none, or not all of it has come.
   */
  private int knownTelegram(int from, int to) {
    Layout known = layout;
    if (known == null
        || to - from < known.length()
        || settings.parity() == Parity.CHECK
        || framer.mayHaveParity(from)
        || !known.matches(framer.text(), from)
        || expectsBlockCheck(from)) {
      return -1;
    }
    int end = from + known.length();
    byte[] frame = Arrays.copyOfRange(framer.text(), from, end);
    deliver(frame, layoutIdentEnd, known.index(), Integrity.ABSENT, false, from);
    return end;
  }

  private void deliver(
      byte[] frame,
      int identEnd,
      ObjectIndex index,
      Integrity integrity,
      boolean parity,
      int from) {
    long offset = framer.offset(from);
    boolean heat = settings.medium().isEmpty() && MediumCodes.isHeat(frame, index);
    ObjectIndex objects = heat ? index.onMedium(frame, Medium.HEAT.code()) : index;
    D0Readout readout =
        new D0Readout(
            new ReadingObjects(frame, objects, offset),
            identEnd > 0 ? "" : lastIdent,
            identEnd,
            integrity,
            parity,
            framer.frameAt(),
            settings);
    if (identEnd > 0) {
      lastFrame = frame;
      lastIdentEnd = identEnd;
    }
    if (guard != null) {
      guard.check(readout);
    }
    sink.reading(readout, offset, frame.length);
  }

  private int identEnd(int from, int to) {
    return Bytes.lineEnd(framer.text(), from, to);
  }

  private int identStart(int from) {
    return framer.text()[from] == '/' ? from + 1 : from;
  }

  private boolean isStandard(int from, int identEnd) {
    return Identification.isStandard(framer.text(), identStart(from), identEnd);
  }

  /**
   * Whether a line that starts with a letter may be the rest of a longer identification: none that
   * came before is the same. One that comes twice without a slash has none.
   */
  private boolean isCut(int from, int identEnd) {
    if (identEnd == from || framer.text()[from] == '/') {
      return false;
    }
    String ident = Bytes.text(framer.text(), from, identEnd);
    boolean known =
        ident.equals(withoutSlash) || ident.equals(lastIdent) || ident.equals(deliveredIdent());
    withoutSlash = ident;
    return !known;
  }

  private String deliveredIdent() {
    int start = lastIdentEnd > 0 && lastFrame[0] == '/' ? 1 : 0;
    return Bytes.text(lastFrame, start, lastIdentEnd);
  }

  /** Only a whole line is kept: with its slash, and in the form of the standard. */
  private void keepIdent(int from, int identEnd) {
    if (identEnd > from && framer.text()[from] == '/' && isStandard(from, identEnd)) {
      lastIdent = Bytes.text(framer.text(), from + 1, identEnd);
    }
  }

  /** What is wrong with the block check, or null. */
  private @Nullable String checkProblem(D0Span span) {
    byte[] text = framer.text();
    if (settings.checksum() == ChecksumPolicy.IGNORE) {
      return null;
    }
    if (!span.hasBlockCheck() && settings.checksum() == ChecksumPolicy.REQUIRE) {
      return "no block check, and one is required";
    }
    if (!span.hasBlockCheck()) {
      return span.etx() >= 0 || expectsBlockCheck(span.from())
          ? "no block check, though this meter sends one"
          : null;
    }
    if (span.stx() < 0) {
      return "a block check, but no STX that it counts from";
    }
    int computed = Bytes.xor(text, span.stx() + 1, span.etx() + 1);
    int sent = text[span.etx() + 1];
    return computed == sent
        ? null
        : String.join("", "block check sent ", hex(sent), ", computed ", hex(computed));
  }

  private static String hex(int value) {
    String digits = Integer.toHexString(value).toUpperCase(Locale.ROOT);
    return digits.length() < 2 ? '0' + digits : digits;
  }

  private boolean expectsBlockCheck(int from) {
    int length = checkedIdent.length;
    byte[] text = framer.text();
    return length > 0
        && from + length <= text.length
        && Arrays.equals(text, from, from + length, checkedIdent, 0, length);
  }

  // ---- parity

  private boolean hasParity(D0Span span) {
    if (!framer.mayHaveParity(span.from())) {
      return false;
    }
    byte[] raw = framer.raw();
    for (int i = span.from(); i < span.to(); i++) {
      if (raw[i] < 0) {
        return true;
      }
    }
    return false;
  }

  /** The first byte without even parity, where the frame carries parity at all; or -1. */
  private int parityError(D0Span span) {
    boolean always = settings.parity() == Parity.CHECK;
    if (!always && !hasParity(span)) {
      return -1;
    }
    byte[] raw = framer.raw();
    int first = -1;
    int wrong = 0;
    for (int i = span.from(); i < span.to(); i++) {
      if ((Integer.bitCount(raw[i] & 0xff) & 1) != 0) {
        first = first < 0 ? i : first;
        wrong++;
      }
    }
    // Text without parity is wrong in about half of its bytes: there bit 7 means nothing.
    return always || wrong * 4 < span.length() ? first : -1;
  }

  // ---- what is not delivered

  /** Rejects a frame up to where a repeated block starts inside it, and says where that is. */
  private int reject(Fault.Kind kind, String message, D0Span span, int identEnd) {
    keepIdent(span.from(), identEnd);
    int to = span.to();
    if (span.stx() >= 0 && span.etx() >= 0) {
      int inner = Bytes.indexOf(D0Framer.STX, framer.text(), span.stx() + 1, span.etx());
      to = inner < span.etx() ? inner : to;
    }
    long offset = framer.offset(span.from());
    sink.rejected(
        Fault.ofSpan(kind, message, offset, framer.text(), span.from(), to - span.from()));
    return to;
  }

  /** Rejects a frame up to where a slash inside its first line starts another one. */
  private int rejectIdent(D0Span span, int identEnd) {
    byte[] text = framer.text();
    int slash = identEnd - 1;
    while (text[slash] != '/' && slash > span.from()) {
      slash--;
    }
    int to = slash > span.from() && isStandard(slash, identEnd) ? slash : span.to();
    sink.rejected(
        Fault.ofSpan(
            Fault.Kind.FRAMING,
            "no identification: three letters, a character for the speed and up to 16 of text",
            framer.offset(span.from()),
            text,
            span.from(),
            to - span.from()));
    return to;
  }

  /** The fault is the frame's, with the line and column of the character. */
  private void rejectAt(D0Span span, int wrong) {
    byte[] text = framer.text();
    int line = 1;
    int lineStart = span.from();
    for (int i = span.from(); i < wrong; i++) {
      if (text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n')) {
        line++;
        lineStart = i + 1;
      }
    }
    int lineEnd = Bytes.lineEnd(text, wrong, span.to());
    int column = wrong - lineStart + 1;
    sink.rejected(
        new Fault(
            Fault.Kind.CHECKSUM,
            "a character without even parity in line " + line + ", column " + column,
            framer.offset(span.from()),
            span.length(),
            line,
            column,
            Bytes.text(text, lineStart, lineEnd)));
  }

  private final class Candidates implements ReadoutCandidates {
    @Override
    public int frame(D0Span span) {
      return D0Decoder.this.frame(span);
    }

    @Override
    public int known(int from, int to) {
      return knownTelegram(from, to);
    }

    @Override
    public void cutOff(int from, int to) {
      int identEnd = identEnd(from, to);
      if (identEnd < to) {
        keepIdent(from, identEnd);
      }
      String message = "no end mark: cut off, or an identification without data";
      sink.rejected(
          Fault.ofSpan(
              Fault.Kind.FRAMING, message, framer.offset(from), framer.text(), from, to - from));
    }

    @Override
    public boolean expectsBlockCheck(int from) {
      return D0Decoder.this.expectsBlockCheck(from);
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
