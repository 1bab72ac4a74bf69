package io.github.meter4j.examples.decode;

import io.github.meter4j.examples.program.Output;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.ObisReading;
import io.github.meter4j.reading.Reading;
import java.nio.charset.StandardCharsets;

/** What is wrong, with a caret under the place. */
final class ExplainReport extends Report {

  ExplainReport(String file, Output out) {
    super(file, out);
  }

  @Override
  void frame(Reading reading, long offset, int length) {
    StringBuilder text = new StringBuilder(file()).append(", telegram at byte ").append(offset);
    if (reading instanceof ObisReading obis) {
      byte[] ident = obis.ident().getBytes(StandardCharsets.ISO_8859_1);
      text.append(" (").append(Fault.visible(ident, 0, ident.length)).append(')');
    }
    int count = reading.faults().size();
    text.append(count == 0 ? ": ok" : count == 1 ? ": 1 fault" : ": " + count + " faults");
    text.append('\n');
    reading.faults().forEach(fault -> text.append(fault.explain()));
    write(lines(text.toString()));
  }

  @Override
  void notDelivered(Fault fault) {
    String span = fault.length() == 1 ? "1 byte" : fault.length() + " bytes";
    String head = file() + ", " + span + " at byte " + fault.offset() + ": rejected\n";
    write(lines(head + fault.explain()));
  }

  private static String lines(String text) {
    return text.replace(System.lineSeparator(), "\n");
  }
}
