package io.github.meter4j.internal.network;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.internal.Deadline;
import io.github.meter4j.internal.network.ComPort.Setting;
import io.github.meter4j.internal.serial.LineSettings;
import io.github.meter4j.spi.SerialLine;
import io.github.meter4j.spi.Transport;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A serial port of another machine, set from here by the Telnet option of RFC 2217. */
final class Rfc2217Transport implements SerialLine {

  private static final class LogHolder {
    static final System.Logger LOG = System.getLogger("io.github.meter4j.network");
  }

  private final HostPort peer;
  private final LineSettings settings;
  private final Duration patience;
  private final ComPort port = new ComPort();
  private final TelnetTransport telnet;

  private volatile int baud;

  private Rfc2217Transport(
      HostPort peer, Transport connection, LineSettings settings, Duration patience) {
    this.peer = peer;
    this.settings = settings;
    this.patience = patience;
    this.telnet = TelnetTransport.comPort(peer, connection, this::heard);
  }

  /** Opens the port and sets it; the patience is for the connection, and again for the rest. */
  static Rfc2217Transport open(HostPort peer, LineSettings settings, Duration patience)
      throws TransportException {
    Transport connection = TcpTransport.open(peer, patience);
    try {
      Rfc2217Transport transport = new Rfc2217Transport(peer, connection, settings, patience);
      transport.setUp();
      return transport;
    } catch (TransportException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private void setUp() throws TransportException {
    Deadline deadline = Deadline.in(patience);
    try {
      telnet.offerComPort();
      agree(deadline);
      set(ComPort.values(settings.baud(), settings.format()), deadline);
    } catch (TransportException e) {
      throw lastWords(e);
    }
    baud = settings.baud();
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    port.control(settings.dtr(), settings.rts()).forEach(rest::writeBytes);
    port.noNotices().forEach(rest::writeBytes);
    telnet.send(rest.toByteArray());
  }

  private void agree(Deadline deadline) throws TransportException {
    BooleanSupplier refused = () -> telnet.isRefused(Telnet.COM_PORT);
    await(() -> telnet.isOurs(Telnet.COM_PORT) || refused.getAsBoolean(), deadline);
    if (refused.getAsBoolean()) {
      throw new TransportException(
          Kind.REFUSED,
          peer
              + " speaks Telnet without RFC 2217: switch that on there, or set the speed there and"
              + " use +tcp with telnet=on");
    }
    if (!telnet.isOurs(Telnet.COM_PORT)) {
      throw new TransportException(
          Kind.REFUSED,
          peer
              + " did not answer as an RFC 2217 server within "
              + patience.toMillis()
              + " ms: is it a plain port? Then use +tcp, and set the speed there");
    }
  }

  /** Sends all at once and waits for all answers, which takes one way there and back. */
  private void set(Map<Setting, Long> values, Deadline deadline) throws TransportException {
    ByteArrayOutputStream commands = new ByteArrayOutputStream();
    for (Setting setting : Setting.values()) {
      if (values.containsKey(setting)) {
        commands.writeBytes(port.set(setting, values.get(setting)));
      }
    }
    telnet.send(commands.toByteArray());
    if (!await(() -> port.hasAnswered(values.keySet()), deadline)) {
      throw new TransportException(
          Kind.DISCONNECTED,
          peer + " did not answer a setting of its port within " + patience.toMillis() + " ms");
    }
    String differences = port.differences(values).orElse("");
    if (!differences.isEmpty()) {
      throw new TransportException(
          Kind.REFUSED, "the port behind " + peer + " cannot have " + differences);
    }
  }

  private boolean await(BooleanSupplier condition, Deadline deadline) throws TransportException {
    return telnet.await(condition, deadline);
  }

  /** A server that lets nobody in says why, as text, before it hangs up. */
  private TransportException lastWords(TransportException e) {
    String words = new String(telnet.arrived(), StandardCharsets.US_ASCII).strip();
    if (e.kind() != Kind.DISCONNECTED || words.isEmpty() || words.length() > 200) {
      return e;
    }
    boolean busy = words.toLowerCase(Locale.ROOT).contains("in use");
    return new TransportException(
        busy ? Kind.BUSY : Kind.DISCONNECTED, e.getMessage() + ", saying \"" + words + '"', e);
  }

  /** Under the lock of the input. */
  private void heard(int option, byte[] content) {
    if (option == Telnet.COM_PORT) {
      port.heard(content);
      port.takeRefusedControl()
          .ifPresent(
              line ->
                  LogHolder.LOG.log(
                      System.Logger.Level.WARNING,
                      "the port behind {0} does not set {1} as it was asked to",
                      peer,
                      line));
    }
  }

  @Override
  public int read(ByteBuffer target, Duration timeout) throws TransportException {
    return telnet.read(target, timeout);
  }

  @Override
  public void write(ByteBuffer bytes) throws TransportException {
    if (port.isSuspended() && !await(() -> !port.isSuspended(), Deadline.in(patience))) {
      throw new TransportException(
          Kind.DISCONNECTED,
          peer
              + " asked for a pause in sending that did not end in "
              + patience.toMillis()
              + " ms");
    }
    telnet.write(bytes);
  }

  @Override
  public boolean discardInput() throws TransportException {
    return telnet.discardInput();
  }

  @Override
  public void speed(int baud) throws TransportException {
    set(Map.of(Setting.BAUD, (long) baud), Deadline.in(patience));
    this.baud = baud;
  }

  @Override
  public Duration character() {
    return Duration.ofNanos(TimeUnit.SECONDS.toNanos(settings.format().bits()) / baud);
  }

  @Override
  public boolean backsUp() {
    return true;
  }

  @Override
  public void close() {
    telnet.close();
  }
}
