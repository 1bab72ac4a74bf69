package io.github.meter4j.modbus.internal.j2mod;

import com.ghgande.j2mod.modbus.ModbusIOException;
import com.ghgande.j2mod.modbus.io.AbstractModbusTransport;
import com.ghgande.j2mod.modbus.msg.ModbusRequest;
import com.ghgande.j2mod.modbus.msg.ModbusResponse;
import com.ghgande.j2mod.modbus.net.UDPMasterConnection;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.modbus.bus.Exchange;
import io.github.meter4j.modbus.bus.NoGoodReply;
import io.github.meter4j.modbus.bus.Request;
import io.github.meter4j.modbus.bus.Timing;
import io.github.meter4j.reading.Integrity;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Modbus over UDP: a datagram a request, with the header of Modbus TCP. A reply is told by the
 * number of its transaction; j2mod would stumble over each reply that is late, one request after
 * the other.
 */
public final class UdpExchange implements Exchange {
  /** How often a wait looks whether it is still wanted. */
  private static final int STEP_MILLIS = 100;

  private static final int LAST = 0xffff;

  private final String place;
  private final UDPMasterConnection connection;
  private final AbstractModbusTransport transport;
  private int transaction;
  private volatile boolean closed;

  private UdpExchange(String place, UDPMasterConnection connection) {
    this.place = place;
    this.connection = connection;
    this.transport = connection.getModbusTransport();
  }

  /**
   * Opens a socket; nothing is sent.
   *
   * @throws TransportException when there is no such host
   */
  public static UdpExchange open(String place, String host, int port) throws TransportException {
    try {
      UDPMasterConnection connection = new UDPMasterConnection(InetAddress.getByName(host));
      connection.setPort(port);
      connection.connect();
      return new UdpExchange(place, connection);
    } catch (UnknownHostException e) {
      throw new TransportException(Kind.NOT_FOUND, "no host " + host + ": is its name right?", e);
    } catch (Exception e) { // j2mod says no more
      throw new TransportException(
          Kind.REFUSED, "cannot open a socket for " + place + ": " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<byte[]> exchange(Request request, Timing timing, Waiter waiter)
      throws TransportException, NoGoodReply {
    ModbusRequest message = Messages.request(request);
    transaction = transaction == LAST ? 1 : transaction + 1;
    message.setTransactionID(transaction);
    try {
      transport.writeRequest(message);
    } catch (ModbusIOException e) {
      throw broken(e);
    }
    long end = System.nanoTime() + timing.reply().toNanos();
    String why = "no answer";
    int bytes = 0;
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      waiter.requireWanted();
      Optional<ModbusResponse> response = receive(left);
      if (response.isPresent()) {
        byte[] pdu = Messages.pdu(response.get());
        waiter.received(ByteBuffer.wrap(pdu));
        if (isReply(request, response.get(), pdu)) {
          return Optional.of(pdu);
        }
        if (response.get().getTransactionID() == transaction) {
          why = "an answer to something else";
          bytes += pdu.length;
        } else {
          waiter.skipped(pdu.length); // a late one
          why =
              "reply to transaction "
                  + response.get().getTransactionID()
                  + " came instead of "
                  + transaction
                  + ": the gateway is late or numbers its replies by itself";
        }
      }
    }
    Fault.Kind kind = bytes > 0 ? Fault.Kind.FRAMING : Fault.Kind.NO_ANSWER;
    throw new NoGoodReply(new Fault(kind, why, 0, bytes, 0, 0, ""), bytes);
  }

  /** One datagram, if it comes soon. */
  private Optional<ModbusResponse> receive(long nanos) throws TransportException {
    long millis = TimeUnit.NANOSECONDS.toMillis(nanos) + 1;
    transport.setTimeout((int) Math.min(STEP_MILLIS, millis));
    try {
      return Optional.of(transport.readResponse());
    } catch (ModbusIOException e) {
      if (e.getCause() instanceof InterruptedIOException) {
        return Optional.empty(); // it did not come
      }
      throw broken(e);
    }
  }

  private boolean isReply(Request request, ModbusResponse response, byte[] pdu) {
    return response.getTransactionID() == transaction
        && (response.getUnitID() == request.unit() || request.unit() == 0)
        && request.answerLength(pdu, 0, pdu.length) == pdu.length;
  }

  @Override
  public String advice(boolean silent) {
    return silent
        ? "; is the unit number right, does the gateway reach the unit, and does it speak Modbus"
            + " over UDP?"
        : "";
  }

  private TransportException broken(ModbusIOException e) {
    return new TransportException(
        closed ? Kind.CLOSED : Kind.DISCONNECTED, place + ": " + e.getMessage(), e);
  }

  @Override
  public Integrity integrity() {
    return Integrity.ABSENT;
  }

  @Override
  public void close() {
    closed = true;
    connection.close();
  }

  @Override
  public String toString() {
    return place;
  }
}
