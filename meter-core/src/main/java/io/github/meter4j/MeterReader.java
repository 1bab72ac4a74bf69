package io.github.meter4j;

import io.github.meter4j.fault.DeviceException;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.ReadTimeoutException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.internal.address.AddressOptions;
import io.github.meter4j.internal.address.Registry;
import io.github.meter4j.internal.diagnosis.LineDiagnosis;
import io.github.meter4j.internal.reader.BackOff;
import io.github.meter4j.internal.reader.LivePublication;
import io.github.meter4j.internal.reader.ReaderLoop;
import io.github.meter4j.internal.serial.SerialPorts;
import io.github.meter4j.reader.Handoff;
import io.github.meter4j.reader.MeterListener;
import io.github.meter4j.reader.MeterSubscription;
import io.github.meter4j.reader.ReaderState;
import io.github.meter4j.reader.ReaderStats;
import io.github.meter4j.reading.Reading;
import io.github.meter4j.spi.FrameDecoder;
import io.github.meter4j.spi.LinkProvider;
import io.github.meter4j.spi.MeterDriver;
import io.github.meter4j.spi.Options;
import io.github.meter4j.transport.SerialPortInfo;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * An open meter. There are three ways of reading it, kept apart because mixing them is what makes
 * programs fall behind the clock:
 *
 * <ul>
 *   <li>{@link #read()}: <em>fresh</em>, a reading that starts after the call;
 *   <li>{@link #readings()}: <em>contiguous</em>, every reading, on the caller's thread;
 *   <li>{@link #subscribe}: <em>live</em>, from a thread of the reader's own.
 * </ul>
 *
 * <p>Safe to share between threads. Close it when done.
 *
 * @param <R> the type of reading
 */
public final class MeterReader<R extends Reading> implements AutoCloseable {
  private final MeterSource<R> source;
  private final ReaderLoop<R> loop;

  private MeterReader(MeterSource<R> source, ReaderLoop<R> loop) {
    this.source = source;
    this.loop = loop;
  }

  /**
   * Opens a meter by its address.
   *
   * @param address {@code driver[+transport]:target[?option=value&...]}, as in {@code
   *     dsmr:/dev/ttyUSB0}
   * @return the open meter
   * @throws IllegalArgumentException when the address is wrong, or a secret that it refers to is
   *     not there; the message says what is valid
   * @throws MeterException when the meter cannot be reached; the message says what to do
   */
  @SuppressWarnings("unchecked") // every reading is a Reading, and a reader only gives them out
  public static MeterReader<Reading> open(String address) throws MeterException {
    Objects.requireNonNull(address, "address");
    return (MeterReader<Reading>) open(MeterSource.parse(address));
  }

  /**
   * Opens a meter whose type is known, so that its readings need no cast.
   *
   * @param <R> the type of reading
   * @param source a source, as the factories of a protocol module make it
   * @return the open meter
   * @throws MeterException when the meter cannot be reached; the message says what to do
   */
  public static <R extends Reading> MeterReader<R> open(MeterSource<R> source)
      throws MeterException {
    Objects.requireNonNull(source, "source");
    return new MeterReader<>(source, ReaderLoop.open(source.connector()));
  }

  /** With pauses of a test's own between two tries to open a way that broke. */
  static <R extends Reading> MeterReader<R> open(MeterSource<R> source, BackOff backOff)
      throws MeterException {
    return new MeterReader<>(source, ReaderLoop.open(source.connector(), backOff));
  }

  /**
   * A decoder for what a kind of meter sends, to be fed with bytes from anywhere: no transport, no
   * thread, no clock.
   *
   * @param address the driver and its options, without a transport or target: {@code
   *     driver[?option=value&...]}, as in {@code dsmr} or {@code iec62056?zone=Europe/Berlin}
   * @return a new decoder, for one thread
   * @throws IllegalArgumentException when the address is wrong, a secret that it refers to is not
   *     there, or such meters are polled or give pulses, so that there is nothing to decode
   */
  public static FrameDecoder<Reading> decoder(String address) {
    Objects.requireNonNull(address, "address");
    int question = address.indexOf('?');
    return question < 0
        ? decoder(address, Map.of(), "")
        : decoder(
            address.substring(0, question),
            AddressOptions.parse(address.substring(question + 1)),
            "");
  }

  /**
   * A decoder for what a kind of meter sends, see {@link #decoder(String)}.
   *
   * @param driver the name of the driver
   * @param options the options of the driver, as an address has them
   * @param source what {@link Reading#source} says
   * @return a new decoder, for one thread
   * @throws IllegalArgumentException as {@link #decoder(String)} does
   */
  @SuppressWarnings("unchecked") // every reading is a Reading, and a decoder only gives them out
  public static FrameDecoder<Reading> decoder(
      String driver, Map<String, String> options, String source) {
    Objects.requireNonNull(driver, "driver");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(source, "source");
    MeterDriver<?> found = Registry.installed().driverOf(driver);
    Options checked = Options.of(options, Map.of(), found.options());
    return (FrameDecoder<Reading>) found.decoder(checked, source);
  }

  /**
   * What bytes look like of which a decoder makes nothing: SML, HDLC or M-Bus frames, encrypted
   * telegrams, DLMS/COSEM data.
   *
   * @param bytes some bytes of the stream, with a whole frame among them
   * @return the protocol and what can be done, for a message; empty where nothing is recognised
   */
  public static Optional<String> protocolOf(byte[] bytes) {
    return LineDiagnosis.protocol(Objects.requireNonNull(bytes, "bytes"));
  }

  /**
   * The drivers on the class path or module path.
   *
   * @return a list sorted by name
   */
  public static List<DriverInfo> drivers() {
    return Registry.drivers().stream()
        .<DriverInfo>map(DriverInfo::of)
        .sorted(Comparator.comparing(DriverInfo::name))
        .toList();
  }

  /**
   * A driver on the class path or module path.
   *
   * @param name its name
   * @return what it says of itself
   * @throws IllegalArgumentException when there is none of that name; the message suggests the
   *     nearest and lists all
   */
  public static DriverInfo driver(String name) {
    Objects.requireNonNull(name, "name");
    return DriverInfo.of(Registry.installed().driverOf(name));
  }

  /**
   * The transports on the class path or module path.
   *
   * @return a list sorted by scheme
   */
  public static List<LinkInfo> transports() {
    return sorted(Registry.transports());
  }

  /**
   * The pulse sources on the class path or module path.
   *
   * @return a list sorted by scheme
   */
  public static List<LinkInfo> pulseSources() {
    return sorted(Registry.pulseSources());
  }

  private static List<LinkInfo> sorted(List<? extends LinkProvider> links) {
    return links.stream().map(LinkInfo::of).sorted(Comparator.comparing(LinkInfo::scheme)).toList();
  }

  /**
   * The serial ports of this machine.
   *
   * @return a list, empty when there are none
   * @throws MeterException when the serial library is not on the class path
   */
  public static List<SerialPortInfo> ports() throws MeterException {
    return SerialPorts.list();
  }

  /**
   * Waits for a fresh reading as long as the option {@code timeout} says: for a meter that talks by
   * itself the first telegram that starts after this call, for a recording the next one. After a
   * pause, what backed up on the way is thrown away first, for which a tenth of a second is enough
   * as a rule.
   *
   * <p>When the way to the meter breaks it is opened again, first after 1 s and at last every 30 s,
   * as long as there is time; then the call throws why there is no way. A try to open it that has
   * begun is finished even when the time is up, for TCP after {@code connect-timeout} at the
   * latest. A recording is not opened again, and throws at once.
   *
   * <p>A meter that has to be asked is asked once, with its own patience and retries: when it does
   * not answer, or refuses, that ends the call, and a poll that has begun is finished even when the
   * time is up.
   *
   * @return the reading
   * @throws ReadTimeoutException when none comes; it says what did
   * @throws DeviceException when a meter that was asked refuses
   * @throws MeterException when the way to the meter is broken
   * @throws IllegalStateException when a stream of {@link #readings()} is being read
   */
  public R read() throws MeterException {
    return loop.read();
  }

  /**
   * Waits for a fresh reading, see {@link #read()}.
   *
   * @param timeout how long at most
   * @return the reading
   * @throws ReadTimeoutException when none comes; it says what did
   * @throws DeviceException when a meter that was asked refuses
   * @throws MeterException when the way to the meter is broken
   * @throws IllegalStateException when a stream of {@link #readings()} is being read
   */
  public R read(Duration timeout) throws MeterException {
    Objects.requireNonNull(timeout, "timeout");
    return loop.read(timeout);
  }

  /**
   * Every reading in order, read on the caller's thread when the stream asks for it. The stream
   * waits as long as the meter is silent, ends when the reader is closed or a recording has come to
   * its end. When the way to the meter breaks it is opened again, for ever; only a recording that
   * breaks off throws {@link java.io.UncheckedIOException}. A poll of a meter that has to be asked
   * which fails is a fault, and the stream goes on.
   *
   * <p>It never skips a reading that reached this machine. A consumer that is slower than its meter
   * for long fills the buffers of the operating system, which lose bytes then: those telegrams
   * arrive damaged and are counted.
   *
   * <p>A stream that was left, as after {@code limit(10)} or {@code findFirst()}, gives way to the
   * next call on this reader. If it is read on after that, it throws {@link IllegalStateException}.
   *
   * @return a stream for one thread
   * @throws IllegalStateException when another thread is reading such a stream, or a subscription
   *     is running
   */
  public Stream<R> readings() {
    return loop.readings(null);
  }

  /**
   * Every reading in order, as {@link #readings()}, but with patience for a silent meter: when no
   * reading comes for so long, the stream throws {@link java.io.UncheckedIOException} with a {@link
   * ReadTimeoutException} as its cause, which says what came instead.
   *
   * @param patience how long to wait for each reading at most
   * @return a stream for one thread
   * @throws IllegalStateException as {@link #readings()} does
   */
  public Stream<R> readings(Duration patience) {
    Objects.requireNonNull(patience, "patience");
    return loop.readings(patience);
  }

  /**
   * Tells a listener of every reading, or of the newest when it is slower than the meter.
   *
   * @param listener is called from a daemon thread of its own
   * @return the running subscription
   * @throws IllegalStateException when a stream of {@link #readings()} is being read or the reader
   *     is closed
   */
  public MeterSubscription subscribe(MeterListener<? super R> listener) {
    Objects.requireNonNull(listener, "listener");
    return loop.subscribe(listener, Handoff.LATEST);
  }

  /**
   * Tells a listener of every reading, as far as the hand-off holds them.
   *
   * @param listener is called from a daemon thread of its own
   * @param handoff how many readings wait while the listener is busy
   * @return the running subscription
   * @throws IllegalStateException when a stream of {@link #readings()} is being read or the reader
   *     is closed
   */
  public MeterSubscription subscribe(MeterListener<? super R> listener, Handoff handoff) {
    Objects.requireNonNull(listener, "listener");
    Objects.requireNonNull(handoff, "handoff");
    return loop.subscribe(listener, handoff);
  }

  /**
   * The readings for reactive code. Readings that a subscriber has not requested wait in the
   * hand-off. While the way to the meter is broken and opened again nothing comes; the publisher
   * fails when a recording breaks off, and completes at its end and when the reader is closed.
   *
   * @param handoff how many readings wait for each subscriber
   * @return a publisher; each subscriber has a daemon thread of its own
   */
  public Flow.Publisher<R> publisher(Handoff handoff) {
    Objects.requireNonNull(handoff, "handoff");
    return subscriber -> LivePublication.start(loop, subscriber, handoff);
  }

  /**
   * Hands every fault of a span of bytes that was rejected to a handler, in whichever way this
   * reader is read. Replaces the handler before it.
   *
   * @param handler is called on the thread that reads, between two readings; has to be quick, and
   *     what it throws is logged and goes no further
   */
  public void onFault(Consumer<? super Fault> handler) {
    Objects.requireNonNull(handler, "handler");
    loop.onFault(handler);
  }

  /**
   * Tells a handler of every change of the state, in whichever way this reader is read, and of
   * DISCONNECTED again when the cause is another one. That the meter has fallen silent, STALE, is
   * told while somebody reads, and counted from what they wait; it has a cause when a poll failed
   * before the first reading. Replaces the handler before it.
   *
   * @param handler is called with the new state and why, where that is an error, on the thread that
   *     reads; has to be quick, and what it throws is logged and goes no further
   */
  public void onState(BiConsumer<? super ReaderState, Optional<MeterException>> handler) {
    Objects.requireNonNull(handler, "handler");
    loop.onState(handler);
  }

  /**
   * The newest reading so far.
   *
   * @return the reading, or empty when none has come; does no I/O
   */
  public Optional<R> latest() {
    return loop.latest();
  }

  /**
   * The state of the way to the meter.
   *
   * @return the state; does no I/O
   */
  public ReaderState state() {
    return loop.state();
  }

  /**
   * What was counted since the meter was opened.
   *
   * @return a snapshot; does no I/O
   */
  public ReaderStats stats() {
    return loop.stats();
  }

  /**
   * Where it reads from.
   *
   * @return the source
   */
  public MeterSource<R> source() {
    return source;
  }

  /**
   * Closes the meter. Ends a read that is waiting, with {@link TransportException} of kind CLOSED,
   * and every subscription. A read that is opening the way at that moment ends when the opening
   * does. Waits for no listener or handler. Closing twice does nothing.
   */
  @Override
  public void close() {
    loop.close();
  }
}
