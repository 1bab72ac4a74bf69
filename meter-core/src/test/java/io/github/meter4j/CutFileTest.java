package io.github.meter4j;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.transport.Recording;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPOutputStream;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Files that break off anywhere: what is whole is delivered, and nothing stays behind. */
@EnabledOnOs(OS.LINUX)
@Timeout(600)
class CutFileTest {
  private static final int FEW = 20;
  private static final int MANY = 1_000;
  private static final int WARM_UP = 5;
  private static final int TELEGRAMS = 200;
  private static final int GZIP_HEAD = 10;
  private static final long MOST_HEAP_GROWTH = 2 << 20;

  @TempDir private Path folder;

  private final Random random = new Random(11);
  private final List<String> telegrams = telegrams();

  /** What came of a file. */
  private record Played(List<String> texts, List<Fault> faults, String error) {}

  /** A form of files, and what has to come of one that was cut. */
  private interface Form {
    byte[] whole() throws IOException;

    /** How many bytes tell that it is one. */
    default int least() {
      return 0;
    }

    void check(byte[] cut, Played played) throws Exception;
  }

  private List<String> telegrams() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < TELEGRAMS; i++) {
      texts.add("telegram " + i + ' ' + Long.toHexString(random.nextLong()));
    }
    return texts;
  }

  private byte[] plain() {
    return (String.join("\n", telegrams) + '\n').getBytes(US_ASCII);
  }

  /** All whole telegrams of a plain text, and a fault for what follows them. */
  private void checkPlain(byte[] cut, Played played) {
    String text = new String(cut, US_ASCII);
    List<String> whole = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    assertThat(played.texts).isEqualTo(whole);
    assertThat(played.error).isEmpty();
    boolean broken = !text.isEmpty() && !text.endsWith("\n");
    assertThat(played.faults).hasSize(broken ? 1 : 0);
    assertThat(played.faults).allMatch(fault -> fault.kind() == Fault.Kind.FRAMING);
  }

  private final class Plain implements Form {
    @Override
    public byte[] whole() {
      return plain();
    }

    @Override
    public void check(byte[] cut, Played played) {
      checkPlain(cut, played);
    }
  }

  private final class Packed implements Form {
    @Override
    public byte[] whole() throws IOException {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (OutputStream out = new GZIPOutputStream(packed)) {
        out.write(plain());
      }
      return packed.toByteArray();
    }

    @Override
    public void check(byte[] cut, Played played) throws DataFormatException {
      if (cut.length == 0 || cut.length == 1) {
        checkPlain(cut, played);
        return;
      }
      String text = new String(unpack(cut), US_ASCII);
      assertThat(played.texts)
          .isEqualTo(text.substring(0, text.lastIndexOf('\n') + 1).lines().toList());
      assertThat(played.error).contains("truncated gzip");
    }

    /** As far as that goes, by other means than the transport has. */
    private byte[] unpack(byte[] cut) throws DataFormatException {
      Inflater inflater = new Inflater(true);
      byte[] text = new byte[plain().length];
      try {
        inflater.setInput(
            cut, Math.min(GZIP_HEAD, cut.length), Math.max(0, cut.length - GZIP_HEAD));
        return Arrays.copyOf(text, inflater.inflate(text));
      } finally {
        inflater.end();
      }
    }
  }

  private final class Recorded implements Form {
    @Override
    public byte[] whole() throws IOException {
      ByteArrayOutputStream recording = new ByteArrayOutputStream();
      try (Recording.Writer writer = Recording.to(recording, Instant.EPOCH)) {
        byte[] bytes = plain();
        int from = 0;
        while (from < bytes.length) {
          int to = Math.min(bytes.length, from + 1 + random.nextInt(60));
          writer.write(Arrays.copyOfRange(bytes, from, to), from);
          from = to;
        }
      }
      return recording.toByteArray();
    }

    @Override
    public int least() {
      return Recording.MARK.length();
    }

    /** A line that is cut between two pairs of digits cannot be told from a whole one. */
    @Override
    public void check(byte[] cut, Played played) {
      String text = new String(cut, US_ASCII);
      String wholeLines = text.substring(0, text.lastIndexOf('\n') + 1);
      List<String> least = bytesOf(wholeLines).lines().toList();
      assertThat(played.texts).isEqualTo(telegrams.subList(0, played.texts.size()));
      int whole = bytesOf(wholeLines).endsWith("\n") ? least.size() : Math.max(0, least.size() - 1);
      assertThat(played.texts.size()).isBetween(whole, whole + 2);
      if (played.error.isEmpty()) {
        assertThat(played.faults).allMatch(fault -> fault.kind() == Fault.Kind.FRAMING);
      } else {
        assertThat(text).doesNotEndWith("\n");
        assertThat(played.error).contains("is damaged in line");
      }
    }

    private String bytesOf(String lines) {
      StringBuilder bytes = new StringBuilder();
      lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.substring(line.indexOf(' ') + 1))
          .map(HexFormat.of()::parseHex)
          .forEach(chunk -> bytes.append(new String(chunk, US_ASCII)));
      return bytes.toString();
    }
  }

  private static Played play(Path file) {
    List<String> texts = new ArrayList<>();
    List<Fault> faults = new ArrayList<>();
    String error = "";
    var source = MeterSource.of(new LineDriver(), "file", file.toString());
    try (MeterReader<LineReading> meter = MeterReader.open(source)) {
      meter.onFault(faults::add);
      meter.readings().forEach(reading -> texts.add(reading.text()));
    } catch (UncheckedIOException | MeterException e) {
      Throwable why = e instanceof UncheckedIOException ? e.getCause() : e;
      assertThat(why)
          .isInstanceOfSatisfying(
              TransportException.class,
              it -> assertThat(it.kind()).isEqualTo(TransportException.Kind.DISCONNECTED));
      error = why.getMessage();
    }
    return new Played(texts, faults, error);
  }

  private void endure(int times, Form form) throws Exception {
    byte[] whole = form.whole();
    Holdings before = null;
    long delivered = 0;
    int errors = 0;
    for (int i = 0; i < times; i++) {
      byte[] cut = Arrays.copyOf(whole, random.nextInt(form.least(), whole.length));
      Played played = play(Files.write(folder.resolve("cut"), cut));
      form.check(cut, played);
      delivered += played.texts.size();
      errors += played.error.isEmpty() ? 0 : 1;
      if (i == WARM_UP) {
        before = Holdings.now();
      }
    }
    Holdings after = Holdings.afterwards(before);
    System.out.printf(
        "%s: %d cut files; %d readings; %d ended with an error; after %d: %s; at the end: %s%n",
        form.getClass().getSimpleName(), times, delivered, errors, WARM_UP, before, after);
    assertThat(delivered).isGreaterThan(times);
    assertThat(after.threads()).isLessThanOrEqualTo(before.threads());
    assertThat(after.files()).isLessThanOrEqualTo(before.files());
    assertThat(after.heap()).isLessThan(before.heap() + MOST_HEAP_GROWTH);
  }

  @Test
  void plainFilesThatAreCut() throws Exception {
    endure(FEW, new Plain());
  }

  @Test
  void packedFilesThatAreCut() throws Exception {
    endure(FEW, new Packed());
  }

  @Test
  void recordingsThatAreCut() throws Exception {
    endure(FEW, new Recorded());
  }

  @Test
  @Tag("slow")
  void aThousandPlainFiles() throws Exception {
    endure(MANY, new Plain());
  }

  @Test
  @Tag("slow")
  void aThousandPackedFiles() throws Exception {
    endure(MANY, new Packed());
  }

  @Test
  @Tag("slow")
  void aThousandRecordings() throws Exception {
    endure(MANY, new Recorded());
  }
}
