package io.github.meter4j.examples.replay;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Files of telegrams, plain, compressed with gzip or in a ZIP archive; one stream after the other.
 */
final class Archive {
  private static final int BUFFER = 1 << 16;

  /** Takes what is in one file, or in one entry of a ZIP archive. */
  @FunctionalInterface
  interface Reader {
    void read(String name, BufferedInputStream in) throws IOException;
  }

  /** Is told of a file or an entry that could not be read to its end. */
  @FunctionalInterface
  interface Failures {
    void failed(String name, IOException why);
  }

  private Archive() {}

  /**
   * Reads a file.
   *
   * @param progress is told how many bytes of the file have been read since it was told last
   * @param failures is told what cannot be read; the other entries of a ZIP archive are
   */
  static void read(Path file, LongConsumer progress, Reader reader, Failures failures) {
    try {
      if (isZip(file)) {
        readZip(file, progress, reader, failures);
      } else {
        readPlain(file, progress, reader);
      }
    } catch (IOException e) {
      failures.failed(file.toString(), e);
    }
  }

  private static void readPlain(Path file, LongConsumer progress, Reader reader)
      throws IOException {
    try (InputStream counted = new Counted(Files.newInputStream(file), progress);
        BufferedInputStream in = new BufferedInputStream(counted, BUFFER)) {
      reader.read(file.toString(), unpacked(in));
    }
  }

  private static BufferedInputStream unpacked(BufferedInputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return gzip ? new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER) : in;
  }

  private static boolean isZip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] mark = in.readNBytes(4);
      return mark.length == 4
          && mark[0] == 'P'
          && mark[1] == 'K'
          && (mark[2] == 3 || mark[2] == 5); // an entry, or the end of an empty archive
    }
  }

  /**
   * By name, since the order in an archive is that of packing, and names of captures have dates.
   */
  private static void readZip(Path file, LongConsumer progress, Reader reader, Failures failures)
      throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      List<ZipEntry> entries = new ArrayList<>(Collections.list(zip.entries()));
      entries.removeIf(ZipEntry::isDirectory);
      entries.sort((a, b) -> a.getName().compareTo(b.getName()));
      for (ZipEntry entry : entries) {
        String name = file + "!" + entry.getName();
        try {
          readEntry(zip, entry, name, progress, reader);
        } catch (IOException e) {
          failures.failed(name, e);
        }
      }
    }
  }

  private static void readEntry(
      ZipFile zip, ZipEntry entry, String name, LongConsumer progress, Reader reader)
      throws IOException {
    double packed = entry.getCompressedSize() / (double) Math.max(1, entry.getSize());
    LongConsumer part = count -> progress.accept(Math.round(count * packed));
    CRC32 checksum = new CRC32(); // the library of the JDK does not look at it here
    try (InputStream counted = new Counted(zip.getInputStream(entry), part);
        InputStream checked = new CheckedInputStream(counted, checksum);
        BufferedInputStream in = new BufferedInputStream(checked, BUFFER)) {
      reader.read(name, unpacked(in));
      checked.transferTo(OutputStream.nullOutputStream());
    }
    if (entry.getCrc() != checksum.getValue()) {
      throw new ZipException("it is damaged: its checksum does not match");
    }
  }

  /** Tells how much was read through it. */
  private static final class Counted extends FilterInputStream {
    private final LongConsumer progress;

    Counted(InputStream in, LongConsumer progress) {
      super(in);
      this.progress = progress;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      progress.accept(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = super.read(target, offset, length);
      progress.accept(Math.max(0, count));
      return count;
    }
  }
}
