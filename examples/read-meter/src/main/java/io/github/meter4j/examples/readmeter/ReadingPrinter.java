package io.github.meter4j.examples.readmeter;

import io.github.meter4j.reader.ReaderStats;
import io.github.meter4j.reading.Reading;

/** Prints readings in one format, one after the other. */
interface ReadingPrinter {
  void print(Reading reading, ReaderStats stats);
}
