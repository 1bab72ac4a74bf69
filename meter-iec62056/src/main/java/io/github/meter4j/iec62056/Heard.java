package io.github.meter4j.iec62056;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.spi.ReadingSink;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Hands on what is received during a poll, and notes what it was. */
final class Heard implements ReadingSink<D0Readout> {
  private static final int KEPT_FAULTS = 5;

  private final ReadingSink<? super D0Readout> sink;
  private final List<Fault> faults = new ArrayList<>();
  private boolean polled;
  private boolean delivered;
  private boolean damaged;
  private boolean rejected;

  Heard(ReadingSink<? super D0Readout> sink) {
    this.sink = sink;
  }

  /** From now on, what comes may be the reply to this poll. Until then, a readout is skipped. */
  void beginPoll() {
    polled = true;
    faults.clear();
  }

  void beginAttempt() {
    damaged = false;
    rejected = false;
  }

  void forgetDamage() {
    damaged = false;
  }

  /** Whether there was a readout. */
  boolean isDelivered() {
    return delivered;
  }

  /** Whether a block was damaged, so that it can be repeated. */
  boolean isDamaged() {
    return damaged;
  }

  /** Whether anything in this attempt was rejected. */
  boolean isRejected() {
    return rejected;
  }

  /** The last faults of this poll. */
  List<Fault> faults() {
    return faults;
  }

  @Override
  public void reading(D0Readout reading, long offset, int length) {
    if (polled) {
      delivered = true;
      sink.reading(reading, offset, length);
    } else {
      sink.skipped(offset, length);
    }
  }

  @Override
  public void rejected(Fault fault) {
    rejected = true;
    damaged |= fault.kind() == Fault.Kind.CHECKSUM;
    if (faults.size() == KEPT_FAULTS) {
      faults.remove(0);
    }
    faults.add(fault);
    sink.rejected(fault);
  }

  @Override
  public void skipped(long offset, int length) {
    sink.skipped(offset, length);
  }

  @Override
  public void received(ByteBuffer bytes) {
    sink.received(bytes);
  }
}
