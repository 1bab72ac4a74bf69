package io.github.meter4j.modbus.internal.j2mod;

import com.ghgande.j2mod.modbus.facade.AbstractModbusMaster;
import io.github.meter4j.MeterSource;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.modbus.bus.Exchange;
import io.github.meter4j.modbus.bus.LineClock;
import io.github.meter4j.modbus.bus.ModbusLink;
import io.github.meter4j.modbus.bus.OutstandingReplies;
import io.github.meter4j.spi.Endpoint;
import io.github.meter4j.spi.LinkKind;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.Transport;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/** Leads to meters by a master of j2mod that belongs to the program. */
public final class MasterLink implements ModbusLink {
  /** A number for each master: meters with one master share its line. */
  private static final Map<AbstractModbusMaster, Integer> NUMBERS = new WeakHashMap<>();

  private static int last;

  private final AbstractModbusMaster master;

  public MasterLink(AbstractModbusMaster master) {
    this.master = master;
  }

  /** What names the master in messages. */
  public String target() {
    synchronized (NUMBERS) {
      return "master" + NUMBERS.computeIfAbsent(master, it -> ++last);
    }
  }

  @Override
  public String scheme() {
    return "j2mod";
  }

  /** As a serial port it is shared, and never taken for dead. */
  @Override
  public LinkKind kind() {
    return LinkKind.SERIAL;
  }

  @Override
  public String targetForm() {
    return "nothing";
  }

  @Override
  public List<OptionSpec<?>> options() {
    return List.of();
  }

  @Override
  public void validate(String target) {
    // it is this master
  }

  @Override
  public void validate(String target, Options options) {
    if (options.find(MeterSource.RECORD).isPresent()) {
      throw new IllegalArgumentException("a j2mod master keeps its bytes: they cannot be recorded");
    }
  }

  @Override
  public Transport open(String target, Options options) {
    throw new IllegalArgumentException("a j2mod master reads Modbus units and nothing else");
  }

  @Override
  public Exchange exchange(Endpoint endpoint, String place, OutstandingReplies outstanding)
      throws TransportException {
    MasterExchange exchange = new MasterExchange(place, master, outstanding, LineClock.SYSTEM);
    exchange.connect();
    return exchange;
  }
}
