package io.github.meter4j.dsmr;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.spi.ReadingSink;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Collects what a decoder finds, and checks that every byte is in exactly one place. */
final class Events implements ReadingSink<DsmrTelegram> {
  /** The time of arrival in tests that do not care. */
  static final Instant NOW = Instant.parse("2024-01-15T12:45:02Z");

  /** One call of the sink. */
  record Event(String what, long offset, int length) {}

  private final List<Event> events = new ArrayList<>();
  private final List<DsmrTelegram> telegrams = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();
  private long position;
  private boolean gap;

  /** Everything that comes out of a stream, the whole of which is one chunk. */
  static Events of(DsmrSettings settings, byte[]... stream) {
    return chunked(settings, Integer.MAX_VALUE, TelegramBuilder.concat(stream));
  }

  /** Everything that comes out of a stream that is cut into chunks of one size. */
  static Events chunked(DsmrSettings settings, int chunk, byte[] stream) {
    Events events = new Events();
    P1Decoder decoder = Dsmr.decoder(settings);
    for (int at = 0; at < stream.length; at += Math.min(chunk, stream.length - at)) {
      int length = Math.min(chunk, stream.length - at);
      decoder.feed(ByteBuffer.wrap(stream, at, length), NOW, events);
    }
    decoder.end(events);
    return events;
  }

  @Override
  public void reading(DsmrTelegram reading, long offset, int length) {
    telegrams.add(reading);
    add("reading " + reading.integrity(), offset, length);
  }

  @Override
  public void rejected(Fault fault) {
    faults.add(fault);
    add("rejected " + fault.kind() + ' ' + fault.message(), fault.offset(), fault.length());
  }

  @Override
  public void skipped(long offset, int length) {
    add("skipped", offset, length);
  }

  private void add(String what, long offset, int length) {
    gap |= offset != position || length <= 0;
    position = offset + length;
    events.add(new Event(what, offset, length));
  }

  List<Event> events() {
    return events;
  }

  List<DsmrTelegram> telegrams() {
    return telegrams;
  }

  /** The only telegram. */
  DsmrTelegram telegram() {
    if (telegrams.size() != 1) {
      throw new AssertionError(telegrams.size() + " telegrams in " + events);
    }
    return telegrams.get(0);
  }

  List<Fault> faults() {
    return faults;
  }

  List<Fault.Kind> kinds() {
    return faults.stream().map(Fault::kind).toList();
  }

  /** The only fault. */
  Fault fault() {
    if (faults.size() != 1) {
      throw new AssertionError(faults.size() + " faults in " + events);
    }
    return faults.get(0);
  }

  Fault fault(int number) {
    return faults.get(number);
  }

  /** How many bytes were accounted for without gap or overlap, or -1 if there was one. */
  long accounted() {
    return gap ? -1 : position;
  }

  List<String> texts() {
    return telegrams.stream().map(DsmrTelegram::toString).toList();
  }
}
