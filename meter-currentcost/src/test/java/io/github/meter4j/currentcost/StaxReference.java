package io.github.meter4j.currentcost;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.Fault;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The XML parser of the JDK as the judge of the scanner. */
final class StaxReference {
  private static final XMLInputFactory FACTORY = factory();

  /** Tags without attributes and text: what the scanner takes if it is properly nested. */
  private static final Pattern PLAIN =
      Pattern.compile(
          "(?:</?[A-Za-z_][A-Za-z0-9_.-]*[ \t\r\n]*>|<[A-Za-z_][A-Za-z0-9_.-]*[ \t\r\n]*/>|[^<>&])*+");

  private static final int MAX_DEPTH = 16;

  private StaxReference() {}

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  /** Compares every message in some bytes; says how many of them the scanner took. */
  static int compare(byte[] stream) {
    List<byte[]> messages = new ArrayList<>();
    MessageFramer framer = new MessageFramer(16_384, new Frames(messages));
    framer.feed(ByteBuffer.wrap(stream), Instant.EPOCH);
    framer.end();
    int taken = 0;
    for (byte[] message : messages) {
      taken += compareOne(MessageText.of(message).bytes()) ? 1 : 0;
    }
    return taken;
  }

  private static boolean compareOne(byte[] text) {
    Recorder recorder = new Recorder(text);
    boolean scanned = new MessageScanner().scan(text, recorder);
    String xml = new String(text, StandardCharsets.US_ASCII);
    Optional<List<String>> events = parse(xml);
    if (scanned) {
      assertThat(events).as(xml).contains(recorder.events);
    } else if (PLAIN.matcher(xml).matches()) {
      // what is too deep for the scanner ends its list of events as well
      assertThat(events.filter(found -> depth(found) <= MAX_DEPTH)).as(xml).isEmpty();
    }
    return scanned;
  }

  private static int depth(List<String> events) {
    return 1
        + events.stream()
            .filter(event -> event.startsWith("start "))
            .mapToInt(event -> Integer.parseInt(event.substring(6, event.indexOf(' ', 6))))
            .max()
            .orElse(0);
  }

  private static Optional<List<String>> parse(String xml) {
    List<String> events = new ArrayList<>();
    int depth = 0;
    boolean leaf = false;
    String name = "";
    StringBuilder text = new StringBuilder();
    try {
      XMLStreamReader reader = FACTORY.createXMLStreamReader(new StringReader(xml));
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            name = reader.getLocalName();
            byte[] bytes = Events.bytes(name + ' ');
            int code = Vocabulary.code(bytes, 0, name.length());
            events.add("start " + depth + ' ' + code);
            depth++;
            leaf = true;
            text.setLength(0);
          }
          case XMLStreamConstants.CHARACTERS -> text.append(reader.getText());
          case XMLStreamConstants.END_ELEMENT -> {
            depth--;
            if (leaf) {
              events.add("leaf " + depth + ' ' + name + '=' + text);
            }
            leaf = false;
          }
          default -> {
            // the end of the document
          }
        }
      }
      return Optional.of(events);
    } catch (XMLStreamException e) {
      return Optional.empty();
    }
  }

  /** Writes down what the scanner finds. */
  private static final class Recorder implements MessageScanner.Output {
    private final byte[] bytes;
    private final List<String> events = new ArrayList<>();

    Recorder(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public void start(int[] path, int depth) {
      events.add("start " + depth + ' ' + path[depth]);
    }

    @Override
    public void leaf(int[] path, int depth, int name, int from, int to) {
      int end = name;
      while (Character.isLetterOrDigit(bytes[end]) || "_-.".indexOf(bytes[end]) >= 0) {
        end++;
      }
      String text = text(from, to).replace("\r\n", "\n").replace('\r', '\n');
      events.add("leaf " + depth + ' ' + text(name, end) + '=' + text);
    }

    private String text(int from, int to) {
      return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
    }

    @Override
    public void end(int[] path, int depth) {
      // the next event shows the depth
    }

    @Override
    public void stray(int from, int to) {
      // the reference does not look at it
    }
  }

  private record Frames(List<byte[]> messages) implements MessageFramer.Output {
    @Override
    public void message(byte[] buffer, int from, int to) {
      messages.add(Arrays.copyOfRange(buffer, from, to));
    }

    @Override
    public void skipped(long offset, int length) {
      // only messages are compared
    }

    @Override
    public void rejected(Fault fault) {
      // only messages are compared
    }
  }
}
