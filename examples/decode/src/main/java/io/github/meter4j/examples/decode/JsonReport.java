package io.github.meter4j.examples.decode;

import io.github.meter4j.examples.program.Output;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.output.JsonWriter;
import io.github.meter4j.output.ReadingJson;
import io.github.meter4j.reading.Reading;

/** A line of JSON for each frame, and for each span that is none. */
final class JsonReport extends Report {

  JsonReport(String file, Output out) {
    super(file, out);
  }

  @Override
  void frame(Reading reading, long offset, int length) {
    JsonWriter json = start(offset, length);
    reading.receivedAt().ifPresent(at -> json.text("receivedAt", at.toString()));
    ReadingJson.write(json, reading);
    end(json);
  }

  @Override
  void notDelivered(Fault fault) {
    JsonWriter json = start(fault.offset(), fault.length());
    json.openObject("rejected")
        .text("kind", fault.kind().name())
        .text("message", fault.message())
        .closeObject();
    end(json);
  }

  private JsonWriter start(long offset, int length) {
    return new JsonWriter()
        .openObject("")
        .text("file", file())
        .number("offset", offset)
        .number("length", length);
  }

  private void end(JsonWriter json) {
    write(json.closeObject().toString() + '\n');
  }
}
