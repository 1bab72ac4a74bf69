package io.github.meter4j;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.reader.MeterListener;
import io.github.meter4j.reader.ReaderState;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that writes down what it is told. */
public final class Heard implements MeterListener<LineReading> {
  public Heard() {}

  public final List<String> readings = new CopyOnWriteArrayList<>();
  final List<Fault> faults = new CopyOnWriteArrayList<>();
  public final List<ReaderState> states = new CopyOnWriteArrayList<>();
  final List<MeterException> causes = new CopyOnWriteArrayList<>();

  @Override
  public void onReading(LineReading reading) {
    readings.add(reading.text());
  }

  @Override
  public void onFault(Fault fault) {
    faults.add(fault);
  }

  @Override
  public void onState(ReaderState state, Optional<MeterException> cause) {
    states.add(state);
    cause.ifPresent(causes::add);
  }

  void awaitReadings(String... texts) {
    Patience.until("the listener heard " + List.of(texts), () -> readings.equals(List.of(texts)));
  }
}
