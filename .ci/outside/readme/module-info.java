module outside {
  requires io.github.meter4j.dsmr;
  requires io.github.meter4j.iec62056;
  requires io.github.meter4j.currentcost;
  requires io.github.meter4j.modbus;
  requires io.github.meter4j.blinkt;
  requires io.github.meter4j.s0;
  requires com.fazecast.jSerialComm;
}
