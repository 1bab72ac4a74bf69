package io.github.meter4j.examples.readmeter;

import io.github.meter4j.examples.program.Output;
import io.github.meter4j.output.ReadingJson;
import io.github.meter4j.reader.ReaderStats;
import io.github.meter4j.reading.Reading;

/** One line of JSON a reading. */
final class JsonPrinter implements ReadingPrinter {
  private final Output out;

  JsonPrinter(Output out) {
    this.out = out;
  }

  @Override
  public void print(Reading reading, ReaderStats stats) {
    out.println(ReadingJson.of(reading));
  }
}
