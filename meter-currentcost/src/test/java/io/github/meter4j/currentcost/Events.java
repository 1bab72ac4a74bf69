package io.github.meter4j.currentcost;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.spi.ReadingSink;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Collects what a decoder finds, and checks that every byte is in exactly one place. */
final class Events implements ReadingSink<CurrentCostMessage> {
  /** The time of arrival in tests that do not care. */
  static final Instant NOW = Instant.parse("2024-01-15T12:45:02Z");

  /** One call of the sink. */
  record Event(String what, long offset, int length) {}

  private final List<Event> events = new ArrayList<>();
  private final List<CurrentCostMessage> messages = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();
  private long position;
  private boolean gap;

  /** Everything that comes out of a stream, the whole of which is one chunk. */
  static Events of(String... stream) {
    return of(CurrentCostSettings.DEFAULT, Integer.MAX_VALUE, bytes(String.join("", stream)));
  }

  /** Everything that comes out of a stream that is cut into chunks of one size. */
  static Events of(CurrentCostSettings settings, int chunk, byte[] stream) {
    Events events = new Events();
    CurrentCostDecoder decoder = CurrentCost.decoder(settings);
    for (int at = 0; at < stream.length; at += Math.min(chunk, stream.length - at)) {
      int length = Math.min(chunk, stream.length - at);
      decoder.feed(ByteBuffer.wrap(stream, at, length), NOW, events);
    }
    decoder.end(events);
    return events;
  }

  /** A character a byte. */
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] concat(List<byte[]> parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    parts.forEach(all::writeBytes);
    return all.toByteArray();
  }

  @Override
  public void reading(CurrentCostMessage reading, long offset, int length) {
    messages.add(reading);
    add("reading " + reading.kind(), offset, length);
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

  List<CurrentCostMessage> messages() {
    return messages;
  }

  /** The only message. */
  CurrentCostMessage message() {
    if (messages.size() != 1) {
      throw new AssertionError(messages.size() + " messages in " + events);
    }
    return messages.get(0);
  }

  /** The spans that were rejected. */
  List<Fault> faults() {
    return faults;
  }

  /** The only span that was rejected. */
  Fault fault() {
    if (faults.size() != 1) {
      throw new AssertionError(faults.size() + " faults in " + events);
    }
    return faults.get(0);
  }

  /** How many bytes were accounted for without gap or overlap, or -1 if there was one. */
  long accounted() {
    return gap ? -1 : position;
  }

  List<String> texts() {
    return messages.stream().map(CurrentCostMessage::toString).toList();
  }
}
