package io.github.meter4j.modbus;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.modbus.bus.RtuLink;
import io.github.meter4j.spi.LinkKind;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.Transport;
import io.github.meter4j.spi.TransportProvider;
import io.github.meter4j.transport.Transports;
import java.util.List;

/** The links of this module. */
final class ModbusLinks {
  static final String RTU_OVER_TCP = "rtutcp";

  private ModbusLinks() {}

  /**
   * TCP to a serial server that passes RTU frames on as they are. The connection is that of scheme
   * {@code tcp}; the scheme tells that no Modbus TCP header is wanted.
   */
  public static final class RtuTcp implements RtuLink {
    private static TransportProvider tcp() {
      return Transports.provider("tcp");
    }

    @Override
    public String scheme() {
      return RTU_OVER_TCP;
    }

    @Override
    public LinkKind kind() {
      return LinkKind.NETWORK;
    }

    @Override
    public String targetForm() {
      return tcp().targetForm() + ", a serial server that passes RTU frames";
    }

    @Override
    public List<OptionSpec<?>> options() {
      return tcp().options();
    }

    @Override
    public void validate(String target) {
      tcp().validate(target);
    }

    @Override
    public Transport open(String target, Options options) throws TransportException {
      return tcp().open(target, options);
    }
  }
}
