package io.github.meter4j.examples.readmeter;

import io.github.meter4j.MeterReader;
import io.github.meter4j.MeterSource;
import io.github.meter4j.examples.program.Program;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.reader.ReaderState;
import io.github.meter4j.reader.ReaderStats;
import io.github.meter4j.reading.PulseReading;
import io.github.meter4j.reading.Reading;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads one meter until enough was read. */
final class Session {
  /** When it ends and how often it reads; null for no such limit. */
  record Limits(Long count, Duration interval) {}

  private final MeterSource<?> source;
  private final ReadingPrinter printer;
  private final Limits limits;
  private final Stop stop;
  private boolean showsStats;
  private boolean verbose;
  private long shown;
  private long explained;
  private Optional<String> notSaved = Optional.empty();

  /** Whether a poll has failed since the last reading, which was told. */
  private boolean failing;

  Session(MeterSource<?> source, ReadingPrinter printer, Limits limits, Stop stop) {
    this.source = source;
    this.printer = printer;
    this.limits = limits;
    this.stop = stop;
  }

  Session withStats(boolean on) {
    showsStats = on;
    return this;
  }

  Session withVerbose(boolean on) {
    verbose = on;
    return this;
  }

  /** Gives the exit code. */
  int run(Program program) throws MeterException {
    try (Waiting waiting = Waiting.start(source.toString(), program.err())) {
      return run(waiting, program);
    }
  }

  private int run(Waiting waiting, Program program) throws MeterException {
    MeterReader<?> reader = MeterReader.open(source);
    try (reader) {
      waiting.opened(reader);
      stop.watch(reader);
      reader.onState(
          (state, cause) -> {
            waiting.end();
            tell(state, cause, program);
          });
      reader.onFault(fault -> tell(fault, waiting, program.err()));
      try {
        if (limits.interval() == null) {
          readAll(reader, program);
        } else {
          readSlots(reader, program);
        }
      } catch (MeterException e) {
        if (!isEnd(e)) {
          explainRejected(reader.stats(), program); // perhaps that is why
          throw e;
        }
      } finally {
        if (verbose) {
          explainRejected(reader.stats(), program);
        }
        if (showsStats) {
          program.err().println(Statistics.line(reader.stats()));
        }
      }
    }
    return isKept(reader.stats(), program) ? Program.OK : Program.FAILURE;
  }

  /** The meter is read on when a recording or a count cannot be saved; this is said at the end. */
  private boolean isKept(ReaderStats stats, Program program) {
    if (stats.notRecorded() > 0) {
      String pieces = Statistics.many(stats.notRecorded(), "piece");
      program.say(pieces + " could not be written to the files of record= or dump=");
    }
    notSaved.ifPresent(program::say);
    return stats.notRecorded() == 0 && notSaved.isEmpty();
  }

  /** The way broke, which is no end where it is opened again. */
  private void tell(ReaderState state, Optional<MeterException> cause, Program program) {
    boolean again = source.endpoint().link().canOpenAgain(source.options());
    if (state == ReaderState.DISCONNECTED && again) {
      cause.ifPresent(why -> program.say(why.getMessage() + "; trying again"));
    } else if (state == ReaderState.STALE && cause.isEmpty()) { // else a poll failed
      program.say("no reading for longer than usual");
    } else if (state == ReaderState.CONNECTING) {
      program.say("open again");
    }
  }

  /** The first poll that fails is told at once; where the program ends by it, it says so itself. */
  private void tell(Fault fault, Waiting waiting, PrintStream err) {
    boolean poll = Statistics.FAILED_POLLS.contains(fault.kind());
    if (verbose) {
      err.print(fault.explain());
    } else if (poll && !failing && limits.interval() == null) {
      err.println("read-meter: " + fault.message() + "; trying again");
    }
    failing |= poll;
    if (poll) {
      waiting.end();
    }
  }

  /** A recording that has come to its end after all of it was shown, or Ctrl-C. */
  private boolean isEnd(MeterException e) {
    boolean closed =
        e instanceof TransportException transport
            && transport.kind() == TransportException.Kind.CLOSED;
    return stop.isWanted() || (closed && shown > 0);
  }

  /** With patience for the first one, to say what is wrong when nothing comes. None is skipped. */
  private void readAll(MeterReader<?> reader, Program program) throws MeterException {
    try (Stream<? extends Reading> first =
        reader.readings(source.options().get(MeterSource.TIMEOUT))) {
      show(first.findFirst().orElseThrow(this::nothing), reader, program);
    } catch (UncheckedIOException e) {
      throw e.getCause() instanceof MeterException cause ? cause : unexpected(e);
    }
    try (Stream<? extends Reading> readings = reader.readings()) {
      Iterator<? extends Reading> next = readings.iterator();
      while (goesOn() && next.hasNext()) {
        show(next.next(), reader, program);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause() instanceof MeterException cause ? cause : unexpected(e);
    }
  }

  private TransportException nothing() {
    return new TransportException(
        TransportException.Kind.CLOSED, source + " has come to its end after 0 readings");
  }

  private static MeterException unexpected(UncheckedIOException e) {
    throw e;
  }

  /** On slots that do not drift; those that pass during a reading are left out. */
  private void readSlots(MeterReader<?> reader, Program program) throws MeterException {
    long interval = limits.interval().toNanos();
    long start = System.nanoTime();
    show(reader.read(), reader, program);
    while (goesOn()) {
      long passed = System.nanoTime() - start;
      stop.pause(interval - passed % interval);
      if (!stop.isWanted()) {
        show(reader.read(), reader, program);
      }
    }
  }

  private boolean goesOn() {
    boolean enough = limits.count() != null && shown >= limits.count();
    return !enough && !stop.isWanted();
  }

  private void show(Reading reading, MeterReader<?> reader, Program program) {
    ReaderStats stats = reader.stats();
    if (verbose) {
      explainRejected(stats, program);
      for (Fault fault : reading.faults()) {
        program.err().print(fault.explain());
      }
    }
    printer.print(reading, stats);
    program.out().flush();
    shown++;
    failing = false;
    if (reading instanceof PulseReading pulses) {
      notSaved = pulses.quality().problem();
    }
  }

  private void explainRejected(ReaderStats stats, Program program) {
    long rejected = stats.rejectedTotal();
    if (rejected > explained) {
      explained = rejected;
      program.err().println(Statistics.rejected(stats));
    }
  }
}
