package io.github.meter4j.modbus.internal.j2mod;

import com.ghgande.j2mod.modbus.ModbusException;
import com.ghgande.j2mod.modbus.ModbusSlaveException;
import com.ghgande.j2mod.modbus.facade.AbstractModbusMaster;
import com.ghgande.j2mod.modbus.facade.ModbusSerialMaster;
import com.ghgande.j2mod.modbus.procimg.InputRegister;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.modbus.bus.Exchange;
import io.github.meter4j.modbus.bus.FramedExchange;
import io.github.meter4j.modbus.bus.LineClock;
import io.github.meter4j.modbus.bus.NoGoodReply;
import io.github.meter4j.modbus.bus.OutstandingReplies;
import io.github.meter4j.modbus.bus.Request;
import io.github.meter4j.modbus.bus.Timing;
import io.github.meter4j.reading.Integrity;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Reads by a master of j2mod that belongs to the program. */
final class MasterExchange implements Exchange {
  private static final int EXCEPTION = 0x80;

  /** How often it is looked whether a late reply may still come. */
  private static final long STEP = TimeUnit.MILLISECONDS.toNanos(50);

  private final String place;
  private final AbstractModbusMaster master;
  private final OutstandingReplies outstanding;
  private final LineClock clock;
  private volatile boolean closed;

  MasterExchange(
      String place, AbstractModbusMaster master, OutstandingReplies outstanding, LineClock clock) {
    this.place = place;
    this.master = master;
    this.outstanding = outstanding;
    this.clock = clock;
  }

  void connect() throws TransportException {
    if (!master.isConnected()) {
      try {
        master.connect();
      } catch (Exception e) { // j2mod says no more
        throw new TransportException(
            Kind.REFUSED, "the j2mod master does not connect: " + e.getMessage(), e);
      }
    }
  }

  @Override
  public Optional<byte[]> exchange(Request request, Timing timing, Waiter waiter)
      throws TransportException, NoGoodReply {
    while (outstanding.hinder(request, clock.nanos())) {
      waiter.requireWanted();
      if (waiter.othersWait()) {
        return Optional.empty();
      }
      clock.pause(STEP);
    }
    requireOpen();
    int millis = (int) Math.min(Integer.MAX_VALUE, timing.reply().toMillis());
    if (master.getTimeout() != millis) {
      master.setTimeout(millis);
    }
    master.setRetries(1); // a master forgets it whenever it connects
    outstanding.sent(request, clock.nanos(), timing.reply());
    try {
      byte[] pdu = transact(request);
      outstanding.heardDamaged(request, clock.nanos());
      waiter.received(ByteBuffer.wrap(pdu));
      return Optional.of(pdu);
    } catch (ModbusSlaveException e) {
      outstanding.heardDamaged(request, clock.nanos());
      byte[] refusal = {(byte) (request.function() | EXCEPTION), (byte) e.getType()};
      waiter.received(ByteBuffer.wrap(refusal));
      return Optional.of(refusal);
    } catch (ModbusException e) {
      if (!master.isConnected()) {
        throw new TransportException(
            closed ? Kind.CLOSED : Kind.DISCONNECTED, place + ": " + e.getMessage(), e);
      }
      throw new NoGoodReply(
          new Fault(Fault.Kind.NO_ANSWER, "no answer: " + e.getMessage(), 0, 0, 0, 0, ""), 0);
    }
  }

  @Override
  public String advice(boolean silent) {
    return master instanceof ModbusSerialMaster
        ? FramedExchange.serialAdvice(silent)
        : "; is the unit number right, and does the gateway reach the unit?";
  }

  private void requireOpen() throws TransportException {
    if (closed) {
      throw new TransportException(Kind.CLOSED, place + " was closed");
    }
  }

  private byte[] transact(Request request) throws ModbusException {
    int address = Request.word(request.pdu(), 1);
    int count = Request.word(request.pdu(), 3);
    InputRegister[] registers =
        switch (request.function()) {
          case 3 -> master.readMultipleRegisters(request.unit(), address, count);
          case 4 -> master.readInputRegisters(request.unit(), address, count);
          default -> throw new IllegalStateException("function " + request.function());
        };
    if (registers == null || registers.length != count) {
      throw new ModbusException("an answer to something else");
    }
    byte[] pdu = new byte[2 + 2 * count];
    pdu[0] = (byte) request.function();
    pdu[1] = (byte) (2 * count);
    for (int i = 0; i < count; i++) {
      pdu[2 + 2 * i] = (byte) (registers[i].getValue() >> 8);
      pdu[3 + 2 * i] = (byte) registers[i].getValue();
    }
    return pdu;
  }

  /** What its bytes went through is the master's affair. */
  @Override
  public Integrity integrity() {
    return Integrity.UNCHECKED;
  }

  /** The master goes on; it belongs to the program. */
  @Override
  public void close() {
    closed = true;
  }
}
