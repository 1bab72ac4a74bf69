package io.github.meter4j.modbus;

import io.github.meter4j.MeterSource;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.modbus.bus.Exchange;
import io.github.meter4j.modbus.bus.FramedExchange;
import io.github.meter4j.modbus.bus.Framing;
import io.github.meter4j.modbus.bus.LineClock;
import io.github.meter4j.modbus.bus.ModbusLink;
import io.github.meter4j.modbus.bus.OutstandingReplies;
import io.github.meter4j.modbus.bus.RtuFraming;
import io.github.meter4j.modbus.internal.j2mod.AsciiFraming;
import io.github.meter4j.modbus.internal.j2mod.UdpExchange;
import io.github.meter4j.spi.Endpoint;
import io.github.meter4j.spi.LinkKind;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.Transport;
import io.github.meter4j.spi.TransportProvider;
import io.github.meter4j.transport.Transports;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The links of this module. Nothing of j2mod is loaded before one of them that needs it is opened.
 * {@code ServiceLoader} makes them, which is why they are public within a class that is not.
 */
final class ModbusLinks {
  static final String RTU_OVER_TCP = "rtutcp";
  static final String ASCII = "ascii";
  static final String UDP = "udp";

  private ModbusLinks() {}

  /** A link that carries frames over the transport of another one. */
  private abstract static class Framed implements ModbusLink {
    private final String scheme;
    private final String carrier;
    private final String suffix;

    Framed(String scheme, String carrier, String suffix) {
      this.scheme = scheme;
      this.carrier = carrier;
      this.suffix = suffix;
    }

    private TransportProvider carrier() {
      return Transports.provider(carrier);
    }

    abstract Framing framing() throws TransportException;

    @Override
    public String scheme() {
      return scheme;
    }

    @Override
    public LinkKind kind() {
      return carrier().kind();
    }

    @Override
    public String targetForm() {
      return carrier().targetForm() + suffix;
    }

    @Override
    public List<OptionSpec<?>> options() {
      return carrier().options();
    }

    @Override
    public void validate(String target) {
      carrier().validate(target);
    }

    @Override
    public Transport open(String target, Options options) throws TransportException {
      return carrier().open(target, options);
    }

    @Override
    public Exchange exchange(Endpoint endpoint, String place, OutstandingReplies outstanding)
        throws TransportException {
      Framing framing = framing();
      return new FramedExchange(
          place, endpoint.openTransport(), framing, outstanding, LineClock.SYSTEM);
    }
  }

  /**
   * TCP to a serial server that passes RTU frames on as they are. The scheme tells that no Modbus
   * TCP header is wanted.
   */
  public static final class RtuTcp extends Framed {
    /** The link. */
    public RtuTcp() {
      super(RTU_OVER_TCP, "tcp", ", a serial server that passes RTU frames");
    }

    @Override
    Framing framing() {
      return new RtuFraming();
    }
  }

  /** A serial port with ASCII frames, by j2mod. */
  public static final class Ascii extends Framed {
    private static final String FORMAT = "format";

    /** The default of V1.02, section 2.5.2. */
    private static final String SEVEN_BITS = "7E1";

    /** The link. */
    public Ascii() {
      super(ASCII, "serial", ", with Modbus ASCII");
    }

    @Override
    public List<OptionSpec<?>> options() {
      List<OptionSpec<?>> options = new ArrayList<>();
      for (OptionSpec<?> option : super.options()) {
        options.add(option.name().equals(FORMAT) ? option.withDefault(SEVEN_BITS) : option);
      }
      return List.copyOf(options);
    }

    /** A map names the format of RTU, which has eight bits. */
    @Override
    public Map<String, String> defaults(Map<String, String> ofDriver) {
      Map<String, String> mine = new HashMap<>(ofDriver);
      mine.put(FORMAT, SEVEN_BITS);
      return mine;
    }

    @Override
    Framing framing() throws TransportException {
      try {
        return new AsciiFraming();
      } catch (LinkageError e) {
        throw noLibrary("Modbus ASCII", e);
      }
    }
  }

  /** Modbus over UDP, by j2mod. */
  public static final class Udp implements ModbusLink {
    private static TransportProvider tcp() {
      return Transports.provider("tcp");
    }

    @Override
    public String scheme() {
      return UDP;
    }

    @Override
    public LinkKind kind() {
      return LinkKind.NETWORK;
    }

    @Override
    public String targetForm() {
      return tcp().targetForm();
    }

    @Override
    public List<OptionSpec<?>> options() {
      return List.of();
    }

    @Override
    public void validate(String target) {
      tcp().validate(target);
    }

    @Override
    public void validate(String target, Options options) {
      if (options.find(MeterSource.RECORD).isPresent()) {
        throw new IllegalArgumentException("datagrams of Modbus over UDP cannot be recorded");
      }
    }

    @Override
    public Transport open(String target, Options options) {
      throw new IllegalArgumentException("udp leads to Modbus units and nothing else");
    }

    @Override
    public Exchange exchange(Endpoint endpoint, String place, OutstandingReplies outstanding)
        throws TransportException {
      String target = endpoint.target();
      int colon = target.lastIndexOf(':');
      String host = target.substring(0, colon).replace("[", "").replace("]", "");
      int port = Integer.parseInt(target.substring(colon + 1));
      try {
        return UdpExchange.open(place, host, port);
      } catch (LinkageError e) {
        throw noLibrary("Modbus over UDP", e);
      }
    }
  }

  private static TransportException noLibrary(String what, LinkageError e) {
    return new TransportException(
        Kind.NOT_FOUND,
        what
            + " needs the library com.ghgande:j2mod: add it to the dependencies, and on a module"
            + " path add --add-modules j2mod,org.slf4j",
        e);
  }
}
