package io.github.meter4j.benchmarks;

import io.github.meter4j.currentcost.CurrentCost;
import io.github.meter4j.currentcost.CurrentCostDecoder;
import io.github.meter4j.currentcost.CurrentCostMessage;
import io.github.meter4j.currentcost.CurrentCostSettings;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.spi.ReadingSink;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One live message of a Current Cost display with three channels. The yardstick in the same run is
 * a new StAX reader of the JDK over the same bytes, which does no more than find elements and texts
 * and reads the watts.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CurrentCostBenchmark {
  private static final String LIVE =
      "<msg><src>CC128-v0.11</src><dsb>00089</dsb><time>13:02:39</time><tmpr>18.7</tmpr>"
          + "<sensor>1</sensor><id>01234</id><type>1</type><ch1><watts>00345</watts></ch1>"
          + "<ch2><watts>02151</watts></ch2><ch3><watts>00000</watts></ch3></msg>";
  private static final long TOTAL = 2_496;

  private final byte[] bytes = LIVE.getBytes(StandardCharsets.US_ASCII);
  private final ByteBuffer chunk = ByteBuffer.wrap(bytes);
  private final XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
  private final CurrentCostDecoder decoder = CurrentCost.decoder(CurrentCostSettings.DEFAULT);
  private final Last last = new Last();

  /** Hardens the yardstick and checks that both see the same. */
  @Setup
  public void setUp() throws XMLStreamException {
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    if (yardstickNewStaxReader() != TOTAL || decodeAndAddChannels() != TOTAL) {
      throw new IllegalStateException("the message is not read as it should be");
    }
  }

  /** The yardstick. */
  @Benchmark
  public long yardstickNewStaxReader() throws XMLStreamException {
    XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
    long watts = 0;
    String name = "";
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        name = reader.getLocalName();
      } else if (event == XMLStreamConstants.CHARACTERS && name.equals("watts")) {
        watts += Integer.parseInt(reader.getText());
      }
    }
    reader.close();
    return watts;
  }

  /** Framing, scanning and every value: a message that can be kept. */
  @Benchmark
  public CurrentCostMessage decode() {
    chunk.rewind();
    last.message = null;
    decoder.feed(chunk, Instant.EPOCH, last);
    CurrentCostMessage found = last.message;
    if (found == null) {
      throw new IllegalStateException("no message");
    }
    return found;
  }

  /** The same, and the sum of its channels. */
  @Benchmark
  public long decodeAndAddChannels() {
    return decode().total().orElseThrow().unscaled();
  }

  /** The same, and the list of all measurements made, as applications use it. */
  @Benchmark
  public int decodeAndListMeasurements() {
    return decode().measurements().size();
  }

  private static final class Last implements ReadingSink<CurrentCostMessage> {
    private CurrentCostMessage message;

    @Override
    public void reading(CurrentCostMessage reading, long offset, int length) {
      message = reading;
    }

    @Override
    public void rejected(Fault fault) {
      throw new IllegalStateException(fault.toString());
    }

    @Override
    public void skipped(long offset, int length) {}
  }
}
