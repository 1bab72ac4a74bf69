import io.github.meter4j.spi.MeterDriver;
import io.github.meter4j.spi.TransportProvider;

/** Reads Modbus meters by their register maps. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("requires-automatic") // j2mod is no module, and is not needed to run
module io.github.meter4j.modbus {
  requires static org.jspecify;
  requires static j2mod;
  requires transitive io.github.meter4j.core;

  exports io.github.meter4j.modbus;
  exports io.github.meter4j.modbus.j2mod;
  exports io.github.meter4j.modbus.map;

  provides MeterDriver with
      io.github.meter4j.modbus.MeterDrivers.Dds238,
      io.github.meter4j.modbus.MeterDrivers.Iem2150,
      io.github.meter4j.modbus.MeterDrivers.Iem3150,
      io.github.meter4j.modbus.MeterDrivers.Iem3155,
      io.github.meter4j.modbus.MeterDrivers.Pm5100,
      io.github.meter4j.modbus.MeterDrivers.Sdm120,
      io.github.meter4j.modbus.MeterDrivers.Sdm220,
      io.github.meter4j.modbus.MeterDrivers.Sdm230,
      io.github.meter4j.modbus.MeterDrivers.Sdm630,
      io.github.meter4j.modbus.MeterDrivers.Sdm72,
      io.github.meter4j.modbus.MeterDrivers.Sdm72v2,
      io.github.meter4j.modbus.MeterDrivers.Ddm18sd,
      io.github.meter4j.modbus.MeterDrivers.AbbB,
      io.github.meter4j.modbus.MeterDrivers.Ale3,
      io.github.meter4j.modbus.MeterDrivers.Dsz15,
      io.github.meter4j.modbus.MeterDrivers.Ddsu666,
      io.github.meter4j.modbus.MeterDrivers.Ddsu666H,
      io.github.meter4j.modbus.MeterDrivers.Dtsu666,
      io.github.meter4j.modbus.MeterDrivers.Dtsu666Fc4,
      io.github.meter4j.modbus.MeterDrivers.Dtsu666H,
      io.github.meter4j.modbus.MeterDrivers.Dvh4013,
      io.github.meter4j.modbus.MeterDrivers.Em340,
      io.github.meter4j.modbus.MeterDrivers.Finder7m38,
      io.github.meter4j.modbus.MeterDrivers.OrWe504,
      io.github.meter4j.modbus.MeterDrivers.OrWe514,
      io.github.meter4j.modbus.MeterDrivers.OrWe517,
      io.github.meter4j.modbus.MeterDrivers.Pro380,
      io.github.meter4j.modbus.MeterDrivers.Ws100,
      io.github.meter4j.modbus.MeterDrivers.AnyMeter;
  provides TransportProvider with
      io.github.meter4j.modbus.ModbusLinks.RtuTcp,
      io.github.meter4j.modbus.ModbusLinks.Ascii,
      io.github.meter4j.modbus.ModbusLinks.Udp;
}
