/** The typed reading model, the reader and the SPI of meters and transports. */
@org.jspecify.annotations.NullMarked
module io.github.meter4j.core {
  requires static org.jspecify;
  requires static com.fazecast.jSerialComm;
  requires static java.management;
  requires static com.pi4j;

  exports io.github.meter4j;
  exports io.github.meter4j.fault;
  exports io.github.meter4j.reader;
  exports io.github.meter4j.reading;
  exports io.github.meter4j.spi;
  exports io.github.meter4j.transport;
  exports io.github.meter4j.output;
  exports io.github.meter4j.management;
  exports io.github.meter4j.codec to
      io.github.meter4j.blinkt,
      io.github.meter4j.currentcost,
      io.github.meter4j.dsmr,
      io.github.meter4j.iec62056,
      io.github.meter4j.modbus;
  exports io.github.meter4j.internal.gpio to
      io.github.meter4j.blinkt,
      io.github.meter4j.s0;

  uses io.github.meter4j.spi.MeterDriver;
  uses io.github.meter4j.spi.PulseSourceProvider;
  uses io.github.meter4j.spi.StatusIndicatorProvider;
  uses io.github.meter4j.spi.TransportProvider;

  provides io.github.meter4j.spi.StatusIndicatorProvider with
      io.github.meter4j.internal.light.ConsoleIndicatorProvider,
      io.github.meter4j.internal.light.NoIndicatorProvider;
  provides io.github.meter4j.spi.TransportProvider with
      io.github.meter4j.internal.serial.SerialTransportProvider,
      io.github.meter4j.internal.network.TcpTransportProvider,
      io.github.meter4j.internal.network.Rfc2217TransportProvider,
      io.github.meter4j.internal.play.FileTransportProvider;
}
