package io.github.meter4j.examples.readmeter;

import io.github.meter4j.output.ReadingJson;
import io.github.meter4j.reader.ReaderStats;
import io.github.meter4j.reading.Reading;
import java.io.PrintStream;

/** One line of JSON a reading. */
final class JsonPrinter implements ReadingPrinter {
  private final PrintStream out;

  JsonPrinter(PrintStream out) {
    this.out = out;
  }

  @Override
  public void print(Reading reading, ReaderStats stats) {
    out.print(ReadingJson.of(reading) + '\n');
  }
}
